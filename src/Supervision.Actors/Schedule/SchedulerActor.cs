using Akka.Actor;
using Supervision.Actors.Hosting;
using Supervision.Core;
using Supervision.Core.Recovery;
using Supervision.Core.Schedule;

namespace Supervision.Actors.Schedule;

/// <summary>Emits the calendar's ticks to the supervisor, by one single-shot timer that is armed anew after each look at the clock.</summary>
internal sealed class SchedulerActor(ScheduleSettings settings, IActorRef supervisor, TimeProvider clock) : UntypedActor, IWithTimers
{
    /// <summary>To the guardian: the scheduler has (re)started, and may know settings of long ago.</summary>
    public sealed record Started
    {
        public static Started Instance { get; } = new();
    }

    private sealed record LookNow
    {
        public static LookNow Instance { get; } = new();
    }

    private DateTimeOffset _lookedAt;

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        _lookedAt = clock.Moment().Wall;
        Look();
        Context.Parent.Tell(Started.Instance);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case LookNow: Look(); break;
            case ReloadProtocol.Reconfigure reconfigure: Reschedule(reconfigure.Schedule); break;
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
        var look = TickLifecycle.Next(_lookedAt, settings, clock.Moment().Wall);
        _lookedAt = look.LookedAt;
        Timers.StartSingleTimer(LookNow.Instance, LookNow.Instance, look.Nap);
        if (!look.Due.IsEmpty)
            supervisor.Tell(new SupervisorEvent.SweepDue(look.Due));
    }

    public static Props Props(ScheduleSettings settings, IActorRef supervisor, TimeProvider clock) =>
        Akka.Actor.Props.Create(() => new SchedulerActor(settings, supervisor, clock));
}
