using System.Collections.Immutable;
using Supervision.Core.Journal;

namespace Supervision.Core.Notifications;

/// <summary>The durable record of what is to be sent and what was.</summary>
/// <remarks>Entries become durable in the order in which they were given. No call blocks the caller.</remarks>
public interface IOutbox : IAsyncDisposable
{
    /// <summary>What earlier lives left behind.</summary>
    Task<OutboxHistory> LoadAsync(CancellationToken cancellation);

    /// <summary>Adds <paramref name="entry"/>; completes when it is on disk, or when it is certain that it is not.</summary>
    Task<StoreReply> StoreAsync(OutboxEntry entry);
}

/// <summary>What an earlier life of the daemon left behind, read once at start.</summary>
/// <param name="Waiting">Messages neither delivered nor given up, oldest first.</param>
/// <param name="LastMessage">The highest number ever given; 0 where there is none.</param>
public sealed record OutboxHistory(ImmutableArray<WaitingMessage> Waiting, long LastMessage)
{
    public static OutboxHistory Empty { get; } = new([], 0);

    /// <summary>Topics of which people were told, or are to be, and whose end they were not: with the state of mind of whoever decides
    /// about it.</summary>
    public ImmutableArray<ToldTopic> Told { get; init; } = [];
}

/// <summary>A message on its way.</summary>
/// <param name="Tries">So many have failed.</param>
/// <param name="NotBefore">Wall clock.</param>
public sealed record WaitingMessage(OutgoingMessage Message, int Tries, DateTimeOffset NotBefore);

/// <summary>What people know of a topic that is not over.</summary>
/// <param name="Channels">Who was told.</param>
/// <param name="Last">When they were told last.</param>
public sealed record ToldTopic(Topic Topic, Severity Severity, ImmutableArray<string> Channels, DateTimeOffset Since, DateTimeOffset Last);

/// <summary>One line of the outbox.</summary>
public abstract record OutboxEntry
{
    private OutboxEntry()
    {
    }

    /// <summary>Messages that are to be sent, together with what people know by them: all of it or nothing.</summary>
    /// <param name="Over">The topics that are over.</param>
    public sealed record Queued(
        ImmutableArray<OutgoingMessage> Messages, ImmutableArray<ToldTopic> Told, ImmutableArray<Topic> Over) : OutboxEntry;

    /// <summary>A try has failed.</summary>
    public sealed record Tried(MessageId Message, DateTimeOffset At, DateTimeOffset NotBefore, string Why) : OutboxEntry;

    /// <summary>Taken by the other side: never sent again.</summary>
    public sealed record Delivered(MessageId Message, DateTimeOffset At, string Evidence) : OutboxEntry;

    /// <summary>Not tried any more.</summary>
    public sealed record GivenUp(MessageId Message, DateTimeOffset At, string Why) : OutboxEntry;
}
