using System.CommandLine;
using Supervision.Core.Configuration;
using Supervision.Core.Hosting;
using Supervision.Daemon.Configuration;
using Supervision.Daemon.Control;
using Supervision.Daemon.Hosting;

namespace Supervision.Daemon.CommandLine;

/// <summary><c>healthcheck config check</c>, <c>config show</c> and <c>config reload</c>.</summary>
internal static class ConfigCommand
{
    public static Command Create() => new("config", "Check, show or reload the configuration") { Check(), Show(), Reload() };

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
            foreach (var line in HoconRenderer.Lines(Undisclosed.Of(EffectiveConfiguration.Of(reading.Tree))))
                await Console.Out.WriteLineAsync(line);
            foreach (var error in errors)
                await Console.Error.WriteLineAsync(error.ToString());
            return errors.IsEmpty ? ExitCode.Success : ExitCode.Configuration;
        });
        return command;
    }

    private static Command Reload()
    {
        var config = ConfigOption.Create();
        var command = new Command("reload", "Have the daemon read its configuration again; exit 78 if that has an error") { config };
        command.SetAction((parsed, cancellation) => ControlClient.CallAsync(config.ControlDirectories(parsed), async client =>
            await TellAsync(await client.ReloadAsync(cancellation))));
        return command;
    }

    private static async Task<int> TellAsync(ReloadMessage reload)
    {
        if (reload.Errors.Count > 0)
        {
            foreach (var error in reload.Errors)
                await JournalStream.ComplainAsync(error);
            await JournalStream.ComplainAsync("healthcheck: the configuration was not reloaded, and the old one stays in force");
            return ExitCode.Configuration;
        }

        await Console.Out.WriteLineAsync("The configuration was reloaded" + (reload.Changed.Count > 0 ? ":" : "; nothing changed."));
        foreach (var change in reload.Changed)
            await Console.Out.WriteLineAsync($"  {change}");
        foreach (var waiting in reload.Waiting)
            await Console.Error.WriteLineAsync($"healthcheck: {waiting}");
        return ExitCode.Success;
    }
}
