using System.Globalization;

namespace Supervision.Core.Notifications;

/// <summary>
/// The sending: one try at a time on each channel, again after a pause that grows, until it has arrived, is refused or is too old.
/// What is about one topic keeps its order, so that nobody hears of the end before the beginning.
/// </summary>
internal static class DeliveryRules
{
    public static void Pump(NotifierTurn turn)
    {
        foreach (var channel in turn.State.Queues.Keys)
            Pump(turn, channel);
    }

    public static void Tried(NotifierTurn turn, MessageId id, Delivery delivery)
    {
        var channel = turn.State.Queues.FirstOrDefault(queue => queue.Value.Busy == id).Key;
        if (channel is null)
            return; // It was answered already.
        var queue = turn.QueueOf(channel);
        var message = queue.Waiting[id.Number];
        switch (delivery)
        {
            case Delivery.Delivered delivered:
                turn.Count(counts => counts with { Delivered = counts.Delivered + 1 });
                turn.Set(channel, queue.Without(id) with { Failures = 0, PausedUntil = turn.Now.Elapsed });
                RecordRules.Store(turn, new OutboxEntry.Delivered(id, turn.Now.Wall, delivered.Evidence));
                break;
            case Delivery.Refused refused:
                turn.Set(channel, Paused(turn, queue, id) with { Busy = null });
                GiveUp(turn, message, refused.Why);
                break;
            case Delivery.Later later:
                Again(turn, queue, message, later);
                break;
        }
    }

    /// <summary>Messages to channels that are not there any more have nowhere to go.</summary>
    public static void Reconfigured(NotifierTurn turn)
    {
        foreach (var (channel, queue) in turn.State.Queues)
        {
            // It may be mended by what was changed.
            turn.Set(channel, queue with { Failures = 0, PausedUntil = turn.Now.Elapsed });
        }
    }

    public static IEnumerable<TimeSpan?> DueAt(NotifierTurn turn) => turn.State.Queues.SelectMany(queue => (TimeSpan?[])
    [
        TriedAt(turn, queue.Value),
        turn.Notify.Fallbacks.TryGetValue(queue.Key, out var fallback) ? FallbackRules.DueAt(queue.Value, fallback) : null,
    ]);

    private static TimeSpan? TriedAt(NotifierTurn turn, ChannelQueue queue)
    {
        if (queue.Busy is not null || queue.Waiting.IsEmpty)
            return null;
        return queue.PausedUntil > turn.Now.Elapsed
            ? queue.PausedUntil
            : Heads(queue).Where(message => message.Settled).Min(message => (TimeSpan?)message.DueAt);
    }

    private static void Pump(NotifierTurn turn, string name)
    {
        FallbackRules.Look(turn, name);
        var queue = turn.QueueOf(name);
        if (queue.Busy is not null || queue.Waiting.IsEmpty)
            return;
        if (turn.Notify.Channel(name) is not { } channel)
        {
            foreach (var message in queue.Waiting.Values)
                GiveUp(turn, message, "its channel is not configured any more");
            return;
        }

        if (queue.PausedUntil > turn.Now.Elapsed)
            return;
        if (Next(turn, name) is not { } next)
            return;
        turn.Set(name, turn.QueueOf(name) with { Busy = next.Message.Id });
        turn.Perform(new NotifierEffect.Send(channel, next.Message));
    }

    // Those that failed less often come first, so that one which nobody takes does not keep the others.
    private static QueuedMessage? Next(NotifierTurn turn, string channel)
    {
        QueuedMessage? best = null;
        foreach (var message in turn.QueueOf(channel).Waiting.Values.TakeWhile(message => IsTooOld(turn, message)).ToList())
        {
            var age = string.Create(CultureInfo.InvariantCulture, $"not delivered within {turn.Notify.GiveUpAfter.TotalHours:0} h");
            GiveUp(turn, message, age);
        }

        foreach (var message in Heads(turn.QueueOf(channel)))
        {
            if (!message.Settled || message.DueAt > turn.Now.Elapsed)
                continue;
            if (best is null || message.Tries < best.Tries)
                best = message;
            if (best.Tries == 0)
                break;
        }

        return best;
    }

    // What is behind another message of its topic waits for that.
    private static IEnumerable<QueuedMessage> Heads(ChannelQueue queue)
    {
        var topics = new HashSet<Topic>();
        return queue.Waiting.Values.Where(message => topics.Add(message.Message.Topic));
    }

    private static void Again(NotifierTurn turn, ChannelQueue queue, QueuedMessage message, Delivery.Later answer)
    {
        turn.Count(counts => counts with { Failed = counts.Failed + 1 });
        var (channel, id) = (message.Message.Channel, message.Message.Id);
        if (IsTooOld(turn, message))
        {
            turn.Set(channel, Paused(turn, queue, id) with { Busy = null });
            GiveUp(turn, message, answer.Why);
            return;
        }

        var own = RetryPause.After(message.Tries + 1, id);
        var pause = answer.Wait is { } wait && wait > own ? wait : own;
        var later = message with { Tries = message.Tries + 1, DueAt = turn.Now.Elapsed + pause };
        var paused = Paused(turn, queue, id);
        var alone = turn.Now.Elapsed + (answer.Wait ?? TimeSpan.Zero);
        var until = alone > paused.PausedUntil ? alone : paused.PausedUntil;
        turn.Set(channel, paused.With(later) with { Busy = null, PausedUntil = until });
        RecordRules.Store(turn, new OutboxEntry.Tried(id, turn.Now.Wall, turn.Now.Wall + pause, answer.Why));
        if (queue.Failures == 0)
            turn.Warn($"{channel} does not take messages; they wait: {answer.Why}");
    }

    private static ChannelQueue Paused(NotifierTurn turn, ChannelQueue queue, MessageId id) => queue with
    {
        Failures = queue.Failures + 1,
        PausedUntil = turn.Now.Elapsed + RetryPause.After(queue.Failures + 1, id),
    };

    private static void GiveUp(NotifierTurn turn, QueuedMessage message, string why)
    {
        var (channel, id) = (message.Message.Channel, message.Message.Id);
        turn.Count(counts => counts with { GivenUp = counts.GivenUp + 1 });
        turn.Set(channel, turn.QueueOf(channel).Without(id));
        RecordRules.Store(turn, new OutboxEntry.GivenUp(id, turn.Now.Wall, why));
        turn.Warn($"A message to {channel} is given up ({message.Message.Subject}): {why}");
        FallbackRules.GivenUp(turn, message);
    }

    private static bool IsTooOld(NotifierTurn turn, QueuedMessage message) =>
        turn.Now.Elapsed - message.Since >= turn.Notify.GiveUpAfter;
}
