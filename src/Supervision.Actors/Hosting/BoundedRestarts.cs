using Akka.Actor;

namespace Supervision.Actors.Hosting;

/// <summary>
/// One for one, bounded: a child that crashes is restarted alone, and one that crashes again and again is stopped, which its parent
/// watches for. The bound is on our own bugs; the budget of recovery runs is another thing, and no Akka window.
/// </summary>
/// <param name="restarted">Which children may be restarted at all; the others are stopped by their first crash.</param>
internal sealed class BoundedRestarts(Func<IActorRef, bool> restarted)
    : OneForOneStrategy(maxNrOfRetries: 10, withinTimeRange: TimeSpan.FromMinutes(1), localOnlyDecider: _ => Directive.Restart)
{
    protected override Directive Handle(IActorRef child, Exception exception) =>
        restarted(child) ? base.Handle(child, exception) : Directive.Stop;
}
