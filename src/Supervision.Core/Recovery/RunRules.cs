using System.Collections.Immutable;
using Supervision.Core.Journal;
using Supervision.Core.Messages;

namespace Supervision.Core.Recovery;

/// <summary>A run that was decided on, from its intent to its end.</summary>
internal static class RunRules
{
    public static void IntentStored(Turn turn, RunId run)
    {
        if (turn.Phase is not IncidentPhase.Recording recording || recording.Run != run)
            return;
        if (PlanRules.Forbids(turn, recording.Purpose, recording.Purpose.Members[0]) is { } objection)
        {
            Withdraw(turn, recording, objection);
            return;
        }

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
        turn.Announce(RunWords.NotRecorded(recording.Purpose.Step, why));
        turn.Record(Choice.Refuse, "no run without a durable intent", why, step: recording.Purpose.Step);
        NoticeRules.RunFailed(turn, recording.Purpose.Step, $"no run without a durable intent: {why}");
        turn.Enter(new IncidentPhase.Waiting(DecisionRules.LastPause(turn), why));
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
        turn.State = turn.State with { ActedOn = [.. turn.State.ActedOn.Union(purpose.ActedOn).TakeLast(RestartBudget.Remembered)] };
        if (outcome.Result != RunResult.Done)
            turn.Announce(RunWords.EndedBadly(purpose.Step, outcome.Evidence));
        if (purpose.Step == RecoveryStep.Backend && turn.Settings.Recovery.Backend.Script is null)
            turn.State = turn.State with { BackendBroken = Diagnosis.OfBackend(running.Unit, outcome) };
        turn.Enter(new IncidentPhase.Verifying(run, turn.Settings.Recovery.VerifyTimeout, turn.Now.Elapsed));

        // Who failed during the run was restarted by it too, and is given the same time as the others.
        IncidentRules.WeighAll(turn);
        var served = purpose.Step == RecoveryStep.Backend ? turn.Incident!.Members : purpose.Members;
        turn.Incident = turn.Incident! with { Treatment = Treatment.After(turn.Incident.Treatment, run, purpose.Step, served) };

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
        turn.State = turn.State with { ActedOn = turn.State.ActedOn.RemoveRange(running.Purpose.ActedOn) };
        turn.Record(Choice.Wait, $"{running.Run} was never started", outcome.Evidence, step: step);
        NoticeRules.RunFailed(turn, step, $"{running.Run} was never started: {outcome.Evidence}");
        IncidentRules.LookAgain(turn);
        IncidentRules.WeighAll(turn);
    }

    public static void BudgetFreed(Turn turn, string by)
    {
        turn.State = turn.State with
        {
            Budget = turn.State.Budget.Reset(),
            StepBudgets = turn.State.StepBudgets.ToImmutableDictionary(known => known.Key, known => known.Value.Reset()),
            ActedOn = [],
            BackendBroken = null,
        };
        if (turn.Incident is not null)
            turn.Incident = turn.Incident with { Rungs = turn.Incident.Rungs.Clear(), SpentTold = [] };
        turn.Store(new JournalEntry.BudgetReset(turn.Now.Wall, by));
        turn.Record(Choice.FreeBudget, $"freed by {by}");
        turn.Announce(new Announcement.BudgetFreed(by));
        if (turn.Phase is IncidentPhase.GivenUp or IncidentPhase.Pausing or IncidentPhase.Waiting)
            IncidentRules.LookAgain(turn);
    }

    // Between the intent and its way to the disk somebody asked for nothing to be done, or the host began to go down.
    private static void Withdraw(Turn turn, IncidentPhase.Recording recording, Reason objection)
    {
        Refund(turn, recording.Purpose.Step, recording.Run);
        var outcome = new RunOutcome(RunResult.Cancelled, null, "", objection.Why);
        turn.Store(new JournalEntry.RunClosed(recording.Run, turn.Now.Wall, outcome, Refunded: true));
        var (reason, step) = ($"{recording.Run} is not started after all", recording.Purpose.Step);
        turn.Record(Choice.Refuse, reason, objection.Why, objection.Rule, objection.Service, step);
        IncidentRules.LookAgain(turn);
        IncidentRules.WeighAll(turn);
    }

    private static void NothingRan(Turn turn, IncidentPhase.Running running, RunOutcome outcome)
    {
        var (run, purpose) = (running.Run, running.Purpose);
        Refund(turn, purpose.Step, run);
        turn.Store(new JournalEntry.RunClosed(run, turn.Now.Wall, outcome, Refunded: true));
        if (turn.Incident!.Refused != outcome.Evidence)
        {
            turn.Announce(RunWords.Refused(purpose.Step, outcome.Evidence));
            NoticeRules.RunFailed(turn, purpose.Step, outcome.Evidence);
        }

        // What is refused on one rung need not be on the next; where nobody has one, nothing is gained by asking again at once.
        var before = turn.Incident.Rungs;
        foreach (var member in purpose.Members)
            Ladder.Climb(turn, member, purpose.Step);
        if (turn.Incident.Rungs != before)
        {
            const string Reason = "the unit manager refused the restart; the next step is taken";
            turn.Record(Choice.Refuse, Reason, outcome.Evidence, step: purpose.Step);
            IncidentRules.LookAgain(turn);
        }
        else
        {
            turn.Incident = turn.Incident with { Refused = outcome.Evidence };
            turn.Record(Choice.Refuse, "the unit manager refused the run", outcome.Evidence, step: purpose.Step);
            turn.Enter(new IncidentPhase.Waiting(DecisionRules.LastPause(turn), outcome.Evidence));
        }

        IncidentRules.WeighAll(turn);
    }

    private static void Refund(Turn turn, RecoveryStep step, RunId run) => turn.Charge(step, turn.BudgetOf(step).Refund(run));
}
