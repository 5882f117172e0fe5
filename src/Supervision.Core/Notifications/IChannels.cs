namespace Supervision.Core.Notifications;

/// <summary>The ways out to people.</summary>
public interface IChannels
{
    /// <summary>Tries once. The task ends within the channel's timeout and a second, whatever the other side does, and never
    /// fails.</summary>
    Task<Delivery> SendAsync(ChannelSettings channel, OutgoingMessage message, CancellationToken cancellation);
}

/// <summary>What became of one try. No secret is in any of its words.</summary>
public abstract record Delivery
{
    private Delivery()
    {
    }

    /// <summary>The other side has taken it.</summary>
    /// <param name="Evidence">In its words.</param>
    public sealed record Delivered(string Evidence) : Delivery;

    /// <summary>Not now, perhaps later.</summary>
    public sealed record Later(string Why) : Delivery
    {
        /// <summary>The other side wants, or deserves, to be left alone for so long; null where the usual pause will do.</summary>
        public TimeSpan? Wait { get; init; }
    }

    /// <summary>Never, as things are configured: another try of the same would end alike.</summary>
    public sealed record Refused(string Why) : Delivery;
}
