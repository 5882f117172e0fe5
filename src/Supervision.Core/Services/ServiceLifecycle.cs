using System.Collections.Immutable;
using Supervision.Core.Probes;

namespace Supervision.Core.Services;

/// <summary>
/// What one service is, and since when.
/// <code>
///                    activating            active
///      ┌────────────→ Starting ───────────→ Up ←───────────┐
///      │                 │                  │ deactivating │
///      │ somebody        │ failed           ▼              │
///   Stopped ←────────────┼────────────── Stopping          │ activating, active
///      ▲    in good order│                  │ failed       │
///      │                 ▼                  ▼              │
///      └────────────── Down ←─────────── (killed) ─────────┘
///
///   Unknown: from anywhere while the unit manager is out of reach, and back by the next thing seen.
/// </code>
/// A unit that is up is judged further by its probes: see <see cref="ServiceJudge"/>.
/// The evidence is level, not edge: each thing seen replaces the one before, so a signal that is lost, doubled or late does no harm.
/// </summary>
public static class ServiceLifecycle
{
    // A look, and the wish to be woken for the next.
    private const int MostOfAnOrdinaryTurn = 2;

    public static Step<ServiceState, ServiceEffect> Next(
        ServiceState state, ServiceEvent happened, ServiceSettings settings, Moment now)
    {
        var effects = ImmutableArray.CreateBuilder<ServiceEffect>(MostOfAnOrdinaryTurn);
        var next = Take(state, happened, settings, now.Elapsed);
        next = GiveUpLostLooks(next, settings, now.Elapsed);
        next = Look(next, settings, effects, now.Elapsed);
        next = Conclude(state, next, settings, now.Elapsed);
        Prove(state, next, effects);

        // A sweep is answered even when nothing changed: who asked counts the answers.
        if (happened.Sweep is not null || HasNews(state, next))
            effects.Add(new ServiceEffect.Report(next, happened.Sweep));
        next = AskToBeWoken(next, happened, settings, effects, now.Elapsed);
        return new(next, effects.Count == 0 ? [] : effects.DrainToImmutable());
    }

    private static ServiceState Take(ServiceState state, ServiceEvent happened, ServiceSettings settings, TimeSpan now) => happened switch
    {
        ServiceEvent.UnitSeen seen => See(state, seen.Unit, settings, now),
        // Another life begins only where another invocation is seen: nothing is known of that while nobody can be asked.
        ServiceEvent.UnitUnknown unknown => state with
        {
            Unit = null,
            UnitJudgement = new Judgement(Verdict.Unknown, unknown.Why, state.UnitJudgement.Invocation),
        },
        ServiceEvent.Recalled recalled => Set(state, settings, recalled.Proven, now),
        ServiceEvent.Reconfigured => Set(state, settings, Proven(state), now),
        ServiceEvent.ProbeEnded ended => End(state, ended, settings, now),
        ServiceEvent.Woken => state,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static ServiceState See(ServiceState state, UnitStatus unit, ServiceSettings settings, TimeSpan now)
    {
        var judgement = UnitJudge.Judge(unit);
        var before = state.UnitJudgement;
        var next = state with { Unit = unit, UnitJudgement = judgement };
        var again = unit.Restarts - (state.Unit?.Restarts ?? unit.Restarts);
        next = next with { Flapping = next.Flapping.Turned(again, settings.Flapping, now) };
        var isFirstSight = state.Unit is null && before.Invocation.Length == 0;
        if (isFirstSight && judgement.Verdict == Verdict.Up && IsOld(unit, settings, now))
            return next with { RunsSince = unit.ActiveSince ?? TimeSpan.Zero, Inherited = judgement.Invocation };

        var isAnotherLife = judgement.Invocation != before.Invocation;
        var runsAnew = judgement.Verdict == Verdict.Up && (isAnotherLife || !(before.Verdict is Verdict.Up or Verdict.Unknown));
        return runsAnew
            ? next with { RunsSince = now, Inherited = null, Probes = [.. next.Probes.Select(probe => ProbeRules.Reborn(probe, now))] }
            : next;
    }

    // What began before us may have been on its way up for as long as anything is given.
    private static bool IsOld(UnitStatus unit, ServiceSettings settings, TimeSpan now) =>
        unit.ActiveSince is not { } since || now - since >= settings.StartGrace;

    private static ServiceState Set(
        ServiceState state, ServiceSettings settings, ImmutableHashSet<ProvenProbe> proven, TimeSpan now) => state with
        {
            Probes =
        [
            .. settings.Probes.Select(asked => Known(state, asked) is { } known
                ? known with { Settings = asked }
                : ProbeRules.Begin(asked, proven.Contains(ProvenProbe.Of(asked)), now)),
        ],
        };

    private static bool IsSame(ProbeSettings known, ProbeSettings asked) =>
        ReferenceEquals(known, asked)
        || (known.Name == asked.Name && known.Service == asked.Service && known.Target.Question == asked.Target.Question);

    private static ImmutableHashSet<ProvenProbe> Proven(ServiceState state) =>
        [.. state.Probes.Where(probe => probe.Proven).Select(probe => ProvenProbe.Of(probe.Settings))];

    private static ServiceState GiveUpLostLooks(ServiceState state, ServiceSettings settings, TimeSpan now)
    {
        foreach (var probe in state.Probes)
        {
            if (ProbeRules.LostAt(probe) <= now)
                state = Replace(state, probe, End(state, probe, new ProbeOutcome.Unknown("its look never ended"), settings, now));
        }

        return state;
    }

    private static ServiceState Look(
        ServiceState state, ServiceSettings settings, ImmutableArray<ServiceEffect>.Builder effects, TimeSpan now)
    {
        if (!MayLook(state))
            return state;
        var life = state.UnitJudgement.Invocation;
        foreach (var due in state.Probes)
        {
            if (!ProbeRules.IsDue(due, now)) continue;
            var starting = !due.HasPassedIn(life) && state.Inherited != life && now < state.GraceUntil(settings);
            state = Replace(state, due, ProbeRules.Ask(due, life, starting, now));
            effects.Add(new ServiceEffect.Look(due.Settings, state.Unit));
        }

        return state;
    }

    // What does not run does no work; and while nobody can be asked whether it runs, its work is all there is to see.
    private static bool MayLook(ServiceState state) =>
        state.UnitJudgement.Verdict == Verdict.Up || (state.UnitJudgement.Verdict == Verdict.Unknown && state.Unit is null);

    private static ServiceState Conclude(ServiceState before, ServiceState next, ServiceSettings settings, TimeSpan now)
    {
        var undamped = ServiceJudge.Judge(next, settings, now);
        var turns = IsGood(before.Undamped) && undamped.Verdict is (Verdict.Suspect or Verdict.Down) ? 1 : 0;
        var flapping = next.Flapping.Turned(turns, settings.Flapping, now).Looked(settings.Flapping, now);
        var judgement = ServiceJudge.Damp(undamped, flapping, settings);
        var isAsBefore = undamped.Verdict == next.Undamped && ReferenceEquals(flapping, next.Flapping);
        var seen = isAsBefore ? next : next with { Undamped = undamped.Verdict, Flapping = flapping };
        var same = judgement.Verdict == before.Judgement.Verdict && judgement.Invocation == before.Judgement.Invocation;

        // Not seen yet is unknown too, but nobody has looked: what is known counts from the first look.
        return same && before.Judgement != Judgement.Unseen
            ? judgement == seen.Judgement ? seen : seen with { Judgement = judgement }
            : seen with { Judgement = judgement, Since = judgement == Judgement.Unseen ? before.Since : now };
    }

    private static bool IsGood(Verdict verdict) => verdict is Verdict.Up or Verdict.Degraded;

    private static void Prove(ServiceState before, ServiceState next, ImmutableArray<ServiceEffect>.Builder effects)
    {
        foreach (var probe in next.Probes)
        {
            if (probe is { Proven: true, Latest: ProbeOutcome.Passed } && Known(before, probe.Settings) is { Proven: false })
                effects.Add(new ServiceEffect.Prove(ProvenProbe.Of(probe.Settings)));
        }
    }

    private static ProbeState? Known(ServiceState state, ProbeSettings asked)
    {
        foreach (var known in state.Probes)
        {
            if (IsSame(known.Settings, asked)) return known;
        }

        return null;
    }

    private static bool HasNews(ServiceState before, ServiceState next)
    {
        if (next.Judgement != before.Judgement || next.Probes.Length != before.Probes.Length) return true;
        for (var place = 0; place < next.Probes.Length; place++)
        {
            if (next.Probes[place].Latest != before.Probes[place].Latest) return true;
        }

        return false;
    }

    private static ServiceState AskToBeWoken(
        ServiceState state, ServiceEvent happened, ServiceSettings settings, ImmutableArray<ServiceEffect>.Builder effects, TimeSpan now)
    {
        var wake = state.Flapping.LooksAgainAt(settings.Flapping);
        var mayLook = MayLook(state);
        foreach (var probe in state.Probes)
        {
            // Of a look that is under way the end is expected before the next is due: with this no timer is set anew for it.
            if (mayLook && (probe.Pending is null || probe.NextAt > now)) wake = Earlier(wake, probe.NextAt);
            if (ProbeRules.LostAt(probe) is { } lost) wake = Earlier(wake, lost);
        }

        // A timer that has fired is gone, even where it came too early for anything to be due.
        if (wake == state.Wake && happened is not ServiceEvent.Woken)
            return state;
        if (wake is not null || state.Wake is not null)
            effects.Add(new ServiceEffect.WakeAt(wake));
        return state with { Wake = wake };
    }

    private static TimeSpan Earlier(TimeSpan? one, TimeSpan other) => one < other ? one.Value : other;

    private static ProbeState End(ServiceState state, ProbeState probe, ProbeOutcome outcome, ServiceSettings settings, TimeSpan now) =>
        ProbeRules.End(probe, outcome, state.UnitJudgement.Invocation, state.GraceUntil(settings), now);

    private static ServiceState End(ServiceState state, ServiceEvent.ProbeEnded ended, ServiceSettings settings, TimeSpan now)
    {
        foreach (var probe in state.Probes)
        {
            if (probe.Settings.Name == ended.Probe) return Replace(state, probe, End(state, probe, ended.Outcome, settings, now));
        }

        return state;
    }

    private static ServiceState Replace(ServiceState state, ProbeState known, ProbeState next) =>
        ReferenceEquals(known, next) ? state : state with { Probes = state.Probes.SetItem(Place(state, known), next) };

    private static int Place(ServiceState state, ProbeState known)
    {
        for (var place = 0; place < state.Probes.Length; place++)
        {
            if (ReferenceEquals(state.Probes[place], known)) return place;
        }

        throw new System.Diagnostics.UnreachableException();
    }
}

/// <summary>What a service's actor is told.</summary>
/// <param name="Sweep">The sweep that this answers; null for a change that was seen between sweeps.</param>
public abstract record ServiceEvent(SweepId? Sweep)
{
    public sealed record UnitSeen(UnitStatus Unit, SweepId? Sweep) : ServiceEvent(Sweep);

    /// <summary>What earlier lives know of this service: comes once, before anything is looked at.</summary>
    public sealed record Recalled(ImmutableHashSet<ProvenProbe> Proven) : ServiceEvent(Sweep: null);

    /// <summary>A look that was asked for by <see cref="ServiceEffect.Look"/> is over.</summary>
    public sealed record ProbeEnded(string Probe, ProbeOutcome Outcome) : ServiceEvent(Sweep: null);

    /// <summary>The time asked for by <see cref="ServiceEffect.WakeAt"/> has come. Harmless when early, late or doubled.</summary>
    public sealed record Woken() : ServiceEvent(Sweep: null)
    {
        public static Woken Instance { get; } = new();
    }

    /// <summary>The settings that this comes with are in force from now on.</summary>
    public sealed record Reconfigured() : ServiceEvent(Sweep: null);

    /// <summary>The unit manager cannot be asked.</summary>
    public sealed record UnitUnknown(string Why, SweepId? Sweep) : ServiceEvent(Sweep);
}

/// <summary>What a service's actor is to do.</summary>
public abstract record ServiceEffect
{
    private ServiceEffect()
    {
    }

    /// <summary>Have the probe look once, and come back with <see cref="ServiceEvent.ProbeEnded"/>.</summary>
    public sealed record Look(ProbeSettings Probe, UnitStatus? Unit) : ServiceEffect;

    /// <summary>Come back with <see cref="ServiceEvent.Woken"/> at this monotonic instant, in place of any earlier wish; null for
    /// never.</summary>
    public sealed record WakeAt(TimeSpan? Elapsed) : ServiceEffect;

    /// <summary>The probe has passed for the first time as it is asked now.</summary>
    public sealed record Prove(ProvenProbe Probe) : ServiceEffect;

    /// <summary>Tell the supervisor.</summary>
    public sealed record Report(ServiceState State, SweepId? Sweep) : ServiceEffect;
}
