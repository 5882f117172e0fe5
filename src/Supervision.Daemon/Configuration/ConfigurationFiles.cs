using Supervision.Core.Configuration;

namespace Supervision.Daemon.Configuration;

/// <summary>The configuration as it lies on this host: reference.conf from within the program, and the operator's files above it.</summary>
internal static class ConfigurationFiles
{
    public const string DefaultFile = "/etc/healthcheck/healthcheck.conf";

    /// <summary>Beside the default file; read after it, in the order of the names.</summary>
    public const string DefaultFolder = "/etc/healthcheck/conf.d";

    /// <param name="file">The one file to read; null for the default file and its folder.</param>
    public static HoconReading Read(string? file) => file is null
        ? ReadDefaults(DefaultFile, DefaultFolder)
        : ReadAll([Path.GetFullPath(file)], new ConfigErrors());

    /// <summary>What is read where no file was named: <paramref name="file"/>, and over it the files in
    /// <paramref name="folder"/>.</summary>
    public static HoconReading ReadDefaults(string file, string folder)
    {
        var errors = new ConfigErrors();
        return ReadAll([file, .. In(folder, errors)], errors);
    }

    /// <summary>The configuration of the demo, from within the program.</summary>
    public static HoconReading ReadDemo() => HoconReader.Read(
        [EmbeddedConfiguration.Reference, EmbeddedConfiguration.Demo], new IncludedFiles(), Environment.GetEnvironmentVariable);

    /// <summary>A scenario, which stands for itself.</summary>
    public static HoconReading ReadScenario(string file) => IncludedFiles.Read(Path.GetFullPath(file)) switch
    {
        Inclusion.Opened opened => HoconReader.Read([new HoconSource(opened.File, opened.Text)], new IncludedFiles(), Environment.GetEnvironmentVariable),
        Inclusion.Refused refused => Nothing(Error(refused)),
        _ => Nothing(new ConfigError(new SourcePosition(file, 1, 1), "", "does not exist", "name a file with a scenario { … }")),
    };

    private static HoconReading Nothing(ConfigError error) => new(new HoconValue.Map([], error.Where), [error]);

    private static HoconReading ReadAll(IEnumerable<string> files, ConfigErrors errors)
    {
        var includes = new IncludedFiles();
        var layers = new List<HoconSource> { EmbeddedConfiguration.Reference };
        foreach (var path in files)
        {
            switch (IncludedFiles.Read(path))
            {
                case Inclusion.Opened opened:
                    layers.Add(new HoconSource(opened.File, opened.Text));
                    break;
                case Inclusion.Refused refused:
                    errors.Add(Error(refused));
                    break;
                case Inclusion.Absent:
                    errors.Add(new ConfigError(new SourcePosition(path, 1, 1), "", "does not exist", "create it, or name another with --config"));
                    break;
            }
        }

        var reading = HoconReader.Read(layers, includes, Environment.GetEnvironmentVariable);
        errors.AddRange(reading.Errors);
        return reading with { Errors = errors.Ordered() };
    }

    private static IEnumerable<string> In(string folder, ConfigErrors errors)
    {
        if (!Directory.Exists(folder))
            return [];
        if (IncludedFiles.ObjectionTo(folder) is { } refused)
        {
            errors.Add(Error(refused));
            return [];
        }

        // Editors, shells and dpkg leave files with a dot in front or another end behind; nobody meant them to be read.
        return Directory.GetFiles(folder, "*.conf").Where(file => !Path.GetFileName(file).StartsWith('.')).Order(StringComparer.Ordinal);
    }

    private static ConfigError Error(Inclusion.Refused refused) => new(
        new SourcePosition(refused.File, 1, 1),
        "",
        $"cannot be read: {refused.Reason}",
        refused.Remedy ?? "mend the file, its path or its permissions");
}
