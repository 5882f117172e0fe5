using System.CommandLine;
using Supervision.Core.Configuration;
using Supervision.Core.Hosting;
using Supervision.Daemon.Configuration;
using Supervision.Daemon.Hosting;

namespace Supervision.Daemon.CommandLine;

/// <summary>The option <c>--config FILE</c>, and what every verb that reads the configuration does about errors in it.</summary>
internal sealed class ConfigOption() : Option<string?>("--config")
{
    // A daemon that lives on with its old configuration listens where that says, and not where the new one does.
    private const string DefaultControlDirectory = "/run/healthcheck";

    public static ConfigOption Create()
    {
        var option = new ConfigOption
        {
            Description = $"Read FILE and what it includes, in place of {ConfigurationFiles.DefaultFile} and conf.d/",
            HelpName = "FILE",
        };
        option.Validators.Add(result =>
        {
            // What an unset variable of a shell script leaves.
            if (result.Tokens is [{ Value: "" }])
                result.AddError("--config names no file");
        });
        return option;
    }

    public ConfigurationSource Source(ParseResult parsed) => new(parsed.GetValue(this));

    /// <summary>The tree, with whatever is wrong in it.</summary>
    public HoconReading Read(ParseResult parsed) => ConfigurationFiles.Read(parsed.GetValue(this));

    /// <summary>Where a daemon's socket may lie, the likeliest first, whatever else is wrong with the configuration.</summary>
    public IEnumerable<string> ControlDirectories(ParseResult parsed)
    {
        var healthcheck = ConfigurationFiles.Read(parsed.GetValue(this)).Tree.Find("healthcheck")?.Value as HoconValue.Map;
        if ((healthcheck?.Find("control")?.Value as HoconValue.Map)?.Find("directory")?.Value is HoconValue.Scalar { Text: var directory })
            yield return directory;
        yield return DefaultControlDirectory;
    }

    /// <summary>The settings, or null after every error was printed.</summary>
    public async Task<HealthcheckSettings?> ReadAsync(ParseResult parsed)
    {
        var (settings, errors) = Source(parsed).Read();
        foreach (var error in errors)
            await JournalStream.ComplainAsync(error.ToString());
        return settings;
    }
}
