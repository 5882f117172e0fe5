using Supervision.Core.Services;

namespace Supervision.Core.Probes;

/// <summary>
/// When a probe looks, and what its looks amount to.
/// <para>Intuition: somebody knocks at a door at even intervals. One knock without an answer makes them wonder; a good while of them
/// without one makes them sure. Behind a door that was only just hung nobody may be ready yet, so they knock more often and think nothing
/// of it. A door that never opened to this knock may be the wrong door.</para>
/// </summary>
public static class ProbeRules
{
    /// <summary>How often a service that is starting is looked at: its users wait for the first answer.</summary>
    private static readonly TimeSpan WhileStarting = TimeSpan.FromSeconds(2);

    /// <summary>First looks are spread over this time, or the probe's own interval where that is shorter.</summary>
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(10);

    /// <summary>A look that has not come back this long after its timeout never will.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(5);

    /// <summary>A probe that begins to look: at a time of its own, so that a thousand of them do not look at once.</summary>
    public static ProbeState Begin(ProbeSettings settings, bool proven, TimeSpan now) => new(settings, proven)
    {
        NextAt = now + TimeSpan.FromTicks((long)(Fraction(settings.Id) * Math.Min(settings.Every.Ticks, Spread.Ticks))),
    };

    /// <summary>The unit lives anew: what was known is about somebody else, and the first answer is waited for.</summary>
    public static ProbeState Reborn(ProbeState probe, TimeSpan now) =>
        probe with { NextAt = now, FailingSince = null, PassingSince = null, Down = false };

    public static bool IsDue(ProbeState probe, TimeSpan now) => probe.Pending is null && probe.NextAt <= now;

    public static ProbeState Ask(ProbeState probe, string life, bool starting, TimeSpan now)
    {
        var every = starting && WhileStarting < probe.Settings.Every ? WhileStarting : probe.Settings.Every;
        var next = probe.NextAt + every;

        // Looks that were missed, while the host slept or the service was stopped, are not made up for.
        return probe with { Pending = new PendingLook(life, now), NextAt = next > now ? next : now + every };
    }

    /// <summary>When the look under way is given up for lost, monotonic; null where none is under way.</summary>
    public static TimeSpan? LostAt(ProbeState probe) => probe.Pending is { } look ? look.At + probe.Settings.Timeout + Overdue : null;

    /// <summary>The look that is under way has come to <paramref name="outcome"/>.</summary>
    /// <param name="life">The unit's life now; an answer that is about an earlier one says nothing.</param>
    /// <param name="graceUntil">Until then failures of a life that never passed do not make the service down.</param>
    public static ProbeState End(ProbeState probe, ProbeOutcome outcome, string life, TimeSpan graceUntil, TimeSpan now)
    {
        if (probe.Pending is not { } look)
            return probe;
        if (look.Life != life)
            return probe with { Pending = null, NextAt = now };

        return outcome switch
        {
            ProbeOutcome.Failed => Fail(probe, outcome, life, graceUntil, now),
            ProbeOutcome.Passed or ProbeOutcome.Impaired => Pass(probe, outcome, look, now),
            // Nobody knows whether it goes on failing: absence of evidence breaks a streak.
            _ => probe with { Pending = null, Latest = outcome, Life = life, FailingSince = null, PassingSince = null },
        };
    }

    private static ProbeState Fail(ProbeState probe, ProbeOutcome outcome, string life, TimeSpan graceUntil, TimeSpan now)
    {
        var since = probe.FailingSince ?? now;
        var isReady = probe.HasPassedIn(life) || now >= graceUntil;
        var isDown = probe.Proven && isReady && now - since >= probe.Settings.DownAfter;
        return probe with
        {
            Pending = null,
            Latest = outcome,
            Life = life,
            FailingSince = since,
            PassingSince = null,
            Down = probe.Down || isDown,
        };
    }

    private static ProbeState Pass(ProbeState probe, ProbeOutcome outcome, PendingLook look, TimeSpan now)
    {
        var since = probe.PassingSince ?? now;
        return probe with
        {
            Pending = null,
            Latest = outcome,
            Life = look.Life,
            FailingSince = null,
            PassingSince = since,
            PassedIn = look.Life,

            // Nobody waits for its first answer any more.
            NextAt = probe.HasPassedIn(look.Life) ? probe.NextAt : look.At + probe.Settings.Every,
            Proven = probe.Proven || outcome is ProbeOutcome.Passed,
            Down = probe.Down && now - since < probe.Settings.UpAfter,
        };
    }

    /// <summary>What the probe says of its service.</summary>
    /// <param name="life">The unit's life now.</param>
    /// <param name="inherited">This life was there before we were: nobody is waiting for its first answer.</param>
    /// <param name="graceUntil">See <see cref="End"/>.</param>
    public static (Verdict Verdict, string Evidence) Judge(ProbeState probe, string life, bool inherited, TimeSpan graceUntil, TimeSpan now)
    {
        var name = probe.Settings.Name;
        if (probe.Latest is not { } latest || probe.Life != life)
            return inherited ? (Verdict.Up, "") : (Verdict.Starting, $"{name} has not been asked yet");
        return latest switch
        {
            ProbeOutcome.Passed or ProbeOutcome.Impaired when probe.Down =>
                (Verdict.Suspect, $"{name} passes again, but not for long enough yet"),
            ProbeOutcome.Passed => (Verdict.Up, ""),
            ProbeOutcome.Impaired => (Verdict.Degraded, $"{name}: {latest.Detail}"),
            ProbeOutcome.Starting => (Verdict.Starting, $"{name}: {latest.Detail}"),
            // Nothing is known by it, and never was: the unit is all the evidence there is.
            ProbeOutcome.Unknown when !probe.Proven => (Verdict.Up, ""),
            ProbeOutcome.Unknown => (Verdict.Unknown, $"{name}: {latest.Detail}"),
            _ when !probe.Proven =>
                (Verdict.Degraded, $"{name} has never passed as it is configured, so it does not count: {latest.Detail}"),
            _ when probe.Down => (Verdict.Down, $"{name} fails: {latest.Detail}"),
            _ when !probe.HasPassedIn(life) && now < graceUntil => (Verdict.Starting, $"{name} does not pass yet: {latest.Detail}"),
            _ => (Verdict.Suspect, $"{name} fails: {latest.Detail}"),
        };
    }

    // FNV-1a: the same probe looks at the same time in every life of the daemon, on every machine.
    private static double Fraction(string id)
    {
        var hash = 2166136261u;
        foreach (var sign in id)
            hash = (hash ^ sign) * 16777619u;

        // Names that differ in their last sign only would lie side by side otherwise (the finish of MurmurHash3).
        hash = (hash ^ (hash >> 16)) * 0x85ebca6bu;
        hash = (hash ^ (hash >> 13)) * 0xc2b2ae35u;
        hash ^= hash >> 16;
        return hash / (uint.MaxValue + 1.0);
    }
}
