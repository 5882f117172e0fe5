using System.Collections.Immutable;
using System.Globalization;
using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>Whether, when and how often backend.sh is run. Every refusal is recorded with its reason.</summary>
internal static class RunRules
{
    /// <summary>Something passing stands in the way: looked at again after this time.</summary>
    private static readonly TimeSpan Recheck = TimeSpan.FromSeconds(10);

    /// <summary>Everything was read again for the open incident: what is back or on its way leaves, and the rest is decided.</summary>
    public static void Reread(Turn turn, SweepId sweep)
    {
        if (turn.Phase is not IncidentPhase.Rereading rereading || rereading.Sweep != sweep)
            return;

        foreach (var member in turn.Incident!.Members)
            LetGo(turn, member);

        // Closed here and not at the end of the turn: whoever joined until then would wait for a rereading that is over.
        var members = turn.Incident.Members;
        var failed = members.Where(member => IncidentRules.IsOutage(turn, member)).ToImmutableArray();
        if (members.IsEmpty)
            IncidentRules.Close(turn);
        else if (!failed.IsEmpty)
            Decide(turn, failed);
        else if (turn.Incident.Treatment is { } treatment && members.Any(member => turn.VerdictOn(member) != Verdict.Unknown))
            turn.Enter(new IncidentPhase.Verifying(treatment.Run, turn.Settings.Recovery.VerifyTimeout, turn.Now.Elapsed));
        else
            Wait(turn, "no run without evidence: " + turn.State.Of(members[0]).Judgement.Evidence);
    }

    public static void IntentStored(Turn turn, RunId run)
    {
        if (turn.Phase is not IncidentPhase.Recording recording || recording.Run != run)
            return;
        // After a refusal nobody is promised anything: it is said once something has run.
        if (turn.Incident!.Refused is null)
            turn.Announce(RunWords.Start(turn, recording.Purpose));
        turn.Perform(recording.Purpose.Restarts.IsEmpty
            ? new SupervisorEffect.StartRun(run, recording.Unit)
            : new SupervisorEffect.RestartUnits(run, recording.Purpose.Restarts));
        turn.Enter(new IncidentPhase.Running(run, recording.Unit, recording.Since) { Purpose = recording.Purpose });
    }

    public static void IntentNotStored(Turn turn, RunId run, string why)
    {
        if (turn.Phase is not IncidentPhase.Recording recording || recording.Run != run)
            return;
        Refund(turn, recording.Purpose.Step, run);
        turn.Announce(new Announcement.RunNotRecorded(why));
        Refuse(turn, "no run without a durable intent", why, new IncidentPhase.Waiting(LastPause(turn), why));
        IncidentRules.WeighAll(turn);
    }

    public static void Refused(Turn turn, RunId run, string why)
    {
        if (turn.Phase is IncidentPhase.Running running && running.Run == run)
            NothingRan(turn, running, new RunOutcome(RunResult.Cancelled, null, "", why));
    }

    public static void Ended(Turn turn, RunId run, RunOutcome outcome)
    {
        if (turn.Phase is not IncidentPhase.Running running || running.Run != run)
            return;
        if (outcome.Result == RunResult.RefusedBySystemd)
        {
            NothingRan(turn, running, outcome);
            return;
        }

        var purpose = running.Purpose;
        turn.Charge(purpose.Step, turn.BudgetOf(purpose.Step).Ended(run, turn.Now.Elapsed));
        turn.Store(new JournalEntry.RunClosed(run, turn.Now.Wall, outcome, Refunded: false));
        if (outcome.Result == RunResult.NeverStarted)
        {
            NeverStarted(turn, running, outcome);
            return;
        }

        if (turn.Incident!.Refused is not null)
            turn.Announce(RunWords.Start(turn, purpose));
        turn.Incident = turn.Incident with { Refused = null };
        turn.State = turn.State with { ActedOn = turn.State.ActedOn.Union(purpose.ActedOn) };
        if (outcome.Result != RunResult.Done)
            turn.Announce(RunWords.EndedBadly(purpose.Step, outcome.Evidence));
        turn.Enter(new IncidentPhase.Verifying(run, turn.Settings.Recovery.VerifyTimeout, turn.Now.Elapsed));

        // Who failed during the run was restarted by it too, and is given the same time as the others.
        IncidentRules.WeighAll(turn);
        var served = purpose.Step == RecoveryStep.Backend ? turn.Incident!.Members : purpose.Members;
        var treated = served.Union(turn.Incident!.Treatment?.Services ?? []);
        turn.Incident = turn.Incident with { Treatment = new Treatment(run, [.. treated]) };

        // What the signals said during the run may have been incomplete; this reading is not.
        SweepRules.Reread(turn);
    }

    /// <summary>Our own following of the run failed, which says nothing of the run: it is followed anew, once.</summary>
    public static void FollowerFailed(Turn turn, RunId run)
    {
        if (turn.Phase is not IncidentPhase.Running running || running.Run != run)
            return;
        if (running.FollowedAnew)
        {
            Ended(turn, run, RunOutcome.LostBecause("its follower failed twice"));
            return;
        }

        turn.Enter(running with { FollowedAnew = true });
        turn.Perform(new SupervisorEffect.FollowRun(run, running.Unit, running.Since));
    }

    // There is nothing to verify, and nothing for anybody to wait for but the budget, which the run was charged to.
    private static void NeverStarted(Turn turn, IncidentPhase.Running running, RunOutcome outcome)
    {
        var step = running.Purpose.Step;
        turn.Charge(step, turn.BudgetOf(step).ForNobody(running.Run));
        turn.Record(Choice.Wait, $"{running.Run} was never started", outcome.Evidence, step: step);
        IncidentRules.LookAgain(turn);
    }

    public static void BudgetFreed(Turn turn, string by)
    {
        turn.State = turn.State with
        {
            Budget = turn.State.Budget.Reset(),
            StepBudgets = turn.State.StepBudgets.ToImmutableDictionary(known => known.Key, known => known.Value.Reset()),
        };
        turn.Store(new JournalEntry.BudgetReset(turn.Now.Wall, by));
        turn.Record(Choice.FreeBudget, $"freed by {by}");
        turn.Announce(new Announcement.BudgetFreed(by));
        if (turn.Phase is IncidentPhase.GivenUp or IncidentPhase.Pausing or IncidentPhase.Waiting)
            IncidentRules.LookAgain(turn);
    }

    private static void LetGo(Turn turn, ServiceName member)
    {
        switch (turn.VerdictOn(member))
        {
            case Verdict.Up or Verdict.Degraded or Verdict.Starting or Verdict.Stopping when turn.Incident!.Treated(member):
                break; // Let it settle first: it leaves by that.
            case Verdict.Up or Verdict.Degraded:
                turn.Announce(new Announcement.ServiceBack(member));
                IncidentRules.Leave(turn, member, $"{member} is back");
                break;
            case Verdict.Starting:
                turn.Announce(new Announcement.ServiceStarting(member));
                IncidentRules.Leave(turn, member, $"{member} is being started already");
                break;
            case Verdict.Stopping:
                turn.Announce(new Announcement.ServiceStopping(member));
                IncidentRules.Leave(turn, member, $"{member} is being stopped");
                break;
            case Verdict.Stopped when !IncidentRules.IsOutage(turn, member):
                turn.Announce(new Announcement.ServiceStopped(member));
                IncidentRules.Leave(turn, member, $"{member} was stopped by a person since");
                break;
        }
    }

    private static void Decide(Turn turn, ImmutableArray<ServiceName> failed)
    {
        turn.Incident = turn.Incident! with { Root = Cause.Of(turn.Incident, turn.State, turn.Settings.Services).Root };
        switch (PlanRules.Of(turn, failed))
        {
            case Plan.KeepStill still: KeepStill(turn, still); break;
            case Plan.Act act: Decide(turn, act, failed); break;
        }
    }

    private static void Decide(Turn turn, Plan.Act plan, ImmutableArray<ServiceName> failed)
    {
        var budget = turn.BudgetOf(plan.Step);
        var counted = budget.Counted(turn.Now.Elapsed);
        var served = Served(turn, plan, failed);
        var dueAt = served.Min(member => Backoff.DueAt(member, turn.Incident!.OpenedAt, counted, turn.Settings.Recovery.Backoff));

        if (budget.Left(turn.Now.Elapsed) == 0)
        {
            turn.Announce(plan.Step == RecoveryStep.Backend ? new Announcement.BudgetSpent() : new Announcement.StepBudgetSpent(plan.Roots[0]));
            Refuse(turn, RunWords.Spent(turn, plan.Step), "", new IncidentPhase.GivenUp(budget.NextFreeAt(turn.Now.Elapsed)), RunWords.BudgetKey(plan.Step), plan.Step);
        }
        else if (turn.Settings.ObserveBecause is { } because)
        {
            turn.Announce(RunWords.Observed(turn, plan));
            var would = $"{because}; otherwise there would be a {Ladder.Word(plan.Step)} for {string.Join(", ", served)}";
            Refuse(turn, would, "", new IncidentPhase.Observing(), ["healthcheck", turn.Settings.GivesWay ? "takeover" : "mode"], plan.Step);
        }
        else if (dueAt > turn.Now.Elapsed)
        {
            var wait = string.Create(
                CultureInfo.InvariantCulture, $"backoff: the next run is due in {(dueAt - turn.Now.Elapsed).TotalSeconds:0} s");
            turn.Record(Choice.Wait, wait, rule: ["healthcheck", "recovery", "backoff"], step: plan.Step);
            turn.Enter(new IncidentPhase.Pausing(dueAt));
        }
        else
        {
            TakeIntent(turn, plan, served);
        }
    }

    // backend.sh restarts everything; a restart of single units is for those whose root it mends.
    private static ImmutableArray<ServiceName> Served(Turn turn, Plan.Act plan, ImmutableArray<ServiceName> failed) =>
        plan.Step == RecoveryStep.Backend
            ? failed
            : failed.RemoveAll(member => !plan.Roots.Contains(member)
                && !Cause.Dependencies(member, turn.Settings.Services).Any(plan.Roots.Contains));

    private static void TakeIntent(Turn turn, Plan.Act plan, ImmutableArray<ServiceName> served)
    {
        var run = new RunId(turn.State.LastRun + 1);
        var root = plan.Roots[0];
        var evidence = turn.State.Of(root).Judgement.Evidence;
        var restarts = Ladder.Units(plan.Step, plan.Roots, turn.Settings);
        var lives = served.Select(member => turn.State.Of(member).Judgement.Invocation).ToImmutableArray();
        var unit = restarts.IsEmpty ? turn.Settings.Recovery.Backend.Unit : restarts[^1];
        turn.State = turn.State with { LastRun = run.Number };
        turn.Charge(plan.Step, turn.BudgetOf(plan.Step).Spend(run, turn.Now.Elapsed, served));
        var reason = $"{run}, a {Ladder.Word(plan.Step)}, for {string.Join(", ", served)}; root {root}";
        turn.Record(Choice.Run, reason, evidence, PlanRules.Steps(turn, root), root, plan.Step);
        var intent = new RunIntent(
            run, turn.Incident!.Id, turn.Settings.BootId, turn.Now.Wall, turn.Now.Elapsed, unit, root, served, evidence)
        {
            Step = plan.Step,
            Invocations = lives,
            AsScript = restarts.IsEmpty && turn.Settings.Recovery.Backend.Script is not null,
        };
        turn.Perform(new SupervisorEffect.StoreIntent(intent));
        turn.Enter(new IncidentPhase.Recording(run, unit, turn.Now.Elapsed) { Purpose = RunPurpose.Of(intent) with { Restarts = restarts } });
    }

    private static void NothingRan(Turn turn, IncidentPhase.Running running, RunOutcome outcome)
    {
        var (run, purpose) = (running.Run, running.Purpose);
        Refund(turn, purpose.Step, run);
        turn.Store(new JournalEntry.RunClosed(run, turn.Now.Wall, outcome, Refunded: true));
        if (turn.Incident!.Refused != outcome.Evidence)
            turn.Announce(purpose.Step == RecoveryStep.Backend ? new Announcement.RunRefused(outcome.Evidence) : RunWords.EndedBadly(purpose.Step, outcome.Evidence));

        // What is refused on one rung need not be on the next.
        if (purpose.Members.Any(member => !Ladder.IsOnLastRung(turn, member)))
        {
            turn.Record(Choice.Refuse, "the unit manager refused the restart; the next step is taken", outcome.Evidence, step: purpose.Step);
            Ladder.Climb(turn, purpose.Members);
            IncidentRules.LookAgain(turn);
        }
        else
        {
            turn.Incident = turn.Incident with { Refused = outcome.Evidence };
            Refuse(turn, "the unit manager refused the run", outcome.Evidence, new IncidentPhase.Waiting(LastPause(turn), outcome.Evidence), [], purpose.Step);
        }

        IncidentRules.WeighAll(turn);
    }

    private static void Refund(Turn turn, RecoveryStep step, RunId run) => turn.Charge(step, turn.BudgetOf(step).Refund(run));

    private static void KeepStill(Turn turn, Plan.KeepStill still)
    {
        if (IsNew(turn, still.Why) && turn.State.Host == HostPhase.Running)
            turn.Announce(new Announcement.RunWithheld(still.Why));
        Wait(turn, still.Why, still.Rule, still.Service);
    }

    // Looked at again and again; said and recorded once.
    private static void Wait(Turn turn, string why, ImmutableArray<string> rule = default, ServiceName? service = null)
    {
        if (IsNew(turn, why))
            turn.Record(Choice.Refuse, why, "", rule, service);
        turn.Enter(new IncidentPhase.Waiting(turn.Now.Elapsed + Recheck, why));
    }

    private static bool IsNew(Turn turn, string why) => (turn.Phase as IncidentPhase.Rereading)?.StoodInTheWay != why;

    private static void Refuse(
        Turn turn, string reason, string evidence, IncidentPhase next, ImmutableArray<string> rule = default, RecoveryStep step = RecoveryStep.Backend)
    {
        turn.Record(Choice.Refuse, reason, evidence, rule, step: step);
        turn.Enter(next);
    }

    // A refusal is rarely mended within seconds, and each try is a line in somebody's log. It costs nothing of the budget, so that without
    // a pause of its own, as with backoff = [0s], tries would follow each other as fast as the refusals come.
    private static TimeSpan LastPause(Turn turn) =>
        turn.Now.Elapsed + TimeSpan.FromTicks(Math.Max(turn.Settings.Recovery.Backoff[^1].Ticks, Recheck.Ticks));
}
