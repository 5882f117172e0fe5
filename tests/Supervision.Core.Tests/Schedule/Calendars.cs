using System.Globalization;
using Cronos;
using Supervision.Core.Schedule;

namespace Supervision.Core.Tests.Schedule;

internal static class Calendars
{
    /// <summary>The schedule of the contract: every quarter of an hour, and five times on Monday mornings.</summary>
    public static ScheduleSettings Contract { get; } = In(
        "Europe/Istanbul", ("periodic", ["*/15 * * * *"]), ("monday", ["30,45 7 * * 1", "0,15,30 8 * * 1"]));

    public static ScheduleSettings In(string zone, params (string Name, string[] Crons)[] ticks) => new(
        [.. ticks.Select(tick => new TickSettings(tick.Name, [.. tick.Crons.Select(line => CronExpression.Parse(line))], TickAction.Sweep))],
        TimeZoneInfo.FindSystemTimeZoneById(zone));

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>The coming <paramref name="count"/> instants as the wall clock of the zone shows them.</summary>
    public static IEnumerable<string> Coming(this ScheduleSettings settings, string after, int count)
    {
        var at = At(after);
        for (var i = 0; i < count; i++)
        {
            var due = TickCalendar.NextAfter(at, settings)!;
            at = due.At;
            yield return TimeZoneInfo.ConvertTime(at, settings.Zone).ToString("ddd HH:mm zzz", CultureInfo.InvariantCulture)
                + " " + string.Join("+", due.Names);
        }
    }
}
