using System.Collections.Immutable;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>
/// One outage of this host, from the first failure until all of it is over. There is at most one at a time: the recovery run
/// restarts everything, so what fails while one is open belongs to it.
/// </summary>
/// <param name="OpenedAt">Monotonic.</param>
/// <param name="Members">The services that are part of it and not yet back, in the order in which they joined.</param>
/// <param name="Everyone">All that were ever part of it, likewise.</param>
/// <param name="Stops">The members that a person had stopped in good order, and that a tick made outages.</param>
/// <param name="Treatment">The latest run; null before the first one.</param>
public sealed record Incident(
    IncidentId Id,
    TimeSpan OpenedAt,
    ImmutableArray<ServiceName> Members,
    ImmutableArray<ServiceName> Everyone,
    ImmutableArray<ServiceName> Stops,
    Treatment? Treatment,
    IncidentPhase Phase)
{
    /// <summary>Why the latest attempt at a run was refused; null where none was, or one has run since. It is said once.</summary>
    public string? Refused { get; init; }

    /// <summary>The root, as it was told last; null before anything was decided.</summary>
    public ServiceName? Root { get; init; }

    /// <summary>How many steps of its ladder were taken for each member, and did not bring it back.</summary>
    public ImmutableDictionary<ServiceName, int> Rungs { get; init; } = ImmutableDictionary<ServiceName, int>.Empty;

    /// <summary>Why nothing was done about members when that was decided last; said once for as long as it holds.</summary>
    public ImmutableHashSet<string> Told { get; init; } = [];

    /// <summary>The steps whose budgets were told to be spent; said once, until that step is taken again.</summary>
    public ImmutableHashSet<RecoveryStep> SpentTold { get; init; } = [];

    /// <summary>It was open when an earlier life of the daemon ended: what people were told of it then is not known here.</summary>
    public bool Inherited { get; init; }

    /// <summary>What was given away for people to be told; null while nothing was.</summary>
    public NoticedIncident? Noticed { get; init; }

    /// <summary>A run was for this service: it is watched until it has settled, or its time is over.</summary>
    public bool Treated(ServiceName service) => Treatment?.Services.Contains(service) == true;

    public Incident Join(ServiceName service, bool stopped) => this with
    {
        Members = Members.Add(service),
        Everyone = Everyone.Contains(service) ? Everyone : Everyone.Add(service),
        Stops = stopped ? Stops.Add(service) : Stops,
    };

    /// <summary>A member was weighed again: it may have been stopped since it joined.</summary>
    public Incident Keep(ServiceName service, bool stopped) =>
        stopped && !Stops.Contains(service) ? this with { Stops = Stops.Add(service) } : this;

    /// <summary>The run did not bring these back; until the next run they are looked at like any failure.</summary>
    public Incident Judged(ImmutableArray<ServiceName> missing) =>
        this with { Treatment = Treatment?.Without(missing) };

    public Incident Leave(ServiceName service) =>
        this with { Members = Members.Remove(service), Stops = Stops.Remove(service), Rungs = Rungs.Remove(service) };
}

/// <summary>What was tried for an incident.</summary>
/// <param name="Run">The latest run.</param>
/// <param name="Services">The services that it was, or earlier runs were, for, and whose verdict is still out.</param>
public sealed record Treatment(RunId Run, ImmutableHashSet<ServiceName> Services)
{
    /// <summary>The latest step that was taken for each of them.</summary>
    public ImmutableDictionary<ServiceName, RecoveryStep> Steps { get; init; } = ImmutableDictionary<ServiceName, RecoveryStep>.Empty;

    internal Treatment Without(ImmutableArray<ServiceName> judged) =>
        this with { Services = Services.Except(judged), Steps = Steps.RemoveRange(judged) };

    /// <summary>A further run, by <paramref name="step"/>, was for <paramref name="services"/>.</summary>
    internal static Treatment After(Treatment? before, RunId run, RecoveryStep step, ImmutableArray<ServiceName> services) =>
        new(run, [.. before?.Services ?? [], .. services])
        {
            Steps = (before?.Steps ?? ImmutableDictionary<ServiceName, RecoveryStep>.Empty)
                .SetItems(services.Select(service => KeyValuePair.Create(service, step))),
        };
}

/// <summary>What an open incident waits for.</summary>
/// <remarks>
/// <code>
///   Collecting ─→ Rereading ─→ Recording ─→ Running ─→ Verifying ─→ (closed: all members settled)
///                  ▲  │  │                                 │
///                  │  │  └─→ (closed: back by itself)      │ verify-timeout
///                  │  ├─→ Pausing   (backoff)              │
///                  │  ├─→ Waiting   (host booting, units unknown, run refused, intent not durable)
///                  │  ├─→ GivenUp   (budget spent, until a run frees up)
///                  │  └─→ Observing (mode = observe)       │
///                  └────────── when due ◀──────────────────┘
///   Pausing and Verifying: a fresh failure leads back to Collecting.
/// </code>
/// </remarks>
public abstract record IncidentPhase
{
    private IncidentPhase()
    {
    }

    /// <summary>Failures that come within <c>collect</c> are one incident; at once over where the next step is the service's own.</summary>
    public sealed record Collecting(TimeSpan Until) : IncidentPhase;

    /// <summary>Everything is read again before anything is decided: what is back, or on its way, leaves.</summary>
    /// <param name="StoodInTheWay">Why there was no run the last time; null where this is the first look. Said once, not at every
    /// look.</param>
    public sealed record Rereading(SweepId Sweep, string? StoodInTheWay) : IncidentPhase;

    /// <summary>The pause before the next run; a fresh failure ends it.</summary>
    public sealed record Pausing(TimeSpan Until) : IncidentPhase;

    /// <summary>Something stands in the way of a run; looked at again when due.</summary>
    public sealed record Waiting(TimeSpan Until, string Why) : IncidentPhase;

    /// <summary>The budget is spent; looked at again when the next run frees up.</summary>
    public sealed record GivenUp(TimeSpan Until) : IncidentPhase;

    /// <summary>A run would have been started, but <see cref="SupervisorSettings.ObserveBecause"/> says otherwise.</summary>
    public sealed record Observing : IncidentPhase;

    /// <summary>The intent is on its way to the disk.</summary>
    /// <param name="Since">When it was taken, monotonic.</param>
    public sealed record Recording(RunId Run, UnitName Unit, TimeSpan Since) : IncidentPhase
    {
        public RunPurpose Purpose { get; init; } = RunPurpose.Backend;
    }

    /// <param name="Since">When its intent was taken, monotonic: what began later is it.</param>
    /// <param name="FollowedAnew">Whoever followed it failed once, and another follows it from where it was.</param>
    public sealed record Running(RunId Run, UnitName Unit, TimeSpan Since, bool FollowedAnew = false) : IncidentPhase
    {
        public RunPurpose Purpose { get; init; } = RunPurpose.Backend;
    }

    /// <summary>The run is over; its effect is being watched. A fresh failure is collected without waiting for the end of that.</summary>
    /// <param name="Left">What is left of <c>verify-timeout</c> …</param>
    /// <param name="CountedAt">… as of this monotonic instant.</param>
    public sealed record Verifying(RunId Run, TimeSpan Left, TimeSpan CountedAt) : IncidentPhase
    {
        /// <summary>Who was seen running since: dead again, nothing is under way any more that could bring it back.</summary>
        public ImmutableArray<ServiceName> Ran { get; init; } = [];
    }
}
