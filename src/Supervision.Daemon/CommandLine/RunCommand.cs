using System.CommandLine;
using Supervision.Daemon.Hosting;

namespace Supervision.Daemon.CommandLine;

/// <summary><c>healthcheck run</c>: the daemon.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var command = new Command("run", "Watch and act until stopped; systemd starts this") { config };
        command.SetAction(async (parsed, cancellation) =>
            await config.ReadAsync(parsed) is { } settings
                ? await DaemonHost.RunAsync(config.Source(parsed), settings, cancellation)
                : ExitCode.Configuration);
        return command;
    }
}
