using System.Collections.Immutable;
using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>What makes an incident, who belongs to it, and when it is over.</summary>
internal static class IncidentRules
{
    /// <summary>The service is down in a way that is to be acted on.</summary>
    public static bool IsOutage(Turn turn, ServiceName service) => turn.VerdictOn(service) switch
    {
        Verdict.Down => true,
        Verdict.Stopped => Settings(turn, service).ManualStop == ManualStop.Act || turn.Incident?.Stops.Contains(service) == true,
        _ => false,
    };

    /// <summary>backend.sh is going to be run, or is being run, for this service, as far as can be told now.</summary>
    public static bool RunFollows(Turn turn, ServiceName service) =>
        turn.Settings.ObserveBecause is null
        && turn.Phase is not (null or IncidentPhase.GivenUp)
        && PlanRules.MayAct(turn)
        && Ladder.Next(turn, service).Step == RecoveryStep.Backend
        && Diagnosis.Of(turn, service) is null
        && Cause.Explains(service, turn.State, turn.Settings.Services) is null;

    /// <summary>A service was heard of: if it is out, it opens an incident or joins the open one.</summary>
    /// <param name="announce">False where the sweep that it answers is going to say so.</param>
    public static void Weigh(Turn turn, ServiceName service, bool announce) => Weigh(turn, service, fresh: true, announce);

    /// <summary>Those who failed while nothing could be done about it count now.</summary>
    public static void WeighAll(Turn turn)
    {
        foreach (var service in turn.Settings.Services)
            Weigh(turn, service.Name, fresh: false, announce: true);
    }

    /// <summary>A tick has come: what a person stopped is an outage from now on, unless the operator wants stops respected.</summary>
    public static void AdmitStops(Turn turn)
    {
        foreach (var service in turn.Settings.Services)
        {
            if (turn.VerdictOn(service.Name) == Verdict.Stopped && service.ManualStop != ManualStop.Respect)
                Admit(turn, service.Name, stopped: true, fresh: true);
        }
    }

    /// <summary>Moves the open incident on as far as time and evidence allow.</summary>
    public static void Proceed(Turn turn)
    {
        VerificationRules.LetSettledLeave(turn);
        if (turn.Incident is null)
            return;

        // Every member may have been taken out of the configuration while the run is under way: its outcome is waited for all the same.
        if (turn.Phase is IncidentPhase.Recording or IncidentPhase.Running)
            return;
        if (turn.Incident.Members.IsEmpty)
            Close(turn);
        else if (DueAt(turn) <= turn.Now.Elapsed)
            LookAgain(turn);
    }

    /// <summary>When the phase is over by time alone; null for a phase that ends by an event.</summary>
    public static TimeSpan? DueAt(Turn turn) => turn.Phase switch
    {
        IncidentPhase.Collecting collecting => collecting.Until,
        IncidentPhase.Pausing pausing => pausing.Until,
        IncidentPhase.Waiting waiting => waiting.Until,
        IncidentPhase.GivenUp { Until: var until } when until < TimeSpan.MaxValue => until,
        IncidentPhase.Verifying verifying => VerificationRules.DueAt(turn, verifying),
        _ => null,
    };

    /// <summary>Reads everything again; what comes of it is decided in <see cref="DecisionRules.Reread"/>.</summary>
    public static void LookAgain(Turn turn)
    {
        if (turn.Phase is IncidentPhase.Verifying verifying)
            VerificationRules.Failed(turn, verifying);
        turn.Enter(new IncidentPhase.Rereading(SweepRules.Reread(turn), (turn.Phase as IncidentPhase.Waiting)?.Why));
    }

    public static void Leave(Turn turn, ServiceName service, string reason, ImmutableArray<string> rule = default)
    {
        turn.Incident = turn.Incident!.Leave(service);
        turn.Record(Choice.LeaveIncident, reason, turn.State.Of(service).Judgement.Evidence, rule, service);
    }

    /// <summary>No member is left.</summary>
    public static void Close(Turn turn)
    {
        var incident = turn.Incident!;
        var how = incident switch
        {
            _ when turn.Settings.Services.All(service => !incident.Everyone.Contains(service.Name)) =>
                "none of its services is watched any more",
            { Treatment: { } treatment } => $"recovered after {treatment.Run}",
            _ => "recovered without a run",
        };
        turn.Record(Choice.CloseIncident, how);
        turn.Store(new JournalEntry.IncidentClosed(incident.Id, turn.Now.Wall, incident.Everyone, how) { Root = incident.Root });
        var isWatched = turn.Settings.Services.Any(service => incident.Everyone.Contains(service.Name));
        NoticeRules.Closed(turn, incident, how, isWatched);
        turn.Incident = null;
    }

    private static void Weigh(Turn turn, ServiceName service, bool fresh, bool announce)
    {
        if (IsOutage(turn, service) && Admit(turn, service, stopped: turn.VerdictOn(service) == Verdict.Stopped, fresh) && announce)
            turn.Announce(new Announcement.ServiceDown(service, RunFollows(turn, service)));
    }

    private static bool Admit(Turn turn, ServiceName service, bool stopped, bool fresh)
    {
        // While a run is under way it restarts everything; what is still out afterwards is weighed at its end.
        if (turn.Phase is IncidentPhase.Recording or IncidentPhase.Running)
            return false;
        if (turn.Incident?.Members.Contains(service) == true)
        {
            turn.Incident = turn.Incident.Keep(service, stopped);
            return false;
        }

        var evidence = turn.State.Of(service).Judgement.Evidence;
        var reason = stopped ? $"{service} was stopped, and stops are acted on now" : $"{service} is down";
        if (turn.Incident is null)
            Open(turn, service, stopped, reason, evidence);
        else
            Join(turn, service, stopped, fresh, reason, evidence);
        return true;
    }

    private static void Open(Turn turn, ServiceName service, bool stopped, string reason, string evidence)
    {
        var id = new IncidentId(turn.State.LastIncident + 1);
        turn.State = turn.State with { LastIncident = id.Number };
        var atOnce = new IncidentPhase.Collecting(turn.Now.Elapsed);
        turn.Incident = new Incident(id, turn.Now.Elapsed, [], [], [], Treatment: null, atOnce).Join(service, stopped);
        Collect(turn, service);
        turn.Record(Choice.OpenIncident, reason, evidence, DownBy(turn, service, stopped), service);
        turn.Store(new JournalEntry.IncidentOpened(id, turn.Now.Wall, service, evidence));
    }

    private static void Join(Turn turn, ServiceName service, bool stopped, bool fresh, string reason, string evidence)
    {
        turn.Incident = turn.Incident!.Join(service, stopped);
        turn.Record(Choice.JoinIncident, reason, evidence, DownBy(turn, service, stopped), service);

        // The pause and the verification are the others', and so is a spent budget; who failed just now need not sit them out.
        var isTheOthers = turn.Phase is IncidentPhase.Pausing or IncidentPhase.Verifying
            || (turn.Phase is IncidentPhase.GivenUp && Ladder.Next(turn, service) is { Step: not null, SpentUntil: null });
        if (fresh && isTheOthers)
            Collect(turn, service);
    }

    // backend.sh restarts everything, so that it is worth waiting for who else fails. A step that restarts the service alone gains nothing
    // by that.
    private static void Collect(Turn turn, ServiceName service)
    {
        var isItsOwn = Ladder.Next(turn, service).Step is RecoveryStep.Unit or RecoveryStep.Dependents;
        turn.Enter(new IncidentPhase.Collecting(turn.Now.Elapsed + (isItsOwn ? TimeSpan.Zero : turn.Settings.Recovery.Collect)));
    }

    // The setting by which it counts as out. Who failed by its unit is out whatever is configured, and is collected.
    private static ImmutableArray<string> DownBy(Turn turn, ServiceName service, bool stopped) =>
        (stopped, turn.State.Of(service).Judgement.Probe) switch
        {
            (true, _) => ["healthcheck", "services", service.Text, "manual-stop"],
            (_, { } probe) => ["healthcheck", "services", service.Text, "probes", probe, "down-after"],
            _ => ["healthcheck", "recovery", "collect"],
        };

    private static ServiceSettings Settings(Turn turn, ServiceName service) =>
        turn.Settings.Services.First(settings => settings.Name == service);
}
