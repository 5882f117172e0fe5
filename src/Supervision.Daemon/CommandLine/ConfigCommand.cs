using System.CommandLine;
using Supervision.Core.Configuration;
using Supervision.Core.Hosting;
using Supervision.Daemon.Configuration;

namespace Supervision.Daemon.CommandLine;

/// <summary><c>healthcheck config check</c> and <c>config show</c>.</summary>
internal static class ConfigCommand
{
    public static Command Create() => new("config", "Check or show the configuration") { Check(), Show() };

    private static Command Check()
    {
        var config = ConfigOption.Create();
        var command = new Command("check", "Tell every error with file and line; exit 78 if there is one") { config };
        command.SetAction(async (parsed, _) =>
        {
            if (await config.ReadAsync(parsed) is not { } settings)
                return ExitCode.Configuration;
            await Console.Out.WriteLineAsync($"The configuration is sound: {settings.Services.Length} services.");
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Show()
    {
        var config = ConfigOption.Create();
        var command = new Command("show", "Print every value that is in force, and where it was written") { config };
        command.SetAction(async (parsed, _) =>
        {
            var reading = ConfigurationFiles.Read(parsed.GetValue(config));
            var (_, errors) = HealthcheckSettingsReader.Read(reading);
            foreach (var line in HoconRenderer.Lines(reading.Tree))
                await Console.Out.WriteLineAsync(line);
            foreach (var error in errors)
                await Console.Error.WriteLineAsync(error.ToString());
            return errors.IsEmpty ? ExitCode.Success : ExitCode.Configuration;
        });
        return command;
    }
}
