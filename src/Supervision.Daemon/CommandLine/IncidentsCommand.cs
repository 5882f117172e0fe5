using System.CommandLine;
using Supervision.Adapters.Linux;
using Supervision.Core;
using Supervision.Daemon.Control;

namespace Supervision.Daemon.CommandLine;

/// <summary><c>healthcheck incidents</c>: the history.</summary>
internal static class IncidentsCommand
{
    private const int Most = 1000;

    public static Command Create()
    {
        var config = ConfigOption.Create();
        var json = new Option<bool>("--json") { Description = "Print JSON, the newest first" };
        var since = SinceOption.Create(
            "Those that were open within this time, such as 36h", usual: TimeSpan.FromDays(7), longest: TimeSpan.FromDays(3650));
        var command = new Command("incidents", "List the outages with their roots, consequences and runs, the newest last")
        {
            since, json, config,
        };
        command.SetAction((parsed, cancellation) => ControlClient.CallAsync(parsed, config, async client =>
        {
            var length = parsed.GetValue(since);
            return await PrintAsync(
                await client.IncidentsAsync(TimeProvider.System.Moment().Wall - length, Most, cancellation), length, parsed.GetValue(json));
        }));
        return command;
    }

    private static async Task<int> PrintAsync(IncidentsMessage found, TimeSpan since, bool json)
    {
        await Console.Out.WriteLineAsync(
            json ? ControlJson.Write(found) : string.Join(Environment.NewLine, IncidentsText.Lines(found.Incidents, since)));
        if (found.Unread is not { } why)
            return ExitCode.Success;
        await Console.Error.WriteLineAsync($"healthcheck: {PlainText.Escaped(why)}");
        return ExitCode.Temporary;
    }
}
