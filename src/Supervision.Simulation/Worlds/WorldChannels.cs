using Supervision.Core.Notifications;
using Supervision.Simulation.Faults;
using Supervision.Simulation.Time;

namespace Supervision.Simulation.Worlds;

/// <summary>The channels as one life of the daemon has them.</summary>
/// <param name="down">The names of those that take nothing.</param>
internal sealed class WorldChannels(Life life, WorldClock clock, IReadOnlySet<string> down, Action<OutgoingMessage, bool> sent) : IChannels
{
    private static readonly TimeSpan Takes = TimeSpan.FromSeconds(1);

    public Task<Delivery> SendAsync(ChannelSettings channel, OutgoingMessage message, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<Delivery>();
        if (!life.Alive || !life.Passes(DeathPoint.BeforeAnything, DeathPoint.BeforeAnything)) return answer.Task;
        clock.Later(Takes, () =>
        {
            if (!life.Alive) return;
            var taken = !down.Contains(channel.Name);
            sent(message, taken);
            if (life.Passes(taken ? DeathPoint.AfterSending : DeathPoint.AfterAnything, DeathPoint.AfterAnything))
                Answer.Give(answer, taken ? new Delivery.Delivered("taken") : new Delivery.Later("the connection was refused"));
        });
        return answer.Task;
    }
}
