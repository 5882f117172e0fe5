using System.Collections.Immutable;

namespace Supervision.Core.Schedule;

/// <summary>
/// Which ticks fall due when.
/// <para>Intuition: a wall calendar with coloured pins. Pins on one instant are one visit, and whoever comes back to the calendar late
/// makes one visit for all the pins that were passed, not one each.</para>
/// <para>Cronos reads the lines in the zone, so that no tick is skipped or doubled by a change to or from summer time.</para>
/// </summary>
public static class TickCalendar
{
    /// <summary>The first instant after <paramref name="after"/> with the names of the ticks that fall on it, in the order of the
    /// configuration; null where no tick is ever due again.</summary>
    public static DueTicks? NextAfter(DateTimeOffset after, ScheduleSettings settings)
    {
        var next = settings.Ticks
            .Select(tick => (tick.Name, At: NextAfter(after, tick, settings.Zone)))
            .Where(due => due.At is not null)
            .ToImmutableArray();
        if (next.IsEmpty)
            return null;
        var first = next.Min(due => due.At!.Value);
        return new DueTicks(first, [.. next.Where(due => due.At == first).Select(due => due.Name)]);
    }

    /// <summary>The next <paramref name="count"/> instants; fewer where the calendar has no more.</summary>
    public static ImmutableArray<DueTicks> Coming(DateTimeOffset after, int count, ScheduleSettings settings)
    {
        var coming = ImmutableArray.CreateBuilder<DueTicks>();
        for (var next = NextAfter(after, settings); next is not null && coming.Count < count; next = NextAfter(next.At, settings))
            coming.Add(next);
        return coming.ToImmutable();
    }

    /// <summary>The ticks that fell due after <paramref name="after"/> and not after <paramref name="upTo"/>, each once however often it
    /// did, in the order in which they first fell due.</summary>
    public static ImmutableArray<TickSettings> Passed(DateTimeOffset after, DateTimeOffset upTo, ScheduleSettings settings) =>
    [
        .. settings.Ticks
            .Select(tick => (Tick: tick, At: NextAfter(after, tick, settings.Zone)))
            .Where(due => due.At <= upTo)
            .OrderBy(due => due.At)
            .Select(due => due.Tick),
    ];

    /// <summary>When one tick is due next; null for never again.</summary>
    public static DateTimeOffset? NextAfter(DateTimeOffset after, TickSettings tick, TimeZoneInfo zone) =>
        tick.Crons.Min(cron => cron.GetNextOccurrence(after, zone));
}

/// <summary>The ticks that fall on one instant.</summary>
/// <param name="Names">At least one.</param>
public sealed record DueTicks(DateTimeOffset At, ImmutableArray<string> Names);
