using Supervision.Core.Configuration;
using Supervision.Core.Hosting;

namespace Supervision.Simulation.Tests;

/// <summary>The configuration that the package lays into /etc, read as the daemon reads it.</summary>
internal static class Shipped
{
    /// <param name="over">What an operator has written over it.</param>
    public static HealthcheckSettings Settings(string over = "")
    {
        var (settings, errors) = HealthcheckSettingsReader.Read(HoconReader.Read(
            [Text(HoconSource.Reference), Text("healthcheck.conf"), new HoconSource("over.conf", over)], new NoFiles(), _ => null));
        Assert.Empty(errors);
        return settings!;
    }

    private static HoconSource Text(string name)
    {
        using var reader = new StreamReader(typeof(Shipped).Assembly.GetManifestResourceStream(name)!);
        return new HoconSource(name, reader.ReadToEnd());
    }

    private sealed class NoFiles : IIncludeSource
    {
        public Inclusion Open(string path, string includedFrom) => new Inclusion.Absent(path);
    }
}
