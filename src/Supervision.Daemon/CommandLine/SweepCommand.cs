using System.CommandLine;
using Supervision.Adapters.Linux;
using Supervision.Daemon.Control;

namespace Supervision.Daemon.CommandLine;

/// <summary><c>healthcheck sweep</c>.</summary>
internal static class SweepCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var command = new Command("sweep", "Tell the daemon to look at everything now, with all that follows from it") { config };
        command.SetAction((parsed, cancellation) => ControlClient.CallAsync(parsed, config, async client =>
        {
            var report = await client.SweepAsync(cancellation);
            foreach (var service in report.Services)
                await Console.Out.WriteLineAsync(PlainText.Escaped($"{service.Service,-16} {service.Verdict,-9} {service.Evidence}"));
            return ExitCode.Success;
        }));
        return command;
    }
}
