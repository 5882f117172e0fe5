using Akka.Actor;
using Akka.Event;
using Supervision.Actors.Hosting;
using Supervision.Core.Notifications;

namespace Supervision.Actors.Notifications;

/// <summary>
/// Sends a beat through everything that decides, by way of the supervisor and the guardian, and tells an outside service when it comes
/// back. What is sent when is decided by <see cref="HeartbeatLifecycle"/>.
/// </summary>
#pragma warning disable CA1001 // PostStop disposes of the source: an actor has no other end.
internal sealed class HeartbeatActor(HeartbeatSettings settings, IActorRef supervisor, IActorRef guardian, IHeartbeat heartbeat)
#pragma warning restore CA1001
    : UntypedActor, IWithTimers
{
    private sealed record BeatNow
    {
        public static BeatNow Instance { get; } = new();
    }

    /// <summary>From the instance that crashed to the one that follows it.</summary>
    private sealed record Resume(HeartbeatState State, HeartbeatSettings Settings, long LastBeat);

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _stopping = new();
    private HeartbeatState _state = HeartbeatState.Initial;
    private long _lastBeat;

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Advance(new HeartbeatEvent.Began());
        BeginBeats();
    }

    protected override void PreRestart(Exception reason, object message)
    {
        // Its answer will not be known here any more.
        Self.Tell(new Resume(_state with { UnderWay = null }, settings, _lastBeat));
        base.PreRestart(reason, message);
    }

    // What was known is in the mailbox, and the beats begin with it.
    protected override void PostRestart(Exception reason)
    {
    }

    protected override void PostStop()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case HeartbeatEvent happened: Advance(happened); break;
            case BeatNow: supervisor.Tell(new LivenessProtocol.Beat(++_lastBeat, [guardian, Self])); break;
            case LivenessProtocol.Beat beat when beat.Number == _lastBeat:
                Advance(new HeartbeatEvent.Returned(beat.SomethingIsDown));
                break;
            case LivenessProtocol.Beat: break; // An earlier one, overtaken: what it saw is no news.
            case ReloadProtocol.Reconfigure reconfigure: Reconfigure(reconfigure.Heartbeat); break;
            case Resume resume:
                (_state, settings, _lastBeat) = (resume.State, resume.Settings, resume.LastBeat);
                BeginBeats();
                break;
            default: Unhandled(message); break;
        }
    }

    private void Reconfigure(HeartbeatSettings next)
    {
        var before = settings;
        settings = next;
        Advance(new HeartbeatEvent.Reconfigured(before));
        if (before != next)
            BeginBeats();
    }

    private void BeginBeats()
    {
        if (settings.Url is null)
            Timers.Cancel(BeatNow.Instance);
        else
            Timers.StartPeriodicTimer(BeatNow.Instance, BeatNow.Instance, settings.Every);
    }

    private void Advance(HeartbeatEvent happened)
    {
        (_state, var effects) = HeartbeatLifecycle.Next(_state, happened, settings);
        foreach (var effect in effects)
            Perform(effect);
    }

    private void Perform(HeartbeatEffect effect)
    {
        switch (effect)
        {
            case HeartbeatEffect.Send send:
                heartbeat.SendAsync(settings, send.Signal, _stopping.Token).PipeTo(
                    Self,
                    success: why => new HeartbeatEvent.Answered(send.Ping, why),
                    failure: why => new HeartbeatEvent.Answered(send.Ping, why.GetType().Name));
                break;
            case HeartbeatEffect.TellFailing failing:
                _log.Warning("The heartbeat to {0} is not heard; supervision goes on: {1}", settings.Shown, failing.Why);
                break;
            case HeartbeatEffect.TellHeard:
                _log.Info("The heartbeat to {0} is heard again", settings.Shown);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public static Props Props(HeartbeatSettings settings, IActorRef supervisor, IActorRef guardian, IHeartbeat heartbeat) =>
        Akka.Actor.Props.Create(() => new HeartbeatActor(settings, supervisor, guardian, heartbeat));
}
