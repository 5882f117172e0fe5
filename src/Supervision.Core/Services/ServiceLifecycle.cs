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
/// The evidence is level, not edge: each thing seen replaces the one before, so a signal that is lost, doubled or late does no harm.
/// </summary>
public static class ServiceLifecycle
{
    public static Step<ServiceState, ServiceEffect> Next(
        ServiceState state, ServiceEvent happened, ServiceSettings settings, Moment now)
    {
        var judgement = happened switch
        {
            ServiceEvent.UnitSeen seen => UnitJudge.Judge(seen.Unit),
            ServiceEvent.Recalled or ServiceEvent.ProbeEnded or ServiceEvent.Woken or ServiceEvent.Reconfigured => state.Judgement,
            ServiceEvent.UnitUnknown unknown => new Judgement(Verdict.Unknown, unknown.Why, state.Judgement.Invocation),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var same = judgement.Verdict == state.Judgement.Verdict && judgement.Invocation == state.Judgement.Invocation;

        // Not seen yet is unknown too, but nobody has looked: what is known counts from the first look.
        var next = same && state.Judgement != Judgement.Unseen
            ? state with { Judgement = judgement }
            : new ServiceState(judgement, now.Elapsed);

        // A sweep is answered even when nothing changed: who asked counts the answers.
        var silent = happened.Sweep is null && judgement == state.Judgement;
        return new(next, silent ? [] : [new ServiceEffect.Report(next, happened.Sweep)]);
    }
}

/// <summary>What is known of one service.</summary>
/// <param name="Since">On the monotonic clock: when the verdict or the unit's invocation last changed.</param>
public sealed record ServiceState(Judgement Judgement, TimeSpan Since)
{
    /// <summary>The unit as it was seen last; null where it was not, or the unit manager is out of reach.</summary>
    public UnitStatus? Unit { get; init; }

    /// <summary>In the order of the configuration.</summary>
    public ImmutableArray<ProbeState> Probes { get; init; } = [];

    public static ServiceState Initial { get; } = new(Judgement.Unseen, TimeSpan.Zero);
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
    public sealed record Woken() : ServiceEvent(Sweep: null);

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
