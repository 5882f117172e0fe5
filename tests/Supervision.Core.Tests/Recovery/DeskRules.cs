using System.Collections.Immutable;
using Supervision.Core.Holds;
using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Recovery;

/// <summary>What must hold at every step, whatever happens: the promises that keep a supervisor from doing harm.</summary>
internal sealed class DeskRules(Desk desk)
{
    private const int TurnsInASecond = 1000;

    private readonly List<(RunId Run, RecoveryStep Step, TimeSpan At)> _charged = [];
    private readonly List<(RunId Run, ServiceName Service, string Life)> _ranFor = [];
    private readonly HashSet<RunId> _durable = [];
    private readonly HashSet<RunId> _reasoned = [];
    private RunId? _recording;
    private RunId? _withdrawable;
    private long _second;
    private int _turns;
    private bool _warned;
    private RunId? _inFlight;

    public void Happened(SupervisorEvent happened)
    {
        switch (happened)
        {
            case SupervisorEvent.IntentStored stored when stored.Run == _recording:
                _durable.Add(stored.Run);
                _withdrawable = stored.Run;
                _recording = null;
                break;
            case SupervisorEvent.IntentNotStored lost when lost.Run == _recording:
                _recording = null;
                Refund(lost.Run);
                break;
            case SupervisorEvent.RunRefused refused when refused.Run == _inFlight:
                _inFlight = null;
                Refund(refused.Run);
                break;
            case SupervisorEvent.RunEnded ended when ended.Run == _inFlight:
                _inFlight = null;
                if (ended.Outcome.Result == RunResult.RefusedBySystemd)
                    Refund(ended.Run);
                if (ended.Outcome.Result == RunResult.NeverStarted)
                    _ranFor.RemoveAll(ran => ran.Run == ended.Run);
                break;
            case SupervisorEvent.BudgetFreed:
                _charged.Clear();
                _ranFor.Clear();
                _warned = false;
                break;
            case SupervisorEvent.Reconfigured reconfigured when Left(desk.Settings) > 0 || Left(reconfigured.Before) > 0:
                _warned = false;
                break;
        }
    }

    /// <summary>The daemon is dead. A run that it started goes on; a promise counts only if it is on disk.</summary>
    public void Died(IReadOnlyList<JournalEntry> durable)
    {
        if (_recording is { } run && !durable.Any(entry => entry is JournalEntry.IntentTaken taken && taken.Intent.Run == run))
            Refund(run);
        _recording = null;
        _durable.Clear();
        _warned = false;
    }

    public void Rebooted() => _inFlight = null;

    public void Performed(SupervisorEffect effect)
    {
        switch (effect)
        {
            case SupervisorEffect.Store { Entry: JournalEntry.DecisionTaken { Decision: { Choice: Choice.Run } decision } }:
                Assert.NotEmpty(decision.Evidence);
                Assert.NotEmpty(decision.Reason);
                _reasoned.Add(new RunId(desk.State.LastRun));
                break;
            case SupervisorEffect.StoreIntent { Intent: var intent }:
                Weigh(intent);
                break;
            case SupervisorEffect.StartRun { Run: var run, Unit: var unit }:
                Assert.Equal(desk.Intents[^1].Unit, unit);
                Begins(run, [.. desk.Settings.Services.Select(service => service.Name)]);
                break;
            case SupervisorEffect.RestartUnits { Run: var run, Units: var units }:
                Assert.Equal(desk.Intents[^1].Unit, units[^1]);
                Assert.Distinct(units);
                var restarted = desk.Settings.Services.Where(service => units.Contains(service.Unit)).ToList();
                Assert.Subset(restarted.Select(service => service.Name).ToHashSet(), desk.Intents[^1].Members.Intersect(desk.Settings.Services.Select(service => service.Name)).ToHashSet());
                // Where a stop is dealt with like a crash, it is one.
                Assert.All(restarted.Where(service => service.ManualStop != ManualStop.Act), service => Assert.False(
                    desk.State.Of(service.Name).Judgement.Verdict == Verdict.Stopped && !desk.Intents[^1].Members.Contains(service.Name),
                    $"{service.Name} was stopped by a person and is started along"));
                Begins(run, [.. restarted.Select(service => service.Name)]);
                break;
            case SupervisorEffect.Store { Entry: JournalEntry.RunClosed closed } when closed.Run == _recording || closed.Run == _withdrawable:
                if (closed.Refunded)
                    Refund(closed.Run);
                _durable.Remove(closed.Run);
                _withdrawable = null;
                break;
            case SupervisorEffect.Store { Entry: JournalEntry.RunClosed { Outcome.Result: RunResult.Lost } lost } when lost.Run == _inFlight:
                _inFlight = null;
                break;
            case SupervisorEffect.FollowRun { Run: var run }:
                Assert.True(_inFlight is null || _inFlight == run, $"{run} is followed while {_inFlight} is under way");
                _inFlight = run;
                break;
            case SupervisorEffect.Store { Entry: JournalEntry.IncidentClosed }:
                _warned = false;
                break;
            case SupervisorEffect.Announce { Announcement: Announcement.BudgetSpent }:
                Assert.False(_warned, "the spent budget is told once, until there is a run again");
                _warned = true;
                break;
        }
    }

    public void Rests()
    {
        var second = (long)desk.Elapsed.TotalSeconds;
        (_second, _turns) = (second, second == _second ? _turns + 1 : 0);
        Assert.True(_turns < TurnsInASecond, $"it goes round in a circle: {desk.State.Incident?.Phase}");
        if (desk.State.Wake is { } wake)
            Assert.True(wake > desk.Monotonic, $"at {desk.Monotonic} the wake-up is for {wake}");
        Assert.Equal(desk.State.Incident?.Phase is IncidentPhase.Recording or IncidentPhase.Running, (_recording ?? _inFlight) is not null);
        if (desk.State.Incident is { } incident)
        {
            if (incident.Phase is not (IncidentPhase.Recording or IncidentPhase.Running))
                Assert.NotEmpty(incident.Members);
            Assert.Subset(desk.Settings.Services.Select(service => service.Name).ToHashSet(), incident.Members.ToHashSet());
            Assert.Distinct(incident.Members);
            Assert.Distinct(incident.Everyone);
            Assert.Subset(incident.Everyone.ToHashSet(), incident.Members.ToHashSet());
            Assert.Subset(incident.Members.ToHashSet(), incident.Stops.ToHashSet());
            Assert.True(desk.State.Wake is not null || WaitsForAnEvent(incident.Phase), $"nothing will ever move {incident.Phase} on");
        }
        else
        {
            Assert.DoesNotContain(desk.Settings.Services, service => desk.State.Of(service.Name).Judgement.Verdict == Verdict.Down);
        }

        if (desk.State.Incident?.Phase is IncidentPhase.Rereading rereading)
            Assert.Contains(desk.State.Rounds, round => round.Id == rereading.Sweep);
        Assert.InRange(desk.State.Rounds.Length, 0, 30);
    }

    private int Left(SupervisorSettings settings) =>
        (desk.State.Budget with { Runs = settings.Recovery.BudgetRuns, Within = settings.Recovery.BudgetWithin }).Left(desk.Elapsed);

    private static bool WaitsForAnEvent(IncidentPhase phase) =>
        phase is IncidentPhase.Recording or IncidentPhase.Running or IncidentPhase.Observing
        || phase is IncidentPhase.GivenUp { Until: var until } && until == TimeSpan.MaxValue;

    private void Weigh(RunIntent intent)
    {
        Assert.Null(_recording);
        Assert.Null(_inFlight);
        Assert.Equal(SupervisionMode.Act, desk.Settings.Mode);
        Assert.Contains(intent.Run, _reasoned);
        Assert.Contains(intent.Root, intent.Members);
        Assert.All(intent.Members, member => Assert.Contains(desk.State.Of(member).Judgement.Verdict, new[] { Verdict.Down, Verdict.Stopped }));
        Assert.Equal(desk.Monotonic, intent.Monotonic);

        Assert.Equal(intent.Members.Length, intent.Invocations.Length);
        Assert.Contains(intent.Step, (desk.Settings.Services.First(service => service.Name == intent.Root).Steps is { IsEmpty: false } own ? own : desk.Settings.Recovery.Steps));

        var limit = desk.Settings.Recovery.LimitOf(intent.Step);
        _charged.Add((intent.Run, intent.Step, desk.Elapsed));
        var window = _charged.Count(charge => charge.Step == intent.Step && desk.Elapsed - charge.At < limit.Within);
        Assert.InRange(window, 1, limit.Runs);
        _recording = intent.Run;

        // Whose unit failed has no life left; what its probes say of a life is acted on once.
        foreach (var (member, life) in intent.Members.Zip(intent.Invocations))
        {
            if (desk.State.Of(member).Judgement.Probe is not null)
                Assert.DoesNotContain(_ranFor, ran => ran.Service == member && ran.Life == life);
            _ranFor.Add((intent.Run, member, life));
        }

        MayBegin([]);
    }

    private void Begins(RunId run, ImmutableArray<ServiceName> touched)
    {
        Assert.True(_durable.Remove(run), $"{run} starts without a durable intent");
        Assert.Null(_inFlight);
        MayBegin(touched);
        _inFlight = run;
        _withdrawable = null;
        _warned = false;
    }

    private void MayBegin(ImmutableArray<ServiceName> touched)
    {
        Assert.Contains(desk.State.Host, new[] { HostPhase.Running, HostPhase.Starting });
        Assert.DoesNotContain(desk.State.Obstacles, obstacle => obstacle.Kind != ObstacleKind.Stale);
        Assert.DoesNotContain(desk.State.Holds, hold => hold.Until > desk.Now.Wall && touched.Any(hold.Covers));
    }

    private void Refund(RunId run)
    {
        _charged.RemoveAll(charge => charge.Run == run);
        _ranFor.RemoveAll(ran => ran.Run == run);
    }
}
