using Supervision.Core.Notifications;

namespace Supervision.Failpoints;

/// <summary>The real ways to people, with a point on both sides of each message: it is stored by then, and its delivery is not
/// yet.</summary>
internal sealed class MortalChannels(IChannels inner, Death death) : IChannels
{
    public async Task<Delivery> SendAsync(ChannelSettings channel, OutgoingMessage message, CancellationToken cancellation)
    {
        death.Pass(Failpoint.BeforeSend);
        var delivery = await inner.SendAsync(channel, message, cancellation);
        death.Pass(Failpoint.AfterSend);
        return delivery;
    }
}
