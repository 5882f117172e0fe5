using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Supervision.Core.Holds;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Actors.Services;

/// <summary>
/// The only owner of the unit manager: passes its reports on to the services and to the supervisor, and their commands to it. Decides
/// nothing.
/// </summary>
internal sealed class HostActor(IUnitControl control, IObstacles obstacles, ImmutableArray<UnitName> units, IActorRef supervisor)
    : UntypedActor
{
    private sealed record Looked(ImmutableArray<Obstacle> Obstacles, SweepId Sweep);

    // The host's own reading after a (re)connection; the supervisor numbers its sweeps from 1.
    private static readonly SweepId Resync = new(0);

    private const string NotAnswered = "the unit manager has not answered yet";

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<UnitName, IActorRef> _subscribers = [];
    private readonly Dictionary<UnitName, UnitStatus> _seen = [];
    private readonly HashSet<SweepId> _asked = [];
    private ImmutableHashSet<UnitName> _watched = [.. units];
    private string _unknown = NotAnswered;

    private bool EveryoneListens => _watched.All(_subscribers.ContainsKey);

    protected override void PreStart()
    {
        var self = Self;
        control.Open(units, report => self.Tell(report));
        supervisor.Tell(new HostProtocol.Started());
    }

    // The connection outlives a crash of this actor, with children that may hang on it; only what this actor knew is read anew.
    protected override void PreRestart(Exception reason, object message)
    {
    }

    protected override void PostRestart(Exception reason)
    {
        control.Sweep(Resync);
        supervisor.Tell(new HostProtocol.Started());
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case UnitReport report: Take(report); break;
            case HostProtocol.Subscribe subscribe: Subscribe(subscribe.Unit); break;
            case HostProtocol.Watch watch: Watch(watch.Units); break;
            case HostProtocol.Sweep sweep: Sweep(sweep.Id); break;
            case Looked looked: supervisor.Tell(new SupervisorEvent.ObstaclesSeen(looked.Obstacles, looked.Sweep)); break;
            case HostProtocol.RestartUnits restart: control.Restart(restart.Run, restart.Units); break;
            case HostProtocol.StartRun start: control.Start(start.Run, start.Unit); break;
            case HostProtocol.FollowRun follow: control.Follow(follow.Run, follow.Unit, follow.Since); break;
            default: Unhandled(message); break;
        }
    }

    private void Take(UnitReport report)
    {
        switch (report)
        {
            case UnitReport.Connected: Connected(); break;
            case UnitReport.Lost lost: Lost(lost.Why); break;
            case UnitReport.Changed changed: Pass(changed.Status, sweep: null); break;
            case UnitReport.Swept swept: Swept(swept); break;
            case UnitReport.RunAccepted accepted: supervisor.Tell(new HostProtocol.RunReport(accepted.Run, accepted)); break;
            case UnitReport.RunRefused refused: supervisor.Tell(new HostProtocol.RunReport(refused.Run, refused)); break;
            case UnitReport.RunEnded ended: supervisor.Tell(new HostProtocol.RunReport(ended.Run, ended)); break;
            default: Unhandled(report); break;
        }
    }

    private void Subscribe(UnitName unit)
    {
        var waited = !EveryoneListens;
        _subscribers[unit] = Sender;
        Sender.Tell(_seen.TryGetValue(unit, out var status)
            ? new ServiceEvent.UnitSeen(status, Sweep: null)
            : new ServiceEvent.UnitUnknown(_unknown, Sweep: null));
        if (waited)
            SweepAsAsked();
    }

    // Who is new subscribes next; whatever is reported of its unit until then is kept for that.
    private void Watch(ImmutableArray<UnitName> next)
    {
        var waited = !EveryoneListens;
        _watched = [.. next];
        foreach (var unit in _subscribers.Keys.Union(_seen.Keys).Where(unit => !_watched.Contains(unit)).ToList())
        {
            _subscribers.Remove(unit);
            _seen.Remove(unit);
        }

        control.Watch(next);
        if (waited)
            SweepAsAsked();
    }

    private void SweepAsAsked()
    {
        if (!EveryoneListens) return;
        foreach (var sweep in _asked)
            control.Sweep(sweep);
    }

    // An answer that came before its listener would be lost, and the supervisor would wait for that listener's share in vain.
    private void Sweep(SweepId sweep)
    {
        _asked.Add(sweep);
        obstacles.LookAsync(CancellationToken.None).PipeTo(Self, success: found => new Looked(found, sweep));
        if (EveryoneListens)
            control.Sweep(sweep);
    }

    private void Connected()
    {
        _log.Info("Connected to the unit manager");
        _unknown = NotAnswered;
        control.Sweep(Resync);
    }

    private void Lost(string why)
    {
        _log.Warning("The unit manager is out of reach, so every unit is unknown: {0}", why);
        _unknown = why;
        _seen.Clear();
        foreach (var subscriber in _subscribers.Values)
            subscriber.Tell(new ServiceEvent.UnitUnknown(why, Sweep: null));
        if (!EveryoneListens) return;
        foreach (var sweep in _asked)
            AnswerUnknown(sweep);
        _asked.Clear();
    }

    private void AnswerUnknown(SweepId sweep)
    {
        supervisor.Tell(new SupervisorEvent.HostReported(HostPhase.Other, sweep));
        foreach (var subscriber in _subscribers.Values)
            subscriber.Tell(new ServiceEvent.UnitUnknown(_unknown, sweep));
    }

    private void Swept(UnitReport.Swept swept)
    {
        _asked.Remove(swept.Sweep);
        SweepId? answered = swept.Sweep == Resync ? null : swept.Sweep;
        if (answered is { } sweep)
            supervisor.Tell(new SupervisorEvent.HostReported(swept.Phase, sweep));
        foreach (var unit in swept.Units)
            Pass(unit, answered);
    }

    private void Pass(UnitStatus status, SweepId? sweep)
    {
        // It was on its way when the unit was taken out.
        if (!_watched.Contains(status.Unit)) return;
        _seen[status.Unit] = status;
        if (_subscribers.TryGetValue(status.Unit, out var subscriber))
            subscriber.Tell(new ServiceEvent.UnitSeen(status, sweep));
    }

    public static Props Props(IUnitControl control, IObstacles obstacles, ImmutableArray<UnitName> units, IActorRef supervisor) =>
        Akka.Actor.Props.Create(() => new HostActor(control, obstacles, units, supervisor));
}
