using System.Collections.Immutable;

namespace Supervision.Core.Notifications;

/// <summary>Puts messages into the queues and onto the disk, within bounds.</summary>
internal static class QueueRules
{
    public static void Queue(
        NotifierTurn turn, ImmutableArray<OutgoingMessage> messages, ImmutableArray<ToldTopic> told, ImmutableArray<Topic> over)
    {
        var taken = messages.Where(message => HasRoom(turn, message)).ToImmutableArray();
        foreach (var message in taken)
        {
            var waiting = new QueuedMessage(message, Tries: 0, DueAt: turn.Now.Elapsed, Since: turn.Now.Elapsed, Settled: false);
            turn.Set(message.Channel, turn.QueueOf(message.Channel).With(waiting));
        }

        if (!taken.IsEmpty || !told.IsEmpty || !over.IsEmpty)
            RecordRules.Store(turn, new OutboxEntry.Queued(taken, told, over));
    }

    /// <summary>The storm limit leaves room for one more message to the channel, and it is counted.</summary>
    public static bool Admits(NotifierTurn turn, string channel)
    {
        var queue = turn.QueueOf(channel);
        if (HasRoom(turn, channel))
        {
            Count(turn, channel);
            return true;
        }

        turn.Count(counts => counts with { HeldBack = counts.HeldBack + 1 });
        if (queue.Held == 0)
            turn.Warn($"Too many messages to {channel}; they are counted and held back");
        turn.Set(channel, queue with { Held = queue.Held + 1 });
        return false;
    }

    /// <summary>Whether the storm limit leaves room for one more.</summary>
    public static bool HasRoom(NotifierTurn turn, string channel) =>
        turn.QueueOf(channel).Lately.Count(at => turn.Now.Elapsed - at < turn.Notify.Storm.Within) < turn.Notify.Storm.Messages;

    /// <summary>Counts a message towards the storm limit, whether it is held to that or not.</summary>
    public static void Count(NotifierTurn turn, string channel)
    {
        var queue = turn.QueueOf(channel);
        var fresh = queue.Lately.RemoveAll(at => turn.Now.Elapsed - at >= turn.Notify.Storm.Within);
        turn.Set(channel, queue with { Lately = [.. fresh.Add(turn.Now.Elapsed).TakeLast(turn.Notify.Storm.Messages)] });
    }

    private static bool HasRoom(NotifierTurn turn, OutgoingMessage message)
    {
        if (turn.State.Waiting < NotifierTurn.MostWaiting && turn.State.Characters < NotifierTurn.MostCharacters)
            return true;
        if (turn.State.Counts.Dropped == 0)
            turn.Warn($"Too many messages wait; the first that is dropped was for {message.Channel}: {message.Subject}");
        turn.Count(counts => counts with { Dropped = counts.Dropped + 1 });
        return false;
    }
}
