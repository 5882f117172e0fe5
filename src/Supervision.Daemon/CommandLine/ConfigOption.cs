using System.CommandLine;
using Supervision.Core.Hosting;
using Supervision.Daemon.Configuration;
using Supervision.Daemon.Hosting;

namespace Supervision.Daemon.CommandLine;

/// <summary>The option <c>--config FILE</c>, and what every verb that reads the configuration does about errors in it.</summary>
internal sealed class ConfigOption() : Option<string?>("--config")
{
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

    /// <summary>The settings, or null after every error was printed.</summary>
    public async Task<HealthcheckSettings?> ReadAsync(ParseResult parsed)
    {
        var (settings, errors) = HealthcheckSettingsReader.Read(ConfigurationFiles.Read(parsed.GetValue(this)));
        foreach (var error in errors)
            await JournalStream.ComplainAsync(error.ToString());
        return settings;
    }
}
