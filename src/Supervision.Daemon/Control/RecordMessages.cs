using Supervision.Core.Journal;

namespace Supervision.Daemon.Control;

/// <summary>Decisions as the journal holds them, the newest first.</summary>
/// <param name="Unread">Why nothing could be read; null where it was.</param>
internal sealed record DecisionsMessage(IReadOnlyList<DecisionMessage> Decisions, string? Unread)
{
    public static DecisionsMessage Of(Recorded<Decision> decisions) =>
        new([.. decisions.Found.Select(DecisionMessage.Of)], decisions.Unread);
}

/// <summary>One decision, refusals included.</summary>
/// <param name="Incident">The number of the incident that it belongs to; null where there is none.</param>
/// <param name="Service">The service that it is about; null for all.</param>
/// <param name="Choice">What was chosen, in one word: see <see cref="ChoiceWords"/>.</param>
/// <param name="Evidence">What was seen.</param>
/// <param name="Rule">What it rests on; null where it follows from the order of things alone.</param>
/// <param name="BudgetBefore">Runs charged within the window before it.</param>
/// <param name="BudgetAfter">The same after it.</param>
/// <param name="BudgetRuns">How many there may be.</param>
internal sealed record DecisionMessage(
    DateTimeOffset At,
    long? Incident,
    string? Service,
    string Choice,
    string Reason,
    string Evidence,
    RuleMessage? Rule,
    int BudgetBefore,
    int BudgetAfter,
    int BudgetRuns)
{
    public static DecisionMessage Of(Decision decision) => new(
        decision.At,
        decision.Incident?.Number,
        decision.Service?.Text,
        ChoiceWords.Of(decision.Choice),
        decision.Reason,
        decision.Evidence,
        decision.Rule is { } rule ? new RuleMessage(rule.Key, rule.Value, rule.Origin) : null,
        decision.BudgetBefore,
        decision.BudgetUsed,
        decision.BudgetRuns);
}

/// <summary>A line of the configuration.</summary>
/// <param name="Origin">FILE:LINE; empty where nobody knows.</param>
internal sealed record RuleMessage(string Key, string Value, string Origin);

/// <summary>Incidents as the journal holds them, the newest first.</summary>
/// <param name="Unread">Why nothing could be read; null where it was.</param>
internal sealed record IncidentsMessage(IReadOnlyList<RecordedIncidentMessage> Incidents, string? Unread)
{
    public static IncidentsMessage Of(Recorded<RecordedIncident> incidents) =>
        new([.. incidents.Found.Select(RecordedIncidentMessage.Of)], incidents.Unread);
}

/// <summary>One incident.</summary>
/// <param name="Incident">Its number.</param>
/// <param name="Evidence">With what it began.</param>
/// <param name="ClosedAt">Null while it is open.</param>
/// <param name="Members">Everyone who was part of it, the root included.</param>
/// <param name="How">How it ended; empty while it is open.</param>
internal sealed record RecordedIncidentMessage(
    long Incident,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ClosedAt,
    string Root,
    string Evidence,
    IReadOnlyList<string> Members,
    string How,
    IReadOnlyList<RecordedRunMessage> Runs)
{
    public static RecordedIncidentMessage Of(RecordedIncident incident) => new(
        incident.Incident.Number,
        incident.OpenedAt,
        incident.ClosedAt,
        incident.Root.Text,
        incident.Evidence,
        [.. incident.Members.Select(member => member.Text)],
        incident.How,
        [.. incident.Runs.Select(RecordedRunMessage.Of)]);
}

/// <summary>One run of an incident.</summary>
/// <param name="Run">Its number.</param>
/// <param name="Step">unit, dependents or backend.</param>
/// <param name="Result">How it ended, in one word; null while it is under way, or where nobody knows.</param>
/// <param name="ExitStatus">The script's exit code or signal; null where it never ran.</param>
/// <param name="Refunded">Nothing ran, and the budget has its charge back.</param>
internal sealed record RecordedRunMessage(
    long Run,
    string Step,
    string Unit,
    DateTimeOffset At,
    DateTimeOffset? EndedAt,
    string? Result,
    int? ExitStatus,
    string Evidence,
    bool Refunded)
{
    public static RecordedRunMessage Of(RecordedRun run) => new(
        run.Intent.Run.Number,
        ChoiceWords.Of(run.Intent.Step),
        run.Intent.Unit.Text,
        run.Intent.At,
        run.EndedAt,
        run.Outcome is { } outcome ? ChoiceWords.Of(outcome.Result) : null,
        run.Outcome?.ExitStatus,
        run.Outcome?.Evidence ?? "",
        run.Refunded);
}
