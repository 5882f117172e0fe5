using System.Collections.Immutable;

namespace Supervision.Core.Schedule;

/// <summary>
/// Looks at the wall clock whenever it is woken and tells which ticks have come since it looked last. A timer only says when to look:
/// woken early, nothing is due; woken late, all that was missed is one sweep; with the clock set back, nothing is due a second time.
/// <para>Intuition: a caretaker with a list of rounds who ticks off what is done. Who overslept makes one round for all that was missed,
/// and where the next one is about to begin anyway, that one counts for both.</para>
/// <para>What is on disk is brought up to date by <see cref="Look.Seen"/>, so that the same holds for a daemon that was down.</para>
/// </summary>
public static class TickLifecycle
{
    /// <summary>A step of the clock that nobody told of, and a change of the zone's rules, is noticed at the latest after this time: the
    /// script that ran before us looked as often.</summary>
    public static readonly TimeSpan LongestNap = TimeSpan.FromMinutes(15);

    /// <summary>A clock that was set back further than this was wrong before, and what it said then is forgotten: the next tick is the
    /// next by the new clock. One that was set back by this or less finds its ticks dealt with already, until it is where it was. The
    /// corrections that happen are of seconds, of one hour (summer time done by hand), or of the zone's whole offset and more.</summary>
    public static readonly TimeSpan FurthestBack = TimeSpan.FromHours(2);

    /// <summary>A missed tick waits so long for the next of its like, and no longer.</summary>
    public static readonly TimeSpan ServedWithin = TimeSpan.FromMinutes(1);

    /// <summary>A tick that is late by no more than a busy host's timers was not missed.</summary>
    public static readonly TimeSpan OnTime = TimeSpan.FromSeconds(10);

    /// <summary>The answer of one look.</summary>
    /// <param name="Due">The ticks that have come, in the order of their instants; empty for none.</param>
    /// <param name="Nap">When to look again.</param>
    /// <param name="Seen">To be stored once <paramref name="Due"/> was passed on; null where the stored instant still serves.</param>
    public sealed record Look(TickState State, ImmutableArray<string> Due, TimeSpan Nap, DateTimeOffset? Seen);

    /// <param name="state">Null where nothing is known: ticks count from <paramref name="now"/>.</param>
    /// <param name="now">The wall clock.</param>
    public static Look Next(TickState? state, ScheduleSettings settings, DateTimeOffset now)
    {
        if (state is null || state.DealtWith - now > FurthestBack)
            return new Look(new TickState(now, Awaited: null), [], NapUntil(TickCalendar.NextAfter(now, settings), now), Seen: now);

        var passed = TickCalendar.Passed(state.DealtWith, now, settings);
        if (!passed.IsEmpty && Served(state, passed, settings, now) is { } awaited)
            return new Look(state with { Awaited = awaited }, [], awaited - now, Seen: null);

        var upTo = state.DealtWith > now ? state.DealtWith : now;
        return new Look(
            new TickState(upTo, Awaited: null),
            [.. passed.Select(tick => tick.Name)],
            NapUntil(TickCalendar.NextAfter(upTo, settings), now),
            passed.IsEmpty ? null : upTo);
    }

    /// <returns>The coming tick that serves all that was missed; null where they are due now.</returns>
    private static DateTimeOffset? Served(
        TickState state, ImmutableArray<TickSettings> missed, ScheduleSettings settings, DateTimeOffset now)
    {
        // Whoever has waited is not put off again, or a timer that is always late would put it off for ever.
        if (state.Awaited <= now)
            return null;
        var late = now - OnTime;
        if (state.DealtWith > late || !TickCalendar.Passed(late, now, settings).IsEmpty)
            return null;

        var soon = settings.Ticks
            .Select(tick => (tick.Action, At: TickCalendar.NextAfter(now, tick, settings.Zone)))
            .Where(coming => coming.At - now <= ServedWithin)
            .ToList();
        return missed.All(tick => soon.Exists(coming => coming.Action == tick.Action))
            ? soon.Where(coming => missed.Any(tick => tick.Action == coming.Action)).Min(coming => coming.At)
            : null;
    }

    private static TimeSpan NapUntil(DueTicks? next, DateTimeOffset now) =>
        next is null || next.At - now > LongestNap ? LongestNap : next.At - now;
}

/// <summary>What is known of the ticks; printable and comparable.</summary>
/// <param name="DealtWith">Every tick up to here has been dealt with.</param>
/// <param name="Awaited">The coming tick that is going to serve those that were missed; null where none is waited for.</param>
public sealed record TickState(DateTimeOffset DealtWith, DateTimeOffset? Awaited)
{
    /// <summary>The state to begin with, after what the journal kept of earlier lives.</summary>
    public static TickState? After(DateTimeOffset? ticksSeen) => ticksSeen is { } upTo ? new TickState(upTo, Awaited: null) : null;
}
