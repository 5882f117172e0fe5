using System.Collections.Immutable;

namespace Supervision.Core.Notifications;

/// <summary>
/// Nothing is sent before it is on disk, as long as there is a disk that takes it. Where there is none people come first: it is sent
/// all the same, and written down when the disk takes it again.
/// </summary>
internal static class RecordRules
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    // Behind a disk that is full for days the oldest are forgotten; after a restart their messages may come twice.
    private const int MostUnrecorded = 2000;

    public static void Store(NotifierTurn turn, OutboxEntry entry)
    {
        if (turn.State.Unrecorded.IsEmpty)
        {
            turn.Perform(new NotifierEffect.Store(entry));
            return;
        }

        // Behind what is not on disk yet, so that the order is kept; nobody waits for a disk that is known to refuse.
        Keep(turn, entry);
        Settle(turn, entry);
    }

    public static void Stored(NotifierTurn turn, OutboxEntry entry)
    {
        Settle(turn, entry);
        if (turn.State.Unrecorded.IsEmpty)
            return;
        turn.State = turn.State with { Unrecorded = turn.State.Unrecorded.RemoveAll(kept => ReferenceEquals(kept, entry)) };
        if (!turn.State.Unrecorded.IsEmpty)
            return;
        turn.State = turn.State with { RecordAgainAt = null };
        turn.Perform(new NotifierEffect.Say("The outbox is written again", IsError: false));
    }

    public static void NotStored(NotifierTurn turn, OutboxEntry entry, string why)
    {
        if (turn.State.Unrecorded.IsEmpty)
            turn.Warn($"The outbox cannot be written; messages are sent without it, and may be sent twice after a restart: {why}");
        if (!turn.State.Unrecorded.Any(kept => ReferenceEquals(kept, entry)))
            Keep(turn, entry);
        Settle(turn, entry);
    }

    /// <summary>Gives the disk what it has not taken, in its order, when it is time.</summary>
    public static void Again(NotifierTurn turn)
    {
        if (turn.State.RecordAgainAt is not { } at || at > turn.Now.Elapsed)
            return;
        turn.State = turn.State with { RecordAgainAt = turn.Now.Elapsed + Pause };
        foreach (var entry in turn.State.Unrecorded)
            turn.Perform(new NotifierEffect.Store(entry));
    }

    private static void Keep(NotifierTurn turn, OutboxEntry entry) => turn.State = turn.State with
    {
        Unrecorded = [.. turn.State.Unrecorded.Add(entry).TakeLast(MostUnrecorded)],
        RecordAgainAt = turn.State.RecordAgainAt ?? turn.Now.Elapsed + Pause,
    };

    private static void Settle(NotifierTurn turn, OutboxEntry entry)
    {
        if (entry is not OutboxEntry.Queued queued)
            return;
        foreach (var message in queued.Messages)
        {
            var queue = turn.QueueOf(message.Channel);
            if (queue.Waiting.GetValueOrDefault(message.Id.Number) is { Settled: false } waiting)
                turn.Set(message.Channel, queue.With(waiting with { Settled = true }));
        }
    }
}
