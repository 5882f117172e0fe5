using System.Collections.Immutable;
using Supervision.Core.Holds;
using Supervision.Core.Messages;
using Supervision.Core.Notifications;
using Supervision.Core.Readiness;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>Readings of everything: who asked, who has answered, and what is said at the end.</summary>
internal static class SweepRules
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A scheduled sweep. One that is still under way serves the new tick too.</summary>
    public static void Begin(Turn turn, ImmutableArray<string> ticks)
    {
        var running = turn.State.Rounds.FirstOrDefault(round => round.Scheduled);
        if (running is not null)
            Replace(turn, running, running with { Ticks = [.. running.Ticks.Union(ticks)] });
        else
            Ask(turn, ticks);
    }

    /// <summary>A reading of our own, on which a decision is to rest.</summary>
    public static SweepId Reread(Turn turn) => Ask(turn, []);

    /// <summary>The sweep is a scheduled one, so that each service will have its line at its end.</summary>
    public static bool WillBeWritten(Turn turn, SweepId? sweep) => Find(turn, sweep)?.Scheduled == true;

    public static void Answered(Turn turn, ServiceName service, SweepId? sweep)
    {
        if (Find(turn, sweep) is { } round)
            Replace(turn, round, round with { Missing = round.Missing.Remove(service) });
    }

    public static void HostAnswered(Turn turn, SweepId sweep)
    {
        if (Find(turn, sweep) is { } round)
            Replace(turn, round, round with { HostSeen = true });
    }

    public static void ObstaclesAnswered(Turn turn, SupervisorEvent.ObstaclesSeen seen)
    {
        foreach (var stale in seen.Obstacles.Where(obstacle => obstacle.Kind == ObstacleKind.Stale).Except(turn.State.Obstacles))
            turn.Announce(new Announcement.ObstacleStale(stale.Evidence));
        turn.State = turn.State with { Obstacles = seen.Obstacles, ObstaclesSeenAt = turn.Now.Elapsed };
        if (Find(turn, seen.Sweep) is { } round)
            Replace(turn, round, round with { ObstaclesSeen = true });
    }

    /// <summary>The service is not watched any more; no round waits for it.</summary>
    public static void Forget(Turn turn, ServiceName service) => turn.State = turn.State with
    {
        Rounds = [.. turn.State.Rounds.Select(round => round with { Missing = round.Missing.Remove(service) })],
    };

    public static void Complete(Turn turn)
    {
        foreach (var round in turn.State.Rounds.Where(round => round.Complete || round.Deadline <= turn.Now.Elapsed))
        {
            turn.State = turn.State with { Rounds = turn.State.Rounds.Remove(round) };
            if (round.Scheduled)
                WriteUp(turn, round);
            DecisionRules.Reread(turn, round.Id);
            if (round.Ticks.Any(turn.Settings.ReadinessTicks.Contains))
                turn.Perform(new SupervisorEffect.GiveReadiness(new ReadinessFacts(turn.State, turn.Settings, turn.Now)));
        }
    }

    private static void WriteUp(Turn turn, SweepRound round)
    {
        // While the host boots nobody has stopped anything: what is not running has not been started yet.
        if (round.ActsOnStops && turn.State.Host == HostPhase.Running)
            IncidentRules.AdmitStops(turn);

        turn.Announce(new Announcement.SweepStarted());
        foreach (var service in turn.Settings.Services.Where(service => IsKnown(turn, round, service.Name)))
            turn.Announce(Line(turn, service.Name));
        turn.Announce(new Announcement.SweepFinished());
        turn.Announce(new Announcement.SweepSeparator());
        turn.Perform(new SupervisorEffect.FinishSweep());

        if (turn.State.Ready)
            return;
        turn.State = turn.State with { Ready = true };
        turn.Perform(new SupervisorEffect.BecomeReady());
        NoticeRules.Tell(turn, new Notice.Standing(turn.Now.Wall, turn.Incident?.Id));
    }

    // A service that was added while the round was under way was not asked, and may not have been seen yet.
    private static bool IsKnown(Turn turn, SweepRound round, ServiceName service) =>
        turn.State.Services.ContainsKey(service) || round.Missing.Contains(service);

    private static Announcement Line(Turn turn, ServiceName service) => turn.VerdictOn(service) switch
    {
        _ when IncidentRules.IsOutage(turn, service) => new Announcement.ServiceDown(service, IncidentRules.RunFollows(turn, service)),
        Verdict.Up => new Announcement.ServiceUp(service),
        Verdict.Degraded => new Announcement.ServiceDegraded(service, turn.State.Of(service).Judgement.Evidence),
        Verdict.Suspect => new Announcement.ServiceSuspect(service, turn.State.Of(service).Judgement.Evidence),
        Verdict.Starting => new Announcement.ServiceStarting(service),
        Verdict.Stopping => new Announcement.ServiceStopping(service),
        Verdict.Stopped => new Announcement.ServiceStopped(service),
        _ => new Announcement.ServiceUnknown(service, turn.State.Of(service).Judgement.Evidence),
    };

    private static SweepId Ask(Turn turn, ImmutableArray<string> ticks)
    {
        var id = new SweepId(turn.State.LastSweep + 1);
        var everyone = turn.Settings.Services.Select(service => service.Name).ToImmutableHashSet();
        turn.State = turn.State with
        {
            LastSweep = id.Number,
            Rounds = turn.State.Rounds.Add(new SweepRound(id, ticks, everyone, HostSeen: false, turn.Now.Elapsed + Patience)),
        };
        turn.Perform(new SupervisorEffect.AskSweep(id));
        return id;
    }

    private static SweepRound? Find(Turn turn, SweepId? sweep) => turn.State.Rounds.FirstOrDefault(round => round.Id == sweep);

    private static void Replace(Turn turn, SweepRound old, SweepRound updated) =>
        turn.State = turn.State with { Rounds = turn.State.Rounds.Replace(old, updated) };
}
