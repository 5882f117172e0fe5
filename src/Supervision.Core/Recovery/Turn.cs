using System.Collections.Immutable;
using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>One decision in the making: the rules below read and replace the state and note effects, and nothing outside sees it
/// change.</summary>
internal sealed class Turn(SupervisorState before, SupervisorSettings settings, Moment now)
{
    private readonly SupervisorState _before = before;
    private readonly ImmutableArray<SupervisorEffect>.Builder _effects = ImmutableArray.CreateBuilder<SupervisorEffect>();

    public SupervisorState State { get; set; } = before;

    public SupervisorSettings Settings => settings;

    public Moment Now => now;

    public Incident? Incident
    {
        get => State.Incident;
        set => State = State with { Incident = value };
    }

    public IncidentPhase? Phase => Incident?.Phase;

    /// <summary>What the service is. Who is out is not back before it was looked at.</summary>
    public Verdict VerdictOn(ServiceName service) => State.Of(service).Judgement switch
    {
        { Provisional: true } when Incident?.Members.Contains(service) == true => Verdict.Unknown,
        var judgement => judgement.Verdict,
    };

    public void Enter(IncidentPhase phase) => Incident = Incident! with { Phase = phase };

    public void Perform(SupervisorEffect effect) => _effects.Add(effect);

    public void Announce(Announcement announcement) => Perform(new SupervisorEffect.Announce(announcement));

    public void Store(JournalEntry entry) => Perform(new SupervisorEffect.Store(entry));

    public RestartBudget BudgetOf(RecoveryStep step) => Budget(State, step);

    public void Charge(RecoveryStep step, RestartBudget budget) => State = step == RecoveryStep.Backend
        ? State with { Budget = budget }
        : State with { StepBudgets = State.StepBudgets.SetItem(step, budget) };

    /// <summary>Records what was chosen and why, with the step's budget before this turn and as it is now.</summary>
    /// <param name="rule">The path of the key that it rests on; empty where there is none.</param>
    public void Record(
        Choice choice,
        string reason,
        string evidence = "",
        ImmutableArray<string> rule = default,
        ServiceName? service = null,
        RecoveryStep step = RecoveryStep.Backend) => Store(new JournalEntry.DecisionTaken(new Decision(
        Now.Wall,
        Incident?.Id,
        choice,
        reason,
        evidence,
        BudgetOf(step).Counted(Now.Elapsed).Length,
        BudgetOf(step).Runs)
        {
            BudgetBefore = Budget(_before, step).Counted(Now.Elapsed).Length,
            Service = service,
            Rule = rule.IsDefaultOrEmpty ? null : Settings.Rules.Quote([.. rule]),
        }));

    private RestartBudget Budget(SupervisorState of, RecoveryStep step)
    {
        if (step == RecoveryStep.Backend)
            return of.Budget;
        var limit = Settings.Recovery.LimitOf(step);
        return of.StepBudgets.GetValueOrDefault(step) ?? RestartBudget.Full(limit.Runs, limit.Within);
    }

    public Step<SupervisorState, SupervisorEffect> Finished() => new(State, _effects.ToImmutable());
}
