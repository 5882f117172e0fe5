using System.Collections.Immutable;
using Supervision.Core.Holds;
using Supervision.Core.Journal;
using Supervision.Core.Probes;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>All that the supervisor knows; printable, comparable, and enough to decide.</summary>
/// <param name="Services">The latest of every service; one that has not reported yet is absent.</param>
/// <param name="Rounds">Sweeps under way, oldest first.</param>
/// <param name="Host">Where the host is between power on and power off, as of the last sweep.</param>
/// <param name="Ready">The first sweep is done.</param>
/// <param name="Wake">When the supervisor asked to be woken, monotonic; null for not at all.</param>
public sealed record SupervisorState(
    ImmutableDictionary<ServiceName, ServiceState> Services,
    Incident? Incident,
    RestartBudget Budget,
    ImmutableArray<SweepRound> Rounds,
    HostPhase Host,
    bool Ready,
    TimeSpan? Wake,
    long LastSweep,
    long LastRun,
    long LastIncident)
{
    /// <summary>The holds in force, oldest first. One that is over is taken out by the next decision.</summary>
    public ImmutableArray<Hold> Holds { get; init; } = [];

    public long LastHold { get; init; }

    /// <summary>The holds of which it was said that they end soon.</summary>
    public ImmutableHashSet<HoldId> HoldsWarned { get; init; } = [];

    /// <summary>The probes that count against their services: they have passed once.</summary>
    public ImmutableHashSet<ProvenProbe> Proven { get; init; } = [];

    /// <summary>What stood in the way of a run when that was looked at last.</summary>
    public ImmutableArray<Obstacle> Obstacles { get; init; } = [];

    /// <summary>When that was, monotonic.</summary>
    public TimeSpan ObstaclesSeenAt { get; init; }

    /// <summary>The budgets of the steps that restart single units; that of backend.sh is <see cref="Budget"/>.</summary>
    public ImmutableDictionary<RecoveryStep, RestartBudget> StepBudgets { get; init; } =
        ImmutableDictionary<RecoveryStep, RestartBudget>.Empty;

    /// <summary>The lives that runs were for, oldest first; who shows no work in one of them is not run for again. At most as many as a
    /// budget remembers runs.</summary>
    public ImmutableArray<ActedOn> ActedOn { get; init; } = [];

    /// <summary>Why backend.sh can never be run as things are; null where it can, as far as anybody knows.</summary>
    public string? BackendBroken { get; init; }

    /// <summary>The lives that ended by a lack of memory, oldest first; those out of the budget's window do not count.</summary>
    public ImmutableArray<Starved> Starved { get; init; } = [];

    /// <summary>The services that work, but not as they should, and those of whose work nothing is known.</summary>
    public ImmutableHashSet<ServiceName> Ailing { get; init; } = [];

    /// <summary>The services of which it was told that they are left alone: see <see cref="ImpairedRules"/>.</summary>
    public ImmutableHashSet<ServiceName> Impaired { get; init; } = [];

    /// <summary>The state to begin with, after what earlier lives of the daemon left behind.</summary>
    public static SupervisorState After(History history, SupervisorSettings settings, Moment now) => new(
        ImmutableDictionary<ServiceName, ServiceState>.Empty,
        Incident: null,
        BudgetRecall.From(history, settings, RecoveryStep.Backend, now),
        Rounds: [],
        HostPhase.Other,
        Ready: false,
        Wake: null,
        LastSweep: 0,
        history.LastRun,
        history.LastIncident)
    {
        Holds = history.Holds,
        LastHold = history.LastHold,
        Proven = history.Proven,
        StepBudgets = settings.Recovery.StepLimits.Keys.ToImmutableDictionary(
            step => step, step => BudgetRecall.From(history, settings, step, now)),
        ActedOn = [.. history.Charged.SelectMany(run => run.ActedOn).TakeLast(RestartBudget.Remembered)],
    };

    public ServiceState Of(ServiceName service) => Services.GetValueOrDefault(service, ServiceState.Initial);
}
