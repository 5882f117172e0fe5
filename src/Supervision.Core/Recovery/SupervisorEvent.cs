using System.Collections.Immutable;
using Supervision.Core.Holds;
using Supervision.Core.Journal;
using Supervision.Core.Probes;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>What happened, as the supervisor learns it.</summary>
public abstract record SupervisorEvent
{
    private SupervisorEvent()
    {
    }

    /// <summary>This life of the daemon begins.</summary>
    /// <param name="Open">Intents without an outcome, left by the life before, oldest first.</param>
    /// <param name="Left">The incident that the life before had open; null where there was none.</param>
    public sealed record Started(ImmutableArray<RunIntent> Open, LeftIncident? Left) : SupervisorEvent
    {
        /// <summary>The ticks that were missed since the life before; the sweep at our start serves them too.</summary>
        public ImmutableArray<string> Missed { get; init; } = [];
    }

    /// <summary>A tick fell due, or a person asked.</summary>
    /// <param name="Ticks">Who asked; ticks that fall on one instant are one sweep.</param>
    public sealed record SweepDue(ImmutableArray<string> Ticks) : SupervisorEvent;

    /// <param name="Sweep">The sweep that this answers; null for a change seen between sweeps.</param>
    public sealed record ServiceReported(ServiceName Service, ServiceState State, SweepId? Sweep) : SupervisorEvent;

    /// <summary>A probe has passed for the first time as it is asked now.</summary>
    public sealed record ProbeProven(ProvenProbe Probe) : SupervisorEvent;

    public sealed record HostReported(HostPhase Phase, SweepId Sweep) : SupervisorEvent;

    /// <summary>The time asked for by <see cref="SupervisorEffect.WakeAt"/> has come. Harmless when early, late or doubled.</summary>
    public sealed record Woken : SupervisorEvent;

    /// <summary>The intent is on disk.</summary>
    public sealed record IntentStored(RunId Run) : SupervisorEvent;

    public sealed record IntentNotStored(RunId Run, string Why) : SupervisorEvent;

    /// <summary>Nothing ran, and nothing will.</summary>
    public sealed record RunRefused(RunId Run, string Why) : SupervisorEvent;

    public sealed record RunEnded(RunId Run, RunOutcome Outcome) : SupervisorEvent;

    /// <summary>Whoever followed the run died of a bug of ours; of the run itself this says nothing.</summary>
    public sealed record FollowerFailed(RunId Run) : SupervisorEvent;

    /// <summary>What stands in the way of a run at this time.</summary>
    public sealed record ObstaclesSeen(ImmutableArray<Obstacle> Obstacles, SweepId Sweep) : SupervisorEvent;

    /// <summary>A person wants nothing done for a while.</summary>
    /// <param name="Service">The service that is left alone; null for all.</param>
    /// <param name="For">At most seven days.</param>
    public sealed record HoldBegun(ServiceName? Service, TimeSpan For, string Reason, string By) : SupervisorEvent;

    /// <summary>A person ends the holds on <paramref name="Service"/>; null for every hold there is.</summary>
    public sealed record HoldsEnded(ServiceName? Service, string By) : SupervisorEvent;

    /// <param name="By">Who freed the budget.</param>
    public sealed record BudgetFreed(string By) : SupervisorEvent;

    /// <summary>The configuration was read anew: the settings that this comes with took the place of <paramref name="Before"/>.</summary>
    public sealed record Reconfigured(SupervisorSettings Before) : SupervisorEvent;
}
