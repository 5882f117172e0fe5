using System.Diagnostics;

namespace Supervision.Core.Notifications;

/// <summary>
/// Which notice becomes which message, to whom and when, until it has arrived.
/// <para>Intuition: the person at the switchboard. What is called in goes onto a slip, and the slip into a drawer that survives the
/// building; only then is anybody telephoned, one line at a time. Who was told of a trouble is told of its end, and nobody else. When the
/// calls come too thick they count them, and say the number.</para>
/// <para>Nothing here reads a clock or throws dice, and whatever is to be done is returned.</para>
/// </summary>
public static class NotifierLifecycle
{
    // What comes before the outbox was read is kept, but not without a bound.
    private const int MostEarly = 1000;

    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    public static Step<NotifierState, NotifierEffect> Next(
        NotifierState state, NotifierEvent happened, NotifierSettings settings, Moment now)
    {
        var turn = new NotifierTurn(state, settings, now);
        Take(turn, happened);
        if (turn.State.LoadedAt is not null)
        {
            RecordRules.Again(turn);
            if (happened is NotifierEvent.Woken)
                StandingRules.Look(turn);
            DeliveryRules.Pump(turn);
        }

        if (turn.State.LoadedAt is not null)
            StandingRules.Schedule(turn, afresh: happened is NotifierEvent.Woken or NotifierEvent.Started or NotifierEvent.Reconfigured);
        AskToBeWoken(turn, happened);
        return turn.Finished();
    }

    private static void Take(NotifierTurn turn, NotifierEvent happened)
    {
        switch (happened)
        {
            case NotifierEvent.Started started: LoadRules.Load(turn, started.History); break;
            case NotifierEvent.Noticed noticed when turn.State.LoadedAt is null: Keep(turn, noticed.Notice); break;
            case NotifierEvent.Noticed noticed: TellingRules.Hear(turn, noticed.Notice); break;
            case NotifierEvent.Stored stored: RecordRules.Stored(turn, stored.Entry); break;
            case NotifierEvent.NotStored lost: RecordRules.NotStored(turn, lost.Entry, lost.Why); break;
            case NotifierEvent.Tried tried: DeliveryRules.Tried(turn, tried.Message, tried.Delivery); break;
            case NotifierEvent.Woken: break;
            case NotifierEvent.Reconfigured: DeliveryRules.Reconfigured(turn); break;
            default: throw new UnreachableException();
        }
    }

    private static void Keep(NotifierTurn turn, Notice notice)
    {
        if (turn.State.Early.Length < MostEarly)
            turn.State = turn.State with { Early = turn.State.Early.Add(notice) };
        else
            turn.Count(counts => counts with { Dropped = counts.Dropped + 1 });
    }

    private static void AskToBeWoken(NotifierTurn turn, NotifierEvent happened)
    {
        var wake = turn.State.LoadedAt is null ? null : DeliveryRules.DueAt(turn)
            .Append(turn.State.LookAt)
            .Append(turn.State.RecordAgainAt)
            .Min();

        // Whatever is due and was not done is not asked for again at once: nothing here may turn into a circle.
        if (happened is NotifierEvent.Woken && wake <= turn.Now.Elapsed)
            wake = turn.Now.Elapsed + Breath;

        // A timer that has fired is gone, even where it came too early for anything to be due.
        if (wake == turn.State.Wake && happened is not NotifierEvent.Woken)
            return;
        if (wake is null && turn.State.Wake is null)
            return;
        turn.State = turn.State with { Wake = wake };
        turn.Perform(new NotifierEffect.WakeAt(wake));
    }
}
