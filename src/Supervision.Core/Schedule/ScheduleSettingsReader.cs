using Cronos;
using Supervision.Core.Configuration;

namespace Supervision.Core.Schedule;

/// <summary>Reads <c>healthcheck.schedule</c>.</summary>
public static class ScheduleSettingsReader
{
    public static ScheduleSettings Read(Section schedule, TimeZoneInfo zone) =>
        new([.. schedule.Children().Select(ReadTick)], zone);

    private static TickSettings ReadTick(Section tick) => new(
        tick.Name,
        [.. tick.Texts("cron").Select(line => Parse(tick, line)).OfType<CronExpression>()],
        tick.OneOf("run", ("sweep", TickAction.Sweep)));

    private static CronExpression? Parse(Section tick, string line)
    {
        try
        {
            return CronExpression.Parse(line);
        }
        catch (CronFormatException wrong)
        {
            tick.Reject("cron", $"\"{line}\" is no cron line: {wrong.Message}", "write minute hour day month weekday, such as \"*/15 * * * *\"");
            return null;
        }
    }
}
