using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Supervision.Actors.Journal;
using Supervision.Actors.Notifications;
using Supervision.Actors.Readiness;
using Supervision.Actors.Recovery;
using Supervision.Actors.Resources;
using Supervision.Actors.Schedule;
using Supervision.Actors.Services;
using Supervision.Core;
using Supervision.Core.Resources;
using Supervision.Core.Schedule;

namespace Supervision.Actors.Hosting;

/// <summary>
/// The root of the tree. Restarts what can begin afresh, and ends the process where only a new start can: after a crash of the
/// supervisor or the journal, and when anything else crashes again and again.
/// </summary>
internal sealed class SupervisionGuardian(SupervisionTree tree) : UntypedActor, IWithTimers
{
    /// <summary>From the supervisor: the first sweep is done.</summary>
    public sealed record Supervising
    {
        public static Supervising Instance { get; } = new();
    }

    private sealed record BeatNow
    {
        public static BeatNow Instance { get; } = new();
    }

    private sealed record ChildGone(string Name);

    private const string Notifier = "notifier";
    private const string Heartbeat = "heartbeat";
    private const string Readiness = "readiness";
    private const string Resources = "resources";

    private readonly ILoggingAdapter _log = Context.GetLogger();
    // What the calendar asks of this very start: the ticks that were missed are served by the sweep that is made anyway.
    private readonly TickLifecycle.Look _missed =
        TickLifecycle.Next(TickState.After(tree.History.TicksSeen), tree.Schedule, tree.Clock.Moment().Wall);

    private IActorRef _journal = ActorRefs.Nobody;
    private IActorRef _notifier = ActorRefs.Nobody;
    private IActorRef _supervisor = ActorRefs.Nobody;
    private IActorRef _scheduler = ActorRefs.Nobody;
    private IActorRef _heartbeat = ActorRefs.Nobody;
    private IActorRef _resources = ActorRefs.Nobody;
    private ReloadProtocol.Reconfigure _inForce = new(tree.Supervisor, tree.Schedule, tree.ServiceLog) { Heartbeat = tree.Heartbeat };
    private long _lastBeat;

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        _journal = Child("journal", JournalActor.Props(tree.Journal));
        if (tree.Notifier is { } notifier)
            _notifier = Child(Notifier, NotifierActor.Props(notifier, tree.Clock));
        if (tree.Restarted is { } restarted)
            _notifier.Tell(restarted);
        var units = tree.Supervisor.Services.Select(service => service.Unit).ToImmutableArray();
        if (tree.Resources is { } parts)
            _resources = Child(Resources, ResourceActor.Props(parts, units, _notifier, tree.Clock));
        var readiness = Child(Readiness, ReadinessActor.Props(tree.Records, _resources));
        _supervisor = Child(
            "supervisor",
            SupervisorActor.Props(
                tree.Supervisor,
                tree.History,
                tree.Schedule.Of(TickAction.Sweep, _missed.Due),
                _journal,
                readiness,
                _notifier,
                tree.Probes,
                tree.ServiceLog,
                tree.Clock));
        Child("host", HostActor.Props(tree.Units, tree.Obstacles, units, _supervisor));
        if (!tree.Schedule.Of(TickAction.Resources, _missed.Due).IsEmpty)
            _resources.Tell(new ResourceEvent.TickCame());
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Supervising: BeginCalendar(); break;
            case SupervisorProtocol.IRequest: _supervisor.Forward(message); break;
            case NotifierProtocol.IRequest: _notifier.Forward(message); break;
            case DrillProtocol.Drill drill: Context.ActorOf(DrillActor.Props(drill, _notifier, Sender, tree.Clock)); break;
            case ResourceProtocol.IRequest: _resources.Forward(message); break;
            case ReloadProtocol.Reconfigure reconfigure: Reconfigure(reconfigure); break;
            case BeatNow: Send(); break;
            case LivenessProtocol.Beat { Ahead.IsEmpty: false } beat: beat.PassOn(); break;
            case LivenessProtocol.Beat beat when beat.Number == _lastBeat: tree.Life.Alive(); break;
            case LivenessProtocol.Beat: break; // An earlier one, overtaken: the next is on its way.
            case ChildGone { Name: Notifier }: DoWithoutNotifier(); break;
            case ChildGone { Name: Heartbeat }: DoWithoutHeartbeat(); break;
            case ChildGone { Name: Resources }: DoWithoutResources(); break;
            case ChildGone { Name: Readiness }:
                _log.Error("The actor of the readiness failed too often: until the next start of the daemon none is given");
                break;
            case ChildGone gone: tree.Life.Broken($"the {gone.Name} actor failed"); break;
            default: Unhandled(message); break;
        }
    }

    // On an orderly shutdown the process is ending already, and this tells it nothing new.
    protected override void PostStop() => tree.Life.Broken("the supervision tree ended");

    private void BeginCalendar()
    {
        _scheduler = Child(
            "scheduler", SchedulerActor.Props(_inForce.Schedule, _missed, _supervisor, _resources, _journal, tree.ClockSteps, tree.Clock));
        tree.Life.Ready();
        _log.Info("Supervising {0} services", _inForce.Supervisor.Services.Length);
        if (tree.Outside is { } outside)
            _heartbeat = Child(Heartbeat, HeartbeatActor.Props(_inForce.Heartbeat, _supervisor, Self, outside));
        if (tree.BeatEvery is { } every)
            Timers.StartPeriodicTimer(BeatNow.Instance, BeatNow.Instance, TimeSpan.Zero, every);
    }

    // A service that is brought back and nobody hears of it is better than the other way round.
    private void DoWithoutNotifier()
    {
        _log.Error("The notifier failed too often: until the next start of the daemon nobody is told anything");
        _notifier = ActorRefs.Nobody;
    }

    // The outside hears nothing more, and worries: it is its part to do so.
    private void DoWithoutHeartbeat()
    {
        _log.Error("The heartbeat failed too often: until the next start of the daemon the outside hears nothing");
        _heartbeat = ActorRefs.Nobody;
    }

    // To watch figures is not worth the watch over the services.
    private void DoWithoutResources()
    {
        _log.Error("The actor of the resources failed too often: until the next start of the daemon they are not watched any more");
        _resources = ActorRefs.Nobody;
    }

    private void Reconfigure(ReloadProtocol.Reconfigure reconfigure)
    {
        _inForce = reconfigure;
        _supervisor.Tell(reconfigure);
        if (reconfigure.Notifier is { } notifier)
            _notifier.Tell(new NotifierProtocol.Reconfigure(notifier));
        _resources.Tell(reconfigure);

        // Nobody until the first sweep is done; then they begin with what is in force.
        _scheduler.Tell(reconfigure);
        _heartbeat.Tell(reconfigure);
    }

    private void Send() => _supervisor.Tell(new LivenessProtocol.Beat(++_lastBeat, [Self]));

    private static IActorRef Child(string name, Props props) => Context.WatchWith(Context.ActorOf(props, name), new ChildGone(name));

    protected override SupervisorStrategy SupervisorStrategy() =>
        new BoundedRestarts(restarted: child => child.Path.Name is not ("supervisor" or "journal"));

    public static Props Props(SupervisionTree tree) => Akka.Actor.Props.Create(() => new SupervisionGuardian(tree));
}
