namespace Supervision.Core.Notifications;

/// <summary>Another channel tells what one could not. Who is told of a trouble by it is told of the end, too, and an end alone is told to
/// nobody.</summary>
internal static class FallbackRules
{
    public static void Look(NotifierTurn turn, string channel)
    {
        if (!turn.Notify.Fallbacks.TryGetValue(channel, out var fallback))
            return;
        var queue = turn.QueueOf(channel);
        foreach (var message in queue.Waiting.Values.Where(message => !message.FellBack))
        {
            if (turn.Now.Elapsed - message.Since < fallback.After)
                break; // Those behind it are younger.
            turn.Set(channel, turn.QueueOf(channel).With(message with { FellBack = true }));
            Tell(turn, message, fallback);
        }
    }

    /// <summary>When the oldest that no other channel has yet is to go there, monotonic; null where there is none.</summary>
    public static TimeSpan? DueAt(ChannelQueue queue, Fallback fallback)
    {
        var oldest = queue.Waiting.Values.FirstOrDefault(message => !message.FellBack);
        return oldest is null ? null : oldest.Since + fallback.After;
    }

    public static void GivenUp(NotifierTurn turn, QueuedMessage message)
    {
        if (!message.FellBack && turn.Notify.Fallbacks.TryGetValue(message.Message.Channel, out var fallback))
            Tell(turn, message, fallback);
    }

    private static void Tell(NotifierTurn turn, QueuedMessage failed, Fallback fallback)
    {
        var message = failed.Message;

        // What people of that channel know already, and what is over, is not told again.
        if (!turn.State.Topics.TryGetValue(message.Topic, out var open)
            || open.Told.Contains(fallback.To)
            || NoticeFacts.IsEnd(message.Event)
            || turn.Notify.Channel(fallback.To) is not { } channel)
            return;
        var told = open with { Told = open.Told.Add(fallback.To) };
        turn.Set(message.Topic, told);
        var instead = MessageWriter.Instead(message, channel, turn.NextId());
        QueueRules.Queue(turn, [instead], [told.AsTold(message.Topic)], []);
    }
}
