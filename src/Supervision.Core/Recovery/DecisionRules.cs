using System.Collections.Immutable;
using System.Globalization;
using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>Whether, when and how often something is run for the open incident. Every refusal is recorded with its reason.</summary>
internal static class DecisionRules
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
        else if (members.Any(member => turn.Incident.Treated(member) && turn.VerdictOn(member) != Verdict.Unknown))
            turn.Enter(new IncidentPhase.Verifying(turn.Incident.Treatment!.Run, turn.Settings.Recovery.VerifyTimeout, turn.Now.Elapsed));
        else
            Wait(turn, "no run without evidence: " + turn.State.Of(members[0]).Judgement.Evidence);
    }

    /// <summary>When a run that was refused is tried again, monotonic.</summary>
    /// <remarks>A refusal is rarely mended within seconds, and each try is a line in somebody's log. It costs nothing of the budget, so
    /// that without a pause of its own, as with backoff = [0s], tries would follow each other as fast as the refusals come.</remarks>
    public static TimeSpan LastPause(Turn turn) =>
        turn.Now.Elapsed + TimeSpan.FromTicks(Math.Max(turn.Settings.Recovery.Backoff[^1].Ticks, Recheck.Ticks));

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
                IncidentRules.Leave(turn, member, $"{member} is being started already", StartRule(turn, member));
                break;
            case Verdict.Stopping:
                turn.Announce(new Announcement.ServiceStopping(member));
                IncidentRules.Leave(turn, member, $"{member} is being stopped");
                break;
            case Verdict.Stopped when !IncidentRules.IsOutage(turn, member):
                turn.Announce(new Announcement.ServiceStopped(member));
                IncidentRules.Leave(
                    turn, member, $"{member} was stopped by a person since", ["healthcheck", "services", member.Text, "manual-stop"]);
                break;
        }
    }

    // One that runs, and whose probes do not pass yet, is starting by the grace that it is given.
    private static ImmutableArray<string> StartRule(Turn turn, ServiceName member) =>
        turn.State.Of(member).Judgement.Probe is null ? [] : ["healthcheck", "services", member.Text, "start-grace"];

    private static void Decide(Turn turn, ImmutableArray<ServiceName> failed)
    {
        turn.Incident = turn.Incident! with { Root = Cause.Of(turn.Incident, turn.State, turn.Settings.Services).Root };
        var plan = PlanRules.Of(turn, failed);
        Tell(turn, plan.Spared);
        NoticeRules.Decided(turn, plan);
        switch (plan)
        {
            case Plan.KeepStill still:
                var why = string.Join("; ", still.Spared.Select(spared => spared.Why));
                turn.Enter(new IncidentPhase.Waiting(turn.Now.Elapsed + Recheck, why));
                break;
            case Plan.Act act:
                Decide(turn, act, failed);
                break;
        }
    }

    private static void Decide(Turn turn, Plan.Act plan, ImmutableArray<ServiceName> failed)
    {
        var served = Served(turn, plan, failed);
        if (plan.SpentUntil is { } until)
        {
            if (!turn.Incident!.SpentTold.Contains(plan.Step))
                turn.Announce(RunWords.BudgetSpent(plan.Step, plan.Roots[0]));
            turn.Incident = turn.Incident with { SpentTold = turn.Incident.SpentTold.Add(plan.Step) };
            Refuse(turn, RunWords.Spent(turn, plan.Step), new IncidentPhase.GivenUp(until), RunWords.BudgetKey(plan.Step), plan.Step);
        }
        else if (turn.Settings.ObserveBecause is { } because)
        {
            turn.Announce(RunWords.Observed(turn, plan));
            var would = $"{because}; otherwise there would be a {Ladder.Word(plan.Step)} for {string.Join(", ", served)}";
            Refuse(turn, would, new IncidentPhase.Observing(), ["healthcheck", turn.Settings.GivesWay ? "takeover" : "mode"], plan.Step);
        }
        else if (plan.DueAt > turn.Now.Elapsed)
        {
            var wait = string.Create(
                CultureInfo.InvariantCulture, $"backoff: the next run is due in {(plan.DueAt - turn.Now.Elapsed).TotalSeconds:0} s");
            turn.Record(Choice.Wait, wait, rule: ["healthcheck", "recovery", "backoff"], step: plan.Step);
            turn.Enter(new IncidentPhase.Pausing(plan.DueAt));
        }
        else
        {
            TakeIntent(turn, plan, served);
        }
    }

    // Those who are out and are restarted: a consequence whose unit the step leaves alone comes back with its root, or has a case of its
    // own then. Who is spared is restarted by backend.sh like everybody, but it is not run for them.
    private static ImmutableArray<ServiceName> Served(Turn turn, Plan.Act plan, ImmutableArray<ServiceName> failed)
    {
        var restarted = Ladder.Services(plan.Step, plan.Roots, turn);
        return failed.RemoveAll(member =>
            (plan.Step != RecoveryStep.Backend && !restarted.Contains(member))
            || plan.Spared.Any(spared => spared.Service == member)
            || Ladder.LifeActedOn(turn, member) is not null);
    }

    private static void TakeIntent(Turn turn, Plan.Act plan, ImmutableArray<ServiceName> served)
    {
        var run = new RunId(turn.State.LastRun + 1);
        var root = plan.Roots[0];
        var evidence = turn.State.Of(root).Judgement.Evidence;
        var restarts = Ladder.Units(plan.Step, plan.Roots, turn);
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
        turn.Incident = turn.Incident with { SpentTold = turn.Incident.SpentTold.Remove(plan.Step) };
        turn.Perform(new SupervisorEffect.StoreIntent(intent));
        var purpose = RunPurpose.Of(intent) with { Restarts = restarts };
        turn.Enter(new IncidentPhase.Recording(run, unit, turn.Now.Elapsed) { Purpose = purpose });
    }

    // Looked at again and again; each reason is said and recorded once, and anew after it did not hold for a while.
    private static void Tell(Turn turn, ImmutableArray<Reason> spared)
    {
        foreach (var reason in spared.Where(reason => !turn.Incident!.Told.Contains(reason.Why)))
        {
            // While the host comes up or goes down there is nobody to tell, and nothing that they could do.
            if (PlanRules.IsHostUp(turn))
                turn.Announce(new Announcement.RunWithheld(reason.Why));
            turn.Record(Choice.Refuse, reason.Why, "", reason.Rule, reason.Service);
        }

        var told = spared.Select(reason => reason.Why).ToImmutableHashSet();
        if (!turn.Incident!.Told.SetEquals(told))
            turn.Incident = turn.Incident with { Told = told };
    }

    private static void Wait(Turn turn, string why)
    {
        if ((turn.Phase as IncidentPhase.Rereading)?.StoodInTheWay != why)
            turn.Record(Choice.Refuse, why);
        turn.Enter(new IncidentPhase.Waiting(turn.Now.Elapsed + Recheck, why));
    }

    private static void Refuse(Turn turn, string reason, IncidentPhase next, ImmutableArray<string> rule, RecoveryStep step)
    {
        turn.Record(Choice.Refuse, reason, "", rule, step: step);
        turn.Enter(next);
    }
}
