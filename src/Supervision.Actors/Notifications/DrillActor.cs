using System.Collections.Immutable;
using Akka.Actor;

namespace Supervision.Actors.Notifications;

/// <summary>Sends one marked message the real way, listens to what becomes of it, answers who asked, and ends.</summary>
internal sealed class DrillActor(DrillProtocol.Drill drill, IActorRef notifier, IActorRef asker, TimeProvider clock)
    : UntypedActor, IWithTimers
{
    private sealed record Late
    {
        public static Late Instance { get; } = new();
    }

    private ImmutableArray<string> _known = [];
    private ImmutableArray<DrillCourse> _courses = [];

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        if (notifier.IsNobody())
        {
            End("nobody tells people anything here; see journalctl -u healthcheck");
            return;
        }

        Timers.StartSingleTimer(Late.Instance, Late.Instance, DrillProtocol.Patience);
        notifier.Tell(new NotifierProtocol.GetStatus());
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case NotifierProtocol.Status status: Begin([.. status.Settings.Notify.Channels.Select(channel => channel.Name)]); break;
            case NotifierProtocol.Hop hop: Follow(hop); break;
            case Late when _known.IsEmpty: End("the notifier does not answer; see journalctl -u healthcheck"); break;
            case Late: End(null); break;
            default: Unhandled(message); break;
        }
    }

    private void Begin(ImmutableArray<string> known)
    {
        _known = known;
        _courses = [.. known.Where(name => drill.Channel is null || drill.Channel == name).Select(name => new DrillCourse(name, []))];
        if (known.IsEmpty)
            End("no channel is configured; write one in healthcheck.notify");
        else if (_courses.IsEmpty)
            End(null);
        else
            notifier.Tell(new NotifierProtocol.Test(drill.Mark, drill.Channel));
    }

    private void Follow(NotifierProtocol.Hop hop)
    {
        var at = clock.GetUtcNow();
        _courses = [.. _courses.Select(course => course.Channel == hop.Channel && !course.IsOver ? course.With(hop, at) : course)];
        if (_courses.All(course => course.IsOver))
            End(null);
    }

    private void End(string? trouble)
    {
        asker.Tell(new DrillProtocol.Report(drill.Mark, _known, trouble, _courses));
        Context.Stop(Self);
    }

    public static Props Props(DrillProtocol.Drill drill, IActorRef notifier, IActorRef asker, TimeProvider clock) =>
        Akka.Actor.Props.Create(() => new DrillActor(drill, notifier, asker, clock));
}
