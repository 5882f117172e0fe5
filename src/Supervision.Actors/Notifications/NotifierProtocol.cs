using Supervision.Core.Notifications;

namespace Supervision.Actors.Notifications;

/// <summary>The conversation with the notifier. Whoever has a <see cref="Notice"/> tells it that as it is.</summary>
public static class NotifierProtocol
{
    public interface IRequest;

    /// <summary>Reply: <see cref="Status"/>.</summary>
    public sealed record GetStatus : IRequest;

    /// <summary>All that the notifier knows, and what it decides by.</summary>
    public sealed record Status(NotifierSettings Settings, NotifierState State);

    /// <summary>Go on with these settings. No reply.</summary>
    public sealed record Reconfigure(NotifierSettings Settings);

    /// <summary>Send a marked message the whole way. Reply: a <see cref="Hop"/> for each thing that happens to it.</summary>
    /// <param name="Mark">By which it is known again; no other test has it.</param>
    /// <param name="Channel">Null for every one.</param>
    public sealed record Test(string Mark, string? Channel) : IRequest;

    /// <summary>What became of one message of a test.</summary>
    /// <param name="Detail">In English: the words of the other side, or why not.</param>
    public sealed record Hop(string Mark, string Channel, HopKind Kind, string Detail);

    /// <summary>The stations of a message.</summary>
    public enum HopKind
    {
        /// <summary>There is no such channel, or none at all. Nothing follows.</summary>
        NoChannel,

        /// <summary>It is in the outbox.</summary>
        Stored,

        /// <summary>It could not be written to the outbox, and is sent all the same.</summary>
        NotStored,

        /// <summary>The channel is being tried.</summary>
        Sending,

        /// <summary>The other side has taken it. Nothing follows.</summary>
        Delivered,

        /// <summary>Not this time; it is tried again.</summary>
        Later,

        /// <summary>Never, as things are configured. Nothing follows.</summary>
        Refused,
    }
}
