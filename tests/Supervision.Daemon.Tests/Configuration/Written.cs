using System.Collections.Immutable;
using Supervision.Core.Configuration;
using Supervision.Core.Hosting;
using Supervision.Daemon.Configuration;

namespace Supervision.Daemon.Tests.Configuration;

/// <summary>What an operator might write, read over reference.conf as the daemon reads it.</summary>
internal static class Written
{
    public const string File = "healthcheck.conf";

    public static (HealthcheckSettings? Settings, ImmutableArray<ConfigError> Errors) Read(string text) => Read(new HoconSource(File, text));

    public static (HealthcheckSettings? Settings, ImmutableArray<ConfigError> Errors) Read(params HoconSource[] above) =>
        HealthcheckSettingsReader.Read(Tree(above));

    /// <summary>The settings of a text in which nothing is wrong.</summary>
    public static HealthcheckSettings Sound(params HoconSource[] above)
    {
        var (settings, errors) = Read(above);
        Assert.Empty(errors);
        return settings!;
    }

    /// <summary>The file that the package lays into /etc.</summary>
    public static HoconSource Shipped { get; } = new(File, Embedded(File));

    public static HoconReading Tree(params HoconSource[] above) =>
        HoconReader.Read([EmbeddedConfiguration.Reference, .. above], new IncludedFiles(), _ => null);

    private static string Embedded(string name)
    {
        using var reader = new StreamReader(typeof(Written).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
