using System.Collections.Immutable;
using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>One decision in the making: the rules below read and replace the state and note effects, and nothing outside sees it
/// change.</summary>
internal sealed class Turn(SupervisorState state, SupervisorSettings settings, Moment now)
{
    private readonly ImmutableArray<SupervisorEffect>.Builder _effects = ImmutableArray.CreateBuilder<SupervisorEffect>();

    public SupervisorState State { get; set; } = state;

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

    /// <summary>Records what was chosen and why, with the budget as it is now.</summary>
    public void Record(Choice choice, string reason, string evidence = "") => Store(new JournalEntry.DecisionTaken(new Decision(
        Now.Wall,
        Incident?.Id,
        choice,
        reason,
        evidence,
        State.Budget.Counted(Now.Elapsed).Length,
        State.Budget.Runs)));

    public Step<SupervisorState, SupervisorEffect> Finished() => new(State, _effects.ToImmutable());
}
