using System.Collections.Immutable;
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
    public sealed record IncidentClosed(IncidentId Incident, DateTimeOffset At, ImmutableArray<ServiceName> Members, string How) : JournalEntry;

    /// <summary>A person freed the budget: runs charged before no longer count.</summary>
    public sealed record BudgetReset(DateTimeOffset At, string By) : JournalEntry;

    /// <summary>Nobody knows what was charged before: the whole budget counts as spent for one window.</summary>
    public sealed record BudgetForfeited(Forfeit Forfeit) : JournalEntry;

    /// <summary>Every tick up to this instant has been dealt with.</summary>
    public sealed record TicksSeen(DateTimeOffset UpTo) : JournalEntry;

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
    string Reason);

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
    int BudgetRuns);

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

    /// <summary>Something of an earlier life of the daemon is taken up.</summary>
    Adopt,
}
