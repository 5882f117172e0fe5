using System.Diagnostics;
using Supervision.Core.Journal;
using Supervision.Core.Messages;

namespace Supervision.Core.Recovery;

/// <summary>
/// The supervisor's decisions: incidents, the restart budget, one recovery run at a time.
/// <para>Intuition: a careful person at the desk. A light turns red; they wait a moment for others to follow, look at every light once
/// more, write on the sheet what they are about to do, press the one button, and watch the lights until all of them have stayed green for
/// a while. When the sheet is full they keep their hands off, and say so.</para>
/// <para>The phases of an incident are drawn at <see cref="IncidentPhase"/>. The shape is Erlang's <c>gen_statem</c>: nothing here reads a
/// clock, and whatever is to be done is returned.</para>
/// </summary>
public static class SupervisorLifecycle
{
    public static Step<SupervisorState, SupervisorEffect> Next(
        SupervisorState state, SupervisorEvent happened, SupervisorSettings settings, Moment now)
    {
        var turn = new Turn(state, settings, now);
        VerificationRules.CountDown(turn);
        HoldRules.Expire(turn);
        HoldRules.Warn(turn);
        Take(turn, happened);
        SweepRules.Complete(turn);
        IncidentRules.Proceed(turn);
        ImpairedRules.Tell(turn);
        AskToBeWoken(turn, happened);
        return turn.Finished();
    }

    private static void Take(Turn turn, SupervisorEvent happened)
    {
        switch (happened)
        {
            case SupervisorEvent.Started started:
                AdoptionRules.TakeUp(turn, started.Open, started.Left);
                TellOfOldJobs(turn);
                SweepRules.Begin(turn, [SweepRound.Start, .. started.Missed]);
                break;
            case SupervisorEvent.SweepDue due:
                SweepRules.Begin(turn, due.Ticks);
                break;
            case SupervisorEvent.ServiceReported reported when turn.Settings.Services.All(service => service.Name != reported.Service):
                break; // It was on its way when the service was taken out.
            case SupervisorEvent.ServiceReported reported:
                NoticeRules.Reported(turn, reported.Service, turn.State.Of(reported.Service), reported.State);
                turn.State = turn.State with { Services = turn.State.Services.SetItem(reported.Service, reported.State) };
                ImpairedRules.Note(turn, reported.Service);
                Diagnosis.Note(turn, reported.Service);
                IncidentRules.Weigh(turn, reported.Service, announce: !SweepRules.WillBeWritten(turn, reported.Sweep));
                SweepRules.Answered(turn, reported.Service, reported.Sweep);
                break;
            case SupervisorEvent.ProbeProven proven:
                turn.State = turn.State with { Proven = turn.State.Proven.Add(proven.Probe) };
                turn.Store(new JournalEntry.ProbeProven(proven.Probe, turn.Now.Wall));
                break;
            case SupervisorEvent.ObstaclesSeen seen:
                SweepRules.ObstaclesAnswered(turn, seen);
                break;
            case SupervisorEvent.HoldBegun hold:
                HoldRules.Begin(turn, hold);
                break;
            case SupervisorEvent.HoldsEnded ended:
                HoldRules.End(turn, ended.Service, ended.By);
                break;
            case SupervisorEvent.HostReported reported:
                turn.State = turn.State with { Host = reported.Phase };
                SweepRules.HostAnswered(turn, reported.Sweep);
                break;
            case SupervisorEvent.Woken:
                break;
            case SupervisorEvent.IntentStored stored:
                RunRules.IntentStored(turn, stored.Run);
                break;
            case SupervisorEvent.IntentNotStored lost:
                RunRules.IntentNotStored(turn, lost.Run, lost.Why);
                break;
            case SupervisorEvent.RunRefused refused:
                RunRules.Refused(turn, refused.Run, refused.Why);
                break;
            case SupervisorEvent.RunEnded ended:
                RunRules.Ended(turn, ended.Run, ended.Outcome);
                break;
            case SupervisorEvent.FollowerFailed failed:
                RunRules.FollowerFailed(turn, failed.Run);
                break;
            case SupervisorEvent.BudgetFreed freed:
                RunRules.BudgetFreed(turn, freed.By);
                break;
            case SupervisorEvent.Reconfigured reconfigured:
                ReconfigurationRules.Apply(turn, reconfigured.Before);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void TellOfOldJobs(Turn turn)
    {
        if (!turn.Settings.OldJobs.IsEmpty)
            turn.Announce(new Announcement.OldScriptCalled(turn.Settings.OldJobs, turn.Settings.Takeover));
    }

    private static void AskToBeWoken(Turn turn, SupervisorEvent happened)
    {
        var wishes = turn.State.Rounds.Select(round => (TimeSpan?)round.Deadline)
            .Append(IncidentRules.DueAt(turn))
            .Append(HoldRules.EndsAt(turn))
            .Append(ImpairedRules.NextAt(turn))
            .Concat(VerificationRules.SettlingAt(turn));
        var wake = wishes.Min();

        // A timer that has fired is gone, even where it came too early for anything to be due.
        if (wake == turn.State.Wake && happened is not SupervisorEvent.Woken)
            return;
        turn.State = turn.State with { Wake = wake };
        turn.Perform(new SupervisorEffect.WakeAt(wake));
    }
}
