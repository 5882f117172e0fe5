using Supervision.Core.Configuration;
using Supervision.Core.Hosting;

namespace Supervision.Simulation.Tests;

/// <summary>The configuration that the package lays into /etc, read as the daemon reads it.</summary>
internal static class Shipped
{
    /// <param name="over">What an operator has written over it.</param>
    public static HealthcheckSettings Settings(string over = "")
    {
        var (settings, errors) = HealthcheckSettingsReader.Read(Configuration(over));
        Assert.Empty(errors);
        return settings!;
    }

    public static HoconReading Configuration(string over = "") =>
        Read(Text(HoconSource.Reference), Text("healthcheck.conf"), new HoconSource("over.conf", over));

    public static HoconReading Read(params HoconSource[] layers) => HoconReader.Read(layers, new NoFiles(), _ => null);

    /// <summary>A file of <c>hocon/</c>.</summary>
    public static HoconSource Text(string name)
    {
        using var reader = new StreamReader(typeof(Shipped).Assembly.GetManifestResourceStream(name)!);
        return new HoconSource(name, reader.ReadToEnd());
    }

    private sealed class NoFiles : IIncludeSource
    {
        public Inclusion Open(string path, string includedFrom) => new Inclusion.Absent(path);
    }
}
