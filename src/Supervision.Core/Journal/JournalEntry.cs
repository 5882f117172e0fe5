using System.Collections.Immutable;
using Supervision.Core.Holds;
using Supervision.Core.Probes;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Journal;

/// <summary>One line of the durable record. Entries are only ever added; the present follows from them.</summary>
public abstract record JournalEntry
{
    private JournalEntry()
    {
    }

    /// <summary>A run is about to be started, and is charged to the budget by this entry. Nothing is started before it is
    /// durable.</summary>
    public sealed record IntentTaken(RunIntent Intent) : JournalEntry;

    /// <summary>The run of an intent is over. A run that was refused before anything ran gives its charge back.</summary>
    /// <param name="Refunded">The charge is returned: nothing ran.</param>
    public sealed record RunClosed(RunId Run, DateTimeOffset At, RunOutcome Outcome, bool Refunded) : JournalEntry;

    public sealed record IncidentOpened(IncidentId Incident, DateTimeOffset At, ServiceName Root, string Evidence) : JournalEntry;

    /// <param name="Members">Everyone who was part of it, in the order in which they joined.</param>
    public sealed record IncidentClosed(
        IncidentId Incident, DateTimeOffset At, ImmutableArray<ServiceName> Members, string How) : JournalEntry
    {
        /// <summary>Its root, as it turned out; null where it is the one that it was opened with.</summary>
        public ServiceName? Root { get; init; }
    }

    /// <summary>A person freed the budget: runs charged before no longer count.</summary>
    public sealed record BudgetReset(DateTimeOffset At, string By) : JournalEntry;

    /// <summary>Nobody knows what was charged before: the whole budget counts as spent for one window.</summary>
    public sealed record BudgetForfeited(Forfeit Forfeit) : JournalEntry;

    /// <summary>Every tick up to this instant has been dealt with.</summary>
    public sealed record TicksSeen(DateTimeOffset UpTo) : JournalEntry;

    /// <summary>A person wants nothing done for a while.</summary>
    public sealed record HoldBegun(Hold Hold) : JournalEntry;

    /// <param name="By">Who ended it; empty where its time was over.</param>
    public sealed record HoldEnded(HoldId Hold, DateTimeOffset At, string By) : JournalEntry;

    /// <summary>A probe has passed for the first time since it was configured as it is: from now on it counts.</summary>
    public sealed record ProbeProven(ProvenProbe Probe, DateTimeOffset At) : JournalEntry;

    /// <summary>What was decided, refusals included, for <c>healthcheck why</c>.</summary>
    public sealed record DecisionTaken(Decision Decision) : JournalEntry;
}

/// <summary>The promise to start one recovery run, written down before the start request leaves.</summary>
/// <param name="BootId">The kernel's boot id; a run of another boot is over, whatever it was.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Monotonic">The same instant on the kernel's monotonic clock, to be held against the unit's own stamps.</param>
/// <param name="Members">The services that were down when it was decided.</param>
public sealed record RunIntent(
    RunId Run,
    IncidentId Incident,
    string BootId,
    DateTimeOffset At,
    TimeSpan Monotonic,
    UnitName Unit,
    ServiceName Root,
    ImmutableArray<ServiceName> Members,
    string Reason)
{
    /// <summary>The rung of the ladder.</summary>
    public RecoveryStep Step { get; init; } = RecoveryStep.Backend;

    /// <summary>The lives of the members' units that were found wanting, in the order of <see cref="Members"/>; empty where unknown. The
    /// same life is never acted on twice for what its probes say.</summary>
    public ImmutableArray<string> Invocations { get; init; } = [];

    /// <summary>The run is backend.sh by this daemon itself, and not a unit of PID 1's: nobody but that way can follow it.</summary>
    public bool AsScript { get; init; }
}

/// <summary>The budget was given up as spent.</summary>
/// <param name="BootId">The boot in which <paramref name="Monotonic"/> counts.</param>
/// <param name="Monotonic">The same instant on the kernel's monotonic clock.</param>
public sealed record Forfeit(DateTimeOffset At, string BootId, TimeSpan Monotonic, string Why);

/// <summary>One decision with its reason.</summary>
/// <param name="Incident">The incident it belongs to; null where there is none.</param>
/// <param name="Choice">What was chosen.</param>
/// <param name="Evidence">What was seen.</param>
/// <param name="BudgetUsed">Runs charged within the window, after the decision.</param>
public sealed record Decision(
    DateTimeOffset At,
    IncidentId? Incident,
    Choice Choice,
    string Reason,
    string Evidence,
    int BudgetUsed,
    int BudgetRuns)
{
    /// <summary>Runs charged within the window before the decision.</summary>
    public int BudgetBefore { get; init; }

    /// <summary>The service that it is about; null for all.</summary>
    public ServiceName? Service { get; init; }

    /// <summary>What it rests on; null for a decision that follows from the order of things alone.</summary>
    public Rule? Rule { get; init; }
}

/// <summary>What a decision can be.</summary>
public enum Choice
{
    OpenIncident,
    JoinIncident,
    LeaveIncident,
    Run,
    Refuse,
    Wait,
    CloseIncident,
    FreeBudget,

    /// <summary>A person asked for nothing to be done, or took that back, or its time was over.</summary>
    Hold,

    /// <summary>Something of an earlier life of the daemon is taken up.</summary>
    Adopt,
}
