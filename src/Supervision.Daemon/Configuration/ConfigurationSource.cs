using System.Collections.Immutable;
using Supervision.Core.Configuration;
using Supervision.Core.Hosting;

namespace Supervision.Daemon.Configuration;

/// <summary>Where a daemon's configuration comes from: the same files at its start and at every reload.</summary>
/// <param name="file">The one file that was named; null for the default file and its folder.</param>
internal sealed class ConfigurationSource(string? file)
{
    // Made absolute once: what a relative name means must not follow the working directory.
    private readonly string? _file = file is null ? null : Path.GetFullPath(file);

    /// <summary>Reads the files as they are now.</summary>
    /// <returns>The settings, or null with at least one error.</returns>
    public (HealthcheckSettings? Settings, ImmutableArray<ConfigError> Errors) Read() =>
        HealthcheckSettingsReader.Read(ConfigurationFiles.Read(_file));
}
