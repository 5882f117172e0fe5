using Supervision.Core.Configuration;

namespace Supervision.Daemon.Configuration;

/// <summary>The configuration texts that are part of the program.</summary>
internal static class EmbeddedConfiguration
{
    public static HoconSource Reference => Read(HoconSource.Reference);

    public static HoconSource Demo => Read("demo.conf");

    private static HoconSource Read(string name)
    {
        using var stream = typeof(EmbeddedConfiguration).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in the program");
        using var reader = new StreamReader(stream);
        return new HoconSource(name, reader.ReadToEnd());
    }
}
