using System.CommandLine;
using Supervision.Daemon.Control;

namespace Supervision.Daemon.CommandLine;

/// <summary><c>healthcheck status</c>.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var watch = new Option<bool>("--watch")
        {
            Description = "Look every second until interrupted; to a file or pipe, print what changed",
        };
        var name = new Argument<string?>("SERVICE")
        {
            Description = "This service only, with each of its probes",
            Arity = ArgumentArity.ZeroOrOne,
        }.OfServices(config);
        var command = new Command("status", "Show what the daemon knows: exit 0 all up, 3 something down, 1 neither, 4 no daemon")
        {
            name, json, watch, config,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var print = new StatusPrint(parsed.GetValue(name), parsed.GetValue(json), Paint.OfTerminal);
            return parsed.GetValue(watch)
                ? WatchAsync(parsed, config, print, cancellation)
                : ControlClient.CallAsync(
                    parsed, config, async client => await TellAsync(print.Of(await client.StatusAsync(cancellation))));
        });
        return command;
    }

    private static async Task<int> TellAsync(StatusPrint.Page page)
    {
        await (page.IsError ? Console.Error : Console.Out).WriteLineAsync(page.Text);
        return page.ExitCode;
    }

    private static async Task<int> WatchAsync(ParseResult parsed, ConfigOption config, StatusPrint print, CancellationToken cancellation)
    {
        if (await config.ReadAsync(parsed) is not { } settings)
            return ExitCode.Configuration;
        var watch = new StatusWatch(
            [settings.Directories.Control], print, Console.Out, redraw: !Console.IsOutputRedirected, TimeProvider.System);
        return await watch.RunAsync(cancellation);
    }
}
