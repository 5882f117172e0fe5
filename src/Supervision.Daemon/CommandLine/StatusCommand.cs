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
        var name = new Argument<string?>("SERVICE") { Description = "This service only", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("status", "Show what the daemon knows: exit 0 all up, 3 something down, 1 neither, 4 no daemon")
        {
            config, json, name,
        };
        command.SetAction((parsed, cancellation) => ControlClient.CallAsync(parsed, config, async client =>
            await PrintAsync(await client.StatusAsync(cancellation), parsed.GetValue(name), parsed.GetValue(json))));
        return command;
    }

    private static async Task<int> PrintAsync(StatusMessage status, string? service, bool json)
    {
        var services = status.Services.Where(known => service is null || known.Service == service).ToList();
        if (services.Count == 0 && service is not null)
        {
            var known = string.Join(", ", status.Services.Select(known => known.Service));
            await Console.Error.WriteLineAsync($"healthcheck: {service} is no service here; there are {known}");
            return ExitCode.Usage;
        }

        var shown = status with { Services = services };
        await Console.Out.WriteLineAsync(json ? ControlJson.Write(shown) : string.Join(Environment.NewLine, StatusText.Lines(shown)));
        return StatusText.ExitCodeOf(services.Select(known => known.Verdict));
    }
}
