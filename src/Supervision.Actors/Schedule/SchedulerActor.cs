using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Supervision.Actors.Hosting;
using Supervision.Actors.Journal;
using Supervision.Core;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Core.Resources;
using Supervision.Core.Schedule;

namespace Supervision.Actors.Schedule;

/// <summary>
/// Emits the calendar's ticks to whom their action concerns, by one single-shot timer that is armed anew after each look at the clock. A
/// step of the clock is a reason to look, too.
/// </summary>
internal sealed class SchedulerActor(
    ScheduleSettings settings,
    TickLifecycle.Look missed,
    IActorRef supervisor,
    IActorRef resources,
    IActorRef journal,
    IClockSteps clockSteps,
    TimeProvider clock)
    : UntypedActor, IWithTimers
{
    private sealed record LookNow
    {
        public static LookNow Instance { get; } = new();
    }

    /// <summary>From the instance that crashed to the one that follows it.</summary>
    private sealed record Resume(TickState State, ScheduleSettings Settings);

    private readonly ILoggingAdapter _log = Context.GetLogger();

    // Null in an instance that follows a crashed one, until what that one knew has arrived.
    private TickState? _state;
    private IDisposable? _steps;

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        _state = missed.State;
        FollowSteps();
        Store(missed.Seen);
        Look();
    }

    protected override void PreRestart(Exception reason, object message)
    {
        // The mailbox survives, so that no tick is made twice or forgotten by the crash.
        Self.Tell(new Resume(_state ?? missed.State, settings));
        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason) => FollowSteps();

    protected override void PostStop() => _steps?.Dispose();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case LookNow when _state is null: break; // What was known is in the mailbox already, and is followed by a look.
            case LookNow: Look(); break;
            case ReloadProtocol.Reconfigure when _state is null: Self.Forward(message); break; // Behind what was known.
            case ReloadProtocol.Reconfigure reconfigure: Reschedule(reconfigure.Schedule); break;
            case Resume resume:
                (_state, settings) = (resume.State, resume.Settings);
                Look();
                break;
            default: Unhandled(message); break;
        }
    }

    // A tick of the old calendar that is due already is not lost by the new one.
    private void Reschedule(ScheduleSettings next)
    {
        Look();
        settings = next;
        Look();
    }

    private void Look()
    {
        var look = TickLifecycle.Next(_state, settings, clock.Moment().Wall);
        _state = look.State;
        Timers.StartSingleTimer(LookNow.Instance, LookNow.Instance, look.Nap);
        Emit(look.Due);
        Store(look.Seen);
    }

    private void Emit(ImmutableArray<string> due)
    {
        var sweeps = settings.Of(TickAction.Sweep, due);
        if (!sweeps.IsEmpty)
            supervisor.Tell(new SupervisorEvent.SweepDue(sweeps));
        if (!settings.Of(TickAction.Resources, due).IsEmpty)
            resources.Tell(new ResourceEvent.TickCame());
    }

    private void Store(DateTimeOffset? seen)
    {
        if (seen is { } upTo)
            journal.Tell(new JournalProtocol.Store(new JournalEntry.TicksSeen(upTo)));
    }

    private void FollowSteps()
    {
        var self = Self;
        try
        {
            _steps = clockSteps.Follow(() => self.Tell(LookNow.Instance));
        }
        catch (IOException failure)
        {
            _log.Warning(
                "A step of the clock is noticed only by the next look at it, after at most {0}: {1}",
                TickLifecycle.LongestNap,
                failure.Message);
        }
    }

    /// <param name="missed">What the start of the daemon found missed and has served; the calendar goes on from there.</param>
    public static Props Props(
        ScheduleSettings settings,
        TickLifecycle.Look missed,
        IActorRef supervisor,
        IActorRef resources,
        IActorRef journal,
        IClockSteps clockSteps,
        TimeProvider clock) =>
        Akka.Actor.Props.Create(() => new SchedulerActor(settings, missed, supervisor, resources, journal, clockSteps, clock));
}
