using System.CommandLine;
using Supervision.Core;
using Supervision.Core.Schedule;

namespace Supervision.Daemon.CommandLine;

/// <summary><c>healthcheck schedule</c>: the coming ticks of the configuration; needs no daemon.</summary>
internal static class ScheduleCommand
{
    private const int Most = 1000;

    public static Command Create()
    {
        var config = ConfigOption.Create();
        var from = new Option<string?>("--from")
        {
            Description = "What comes after T, not after now: ISO 8601, without an offset in the configured time zone",
            HelpName = "T",
        };
        var count = new Option<int>("--count")
        {
            Description = $"How many instants, 1 to {Most}",
            HelpName = "N",
            DefaultValueFactory = _ => 10,
            CustomParser = argument => CountOption.Parse(argument, Most),
        };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Command("schedule", "List the coming ticks with their time zone, one a line") { config, from, count, json };
        command.SetAction(async (parsed, _) =>
        {
            if (await config.ReadAsync(parsed) is not { } settings)
                return ExitCode.Configuration;
            var (after, problem) = parsed.GetValue(from) is { } text
                ? InstantText.Read(text, settings.Schedule.Zone)
                : (TimeProvider.System.Moment().Wall, null);
            if (problem is not null)
            {
                await Console.Error.WriteLineAsync($"healthcheck: --from {problem}");
                return ExitCode.Usage;
            }

            var coming = TickCalendar.Coming(after, parsed.GetValue(count), settings.Schedule);
            await Console.Out.WriteLineAsync(parsed.GetValue(json)
                ? ScheduleJson.Write(ScheduleMessage.Of(settings.Schedule.Zone, coming))
                : string.Join(Environment.NewLine, ScheduleText.Lines(settings.Schedule.Zone, coming)));
            return ExitCode.Success;
        });
        return command;
    }
}
