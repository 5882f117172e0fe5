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

    /// <summary>A host that is still booting after this long does not become ready by itself; its outages count.</summary>
    private static readonly TimeSpan BootPatience = TimeSpan.FromMinutes(10);

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
        else if (members.Any(member => turn.VerdictOn(member) != Verdict.Unknown))
            turn.Enter(new IncidentPhase.Verifying(turn.Incident.Treatment!.Run, turn.Settings.Recovery.VerifyTimeout, turn.Now.Elapsed));
        else
            Wait(turn, "no run without evidence: " + turn.State.Of(members[0]).Judgement.Evidence);
    }

    public static void IntentStored(Turn turn, RunId run)
    {
        if (turn.Phase is not IncidentPhase.Recording recording || recording.Run != run)
            return;
        // After a refusal nobody is promised anything: it is said once something has run.
        if (turn.Incident!.Refused is null)
            AnnounceStart(turn);
        turn.Perform(new SupervisorEffect.StartRun(run, recording.Unit));
        turn.Enter(new IncidentPhase.Running(run, recording.Unit, recording.Since));
    }

    public static void IntentNotStored(Turn turn, RunId run, string why)
    {
        if (turn.Phase is not IncidentPhase.Recording recording || recording.Run != run)
            return;
        turn.State = turn.State with { Budget = turn.State.Budget.Refund(run) };
        turn.Announce(new Announcement.RunNotRecorded(why));
        Refuse(turn, "no run without a durable intent", why, new IncidentPhase.Waiting(LastPause(turn), why));
        IncidentRules.WeighAll(turn);
    }

    public static void Refused(Turn turn, RunId run, string why)
    {
        if (turn.Phase is IncidentPhase.Running running && running.Run == run)
            NothingRan(turn, run, new RunOutcome(RunResult.Cancelled, null, "", why));
    }

    public static void Ended(Turn turn, RunId run, RunOutcome outcome)
    {
        if (turn.Phase is not IncidentPhase.Running running || running.Run != run)
            return;
        if (outcome.Result == RunResult.RefusedBySystemd)
        {
            NothingRan(turn, run, outcome);
            return;
        }

        turn.State = turn.State with { Budget = turn.State.Budget.Ended(run, turn.Now.Elapsed) };
        turn.Store(new JournalEntry.RunClosed(run, turn.Now.Wall, outcome, Refunded: false));
        if (outcome.Result == RunResult.NeverStarted)
        {
            NeverStarted(turn, run, outcome);
            return;
        }

        if (turn.Incident!.Refused is not null)
            AnnounceStart(turn);
        turn.Incident = turn.Incident with { Refused = null };
        if (outcome.Result != RunResult.Done)
            turn.Announce(new Announcement.RunEndedBadly(outcome.Evidence));
        turn.Enter(new IncidentPhase.Verifying(run, turn.Settings.Recovery.VerifyTimeout, turn.Now.Elapsed));

        // Who failed during the run was restarted by it too, and is given the same time as the others.
        IncidentRules.WeighAll(turn);
        var treated = turn.Incident!.Members.Union(turn.Incident.Treatment?.Services ?? []);
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
    private static void NeverStarted(Turn turn, RunId run, RunOutcome outcome)
    {
        turn.State = turn.State with { Budget = turn.State.Budget.ForNobody(run) };
        turn.Record(Choice.Wait, $"{run} was never started", outcome.Evidence);
        IncidentRules.LookAgain(turn);
    }

    public static void BudgetFreed(Turn turn, string by)
    {
        turn.State = turn.State with { Budget = turn.State.Budget.Reset() };
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
            case Verdict.Up or Verdict.Starting or Verdict.Stopping when turn.Incident!.Treated(member):
                break; // Let it settle first: it leaves by that.
            case Verdict.Up:
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
        var budget = turn.State.Budget;
        var counted = budget.Counted(turn.Now.Elapsed);
        var dueAt = failed.Min(member => Backoff.DueAt(member, turn.Incident!.OpenedAt, counted, turn.Settings.Recovery.Backoff));

        if (HostStandsInTheWay(turn) is { } why)
        {
            Wait(turn, why);
        }
        else if (budget.Left(turn.Now.Elapsed) == 0)
        {
            turn.Announce(new Announcement.BudgetSpent());
            Refuse(turn, Spent(turn), "", new IncidentPhase.GivenUp(budget.NextFreeAt(turn.Now.Elapsed)));
        }
        else if (turn.Settings.ObserveBecause is { } because)
        {
            turn.Announce(turn.Settings.GivesWay ? new Announcement.RunLeftToScript() : new Announcement.RunObserved());
            Refuse(turn, because, "", new IncidentPhase.Observing());
        }
        else if (dueAt > turn.Now.Elapsed)
        {
            turn.Record(Choice.Wait, string.Create(
                CultureInfo.InvariantCulture, $"backoff: the next run is due in {(dueAt - turn.Now.Elapsed).TotalSeconds:0} s"));
            turn.Enter(new IncidentPhase.Pausing(dueAt));
        }
        else
        {
            TakeIntent(turn, failed);
        }
    }

    private static void TakeIntent(Turn turn, ImmutableArray<ServiceName> failed)
    {
        var run = new RunId(turn.State.LastRun + 1);
        var root = Cause.RootOf(failed, turn.Settings.Services);
        var evidence = turn.State.Of(root).Judgement.Evidence;
        turn.State = turn.State with { LastRun = run.Number, Budget = turn.State.Budget.Spend(run, turn.Now.Elapsed, failed) };
        turn.Record(Choice.Run, $"{run} for {string.Join(", ", failed)}; root {root}", evidence);
        turn.Perform(new SupervisorEffect.StoreIntent(new RunIntent(
            run,
            turn.Incident!.Id,
            turn.Settings.BootId,
            turn.Now.Wall,
            turn.Now.Elapsed,
            turn.Settings.Recovery.Backend.Unit,
            root,
            failed,
            evidence)));
        turn.Enter(new IncidentPhase.Recording(run, turn.Settings.Recovery.Backend.Unit, turn.Now.Elapsed));
    }

    private static void NothingRan(Turn turn, RunId run, RunOutcome outcome)
    {
        turn.State = turn.State with { Budget = turn.State.Budget.Refund(run) };
        turn.Store(new JournalEntry.RunClosed(run, turn.Now.Wall, outcome, Refunded: true));
        if (turn.Incident!.Refused != outcome.Evidence)
            turn.Announce(new Announcement.RunRefused(outcome.Evidence));
        turn.Incident = turn.Incident with { Refused = outcome.Evidence };
        Refuse(turn, "the unit manager refused the run", outcome.Evidence, new IncidentPhase.Waiting(LastPause(turn), outcome.Evidence));
        IncidentRules.WeighAll(turn);
    }

    private static void AnnounceStart(Turn turn) => turn.Announce(
        new Announcement.RunStarting(turn.State.Budget.Counted(turn.Now.Elapsed).Length, turn.State.Budget.Runs));

    private static string? HostStandsInTheWay(Turn turn) => turn.State.Host switch
    {
        HostPhase.Running => null,
        HostPhase.Starting when turn.Now.Elapsed - turn.Incident!.OpenedAt < BootPatience => "the host is booting",
        HostPhase.Starting => null,
        HostPhase.Stopping => "the host is shutting down",
        _ => "the host is neither running nor booting",
    };

    private static void Wait(Turn turn, string why)
    {
        var waiting = new IncidentPhase.Waiting(turn.Now.Elapsed + Recheck, why);
        if (turn.Phase is IncidentPhase.Rereading rereading && rereading.StoodInTheWay == why)
            turn.Enter(waiting);
        else
            Refuse(turn, why, "", waiting);
    }

    private static void Refuse(Turn turn, string reason, string evidence, IncidentPhase next)
    {
        turn.Record(Choice.Refuse, reason, evidence);
        turn.Enter(next);
    }

    private static string Spent(Turn turn) => turn.State.Budget.IsForfeited(turn.Now.Elapsed)
        ? "the budget counts as spent: the record of earlier runs was lost"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"the budget is spent: {turn.State.Budget.Runs} runs within {turn.State.Budget.Within.TotalMinutes:0} min");

    // A refusal is rarely mended within seconds, and each try is a line in somebody's log. It costs nothing of the budget, so that without
    // a pause of its own, as with backoff = [0s], tries would follow each other as fast as the refusals come.
    private static TimeSpan LastPause(Turn turn) =>
        turn.Now.Elapsed + TimeSpan.FromTicks(Math.Max(turn.Settings.Recovery.Backoff[^1].Ticks, Recheck.Ticks));
}
