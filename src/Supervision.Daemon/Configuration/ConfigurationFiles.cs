using Supervision.Core.Configuration;

namespace Supervision.Daemon.Configuration;

/// <summary>The configuration as it lies on this host: reference.conf from within the program, and the operator's files above it.</summary>
internal static class ConfigurationFiles
{
    public const string DefaultFile = "/etc/healthcheck/healthcheck.conf";

    /// <summary>Beside the default file; read after it, in the order of the names.</summary>
    public const string DefaultFolder = "/etc/healthcheck/conf.d";

    /// <param name="file">The one file to read; null for the default file and its folder.</param>
    public static HoconReading Read(string? file) => ReadAll(file is null ? Defaults(DefaultFile, DefaultFolder) : [Path.GetFullPath(file)]);

    /// <summary>What is read where no file was named: <paramref name="file"/>, and over it the files in <paramref name="folder"/>.</summary>
    public static HoconReading ReadDefaults(string file, string folder) => ReadAll(Defaults(file, folder));

    /// <summary>The configuration of the demo, from within the program.</summary>
    public static HoconReading ReadDemo() => HoconReader.Read(
        [EmbeddedConfiguration.Reference, EmbeddedConfiguration.Demo], new IncludedFiles(), Environment.GetEnvironmentVariable);

    private static HoconReading ReadAll(IEnumerable<string> files)
    {
        var includes = new IncludedFiles();
        var errors = new ConfigErrors();
        var layers = new List<HoconSource> { EmbeddedConfiguration.Reference };
        foreach (var path in files)
        {
            switch (IncludedFiles.Read(path))
            {
                case Inclusion.Opened opened:
                    layers.Add(new HoconSource(opened.File, opened.Text));
                    break;
                case Inclusion.Refused refused:
                    errors.Add(new ConfigError(new SourcePosition(path, 1, 1), "", $"cannot be read: {refused.Reason}", "mend the file, its path or its permissions"));
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

    private static IEnumerable<string> Defaults(string file, string folder)
    {
        yield return file;
        if (!Directory.Exists(folder))
            yield break;
        foreach (var beside in Directory.GetFiles(folder, "*.conf").Order(StringComparer.Ordinal))
        {
            // Editors and shells leave files with a dot in front; nobody meant them to be read.
            if (!Path.GetFileName(beside).StartsWith('.'))
                yield return beside;
        }
    }
}
