using System.Collections.Immutable;
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
        ReadLines(tick),
        tick.OneOf("run", ("sweep", TickAction.Sweep), ("readiness", TickAction.Readiness), ("resources", TickAction.Resources)));

    private static ImmutableArray<CronExpression> ReadLines(Section tick)
    {
        var lines = tick.Texts("cron");
        if (lines.IsEmpty && tick.Has("cron"))
            tick.Reject("cron", "is empty", "write at least one line, such as \"*/15 * * * *\"");
        return [.. lines.Select(line => Parse(tick, line)).OfType<CronExpression>()];
    }

    private static CronExpression? Parse(Section tick, string line)
    {
        var verdict = CronLine.Read(line);
        if (verdict.Complaint is { } complaint)
            tick.Reject("cron", complaint.Message, complaint.Remedy);
        return verdict.Value;
    }
}
