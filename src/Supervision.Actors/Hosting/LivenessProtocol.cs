using System.Collections.Immutable;
using Akka.Actor;

namespace Supervision.Actors.Hosting;

/// <summary>The round trip behind systemd's watchdog and the heartbeat.</summary>
public static class LivenessProtocol
{
    /// <summary>Goes from hand to hand through every actor that decides, and back to who sent it: it arrives only if each of them
    /// still takes its messages. It never touches the disk, whose slowness is no reason to kill the supervisor.</summary>
    /// <param name="Ahead">Who is still to be passed, who sent it last.</param>
    public sealed record Beat(long Number, ImmutableQueue<IActorRef> Ahead)
    {
        /// <summary>What the supervisor knew when it was passed; see <see cref="Supervision.Core.Notifications.Plight"/>.</summary>
        public bool SomethingIsDown { get; init; }

        public void PassOn()
        {
            var rest = Ahead.Dequeue(out var next);
            next.Tell(this with { Ahead = rest });
        }
    }
}
