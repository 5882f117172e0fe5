using System.Collections.Immutable;

namespace Supervision.Core.Schedule;

/// <summary>
/// Looks at the wall clock whenever it is woken and tells which ticks have come since it looked last. A timer only says when to look:
/// woken early, nothing is due; woken late, all that was missed is one sweep; with the clock set back, nothing is due a second time.
/// </summary>
public static class TickLifecycle
{
    /// <summary>A step of the clock, a suspend or a change of the zone's rules is noticed at the latest after this time.</summary>
    public static readonly TimeSpan LongestNap = TimeSpan.FromHours(1);

    /// <summary>A clock that was set back further than this was wrong before, and what it said then is forgotten; one that was set back
    /// less finds its ticks dealt with already.</summary>
    public static readonly TimeSpan FurthestBack = TimeSpan.FromHours(2);

    /// <summary>The answer of one look.</summary>
    /// <param name="LookedAt">The state: everything up to here has been dealt with.</param>
    /// <param name="Due">The ticks that have come, in the order of their instants; empty for none.</param>
    /// <param name="Nap">When to look again.</param>
    public sealed record Look(DateTimeOffset LookedAt, ImmutableArray<string> Due, TimeSpan Nap);

    public static Look Next(DateTimeOffset lookedAt, ScheduleSettings settings, DateTimeOffset now)
    {
        var upTo = lookedAt - now > FurthestBack ? now : lookedAt;
        var passed = TickCalendar.Passed(upTo, now, settings);

        upTo = upTo > now ? upTo : now;
        var next = TickCalendar.NextAfter(upTo, settings);
        var nap = next is null || next.At - now > LongestNap ? LongestNap : next.At - now;
        return new Look(upTo, passed, nap);
    }
}
