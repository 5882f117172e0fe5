namespace Supervision.Core.Notifications;

/// <summary>What a new life of the daemon takes over from the one before: messages that wait go on, and nobody is told twice.</summary>
internal static class LoadRules
{
    public static void Load(NotifierTurn turn, OutboxHistory history)
    {
        if (turn.State.LoadedAt is not null)
            return;
        var early = turn.State.Early;
        turn.State = turn.State with { LoadedAt = turn.Now.Elapsed, LastMessage = history.LastMessage, Early = [] };
        foreach (var told in history.Told)
        {
            turn.Set(told.Topic, new OpenTopic(told.Severity, told.Channels, told.Since, told.Last)
            {
                Passing = StandingRules.IsPassing(told.Topic),
            });
        }

        // The newest matter most; what does not fit is not tried any more.
        foreach (var waiting in history.Waiting.Reverse())
            Take(turn, waiting);
        foreach (var notice in early)
            TellingRules.Hear(turn, notice);
    }

    private static void Take(NotifierTurn turn, WaitingMessage waiting)
    {
        if (turn.State.Waiting >= NotifierTurn.MostWaiting || turn.State.Characters >= NotifierTurn.MostCharacters)
        {
            turn.Count(counts => counts with { Dropped = counts.Dropped + 1 });
            RecordRules.Store(turn, new OutboxEntry.GivenUp(waiting.Message.Id, turn.Now.Wall, "there are too many messages"));
            return;
        }

        // A clock that was set meanwhile must not put it off for longer than any pause is.
        var pause = waiting.NotBefore - turn.Now.Wall;
        var due = turn.Now.Elapsed + TimeSpan.FromTicks(Math.Clamp(pause.Ticks, 0, RetryPause.Longest.Ticks));
        var waits = TimeSpan.FromTicks(Math.Max(0, (turn.Now.Wall - waiting.Message.At).Ticks));
        var queued = new QueuedMessage(waiting.Message, waiting.Tries, due, turn.Now.Elapsed - waits, Settled: true);
        turn.Set(waiting.Message.Channel, turn.QueueOf(waiting.Message.Channel).With(queued));
    }
}
