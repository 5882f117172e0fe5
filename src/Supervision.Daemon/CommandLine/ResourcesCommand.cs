using System.CommandLine;
using Supervision.Adapters.Linux;
using Supervision.Core;
using Supervision.Daemon.Control;

namespace Supervision.Daemon.CommandLine;

/// <summary><c>healthcheck resources</c>: how the host's resources stand, and the course that they took.</summary>
internal static class ResourcesCommand
{
    private const int Points = 120;
    private const int WidthOfFiles = 120;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public static Command Create()
    {
        var config = ConfigOption.Create();
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var since = SinceOption.Create("How far back the charts go, such as 7d", usual: TimeSpan.FromHours(24), Longest);
        var command = new Command(
            "resources",
            "Show the host's resources and their course: exit 0 all well, 1 warning, 2 critical, 3 not known yet, 4 no daemon")
        {
            since, json, config,
        };
        command.SetAction((parsed, cancellation) => ControlClient.CallAsync(parsed, config, async client =>
        {
            var from = TimeProvider.System.Moment().Wall - parsed.GetValue(since);
            return await PrintAsync(await client.ResourcesAsync(from, Points, cancellation), parsed.GetValue(json));
        }));
        return command;
    }

    private static async Task<int> PrintAsync(ResourcesMessage found, bool json)
    {
        var text = new ResourcesText(
            Sparkline.For(
                Environment.GetEnvironmentVariable("LC_ALL"),
                Environment.GetEnvironmentVariable("LC_CTYPE"),
                Environment.GetEnvironmentVariable("LANG")),
            Paint.OfTerminal,
            Width());
        await Console.Out.WriteLineAsync(
            json ? ControlJson.Write(found) : string.Join(Environment.NewLine, text.Lines(found)));
        if (found.Unread is { } why)
            await Console.Error.WriteLineAsync($"healthcheck: {PlainText.Escaped(why)}");
        return ResourcesText.ExitCodeOf(found);
    }

    // Some terminals do not say.
    private static int Width() => !Console.IsOutputRedirected && Console.WindowWidth is > 0 and var width ? width : WidthOfFiles;
}
