using Akka.Actor;
using Akka.Event;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;

namespace Supervision.Actors.Journal;

/// <summary>The way to the durable record. Answers for intents, says once when the disk does not take entries any more and once when it does
/// again, and gives it then what it still has to have.</summary>
internal sealed class JournalActor(IJournal journal) : UntypedActor
{
    private sealed record Answered(JournalEntry Entry, StoreReply Reply);

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private OwedEntries _owed = OwedEntries.None;
    private bool _failing;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case JournalProtocol.StoreIntent store: StoreIntent(store.Intent); break;
            case JournalProtocol.Store store: PayBack(); Store(store.Entry); break;
            case Answered answered: Note(answered); break;
            default: Unhandled(message); break;
        }
    }

    private void StoreIntent(RunIntent intent)
    {
        PayBack();
        journal.StoreAsync(new JournalEntry.IntentTaken(intent)).PipeTo(Sender, success: reply => Answer(intent.Run, reply));
    }

    private void Store(JournalEntry entry) => journal.StoreAsync(entry).PipeTo(Self, success: reply => new Answered(entry, reply));

    // Before anything that rests on it. What fails once more comes back by its answer.
    private void PayBack()
    {
        var owed = _owed;
        _owed = OwedEntries.None;
        foreach (var entry in owed.Entries)
            Store(entry);
    }

    private static SupervisorEvent Answer(RunId run, StoreReply reply) => reply switch
    {
        StoreReply.NotStored not => new SupervisorEvent.IntentNotStored(run, not.Why),
        _ => new SupervisorEvent.IntentStored(run),
    };

    private void Note(Answered answered)
    {
        var not = answered.Reply as StoreReply.NotStored;
        if (not is not null && !_failing)
            _log.Error("The journal cannot be written; supervision goes on, but no run is started without a durable intent: {0}", not.Why);
        else if (not is null && _failing)
            _log.Info("The journal is written again");
        _failing = not is not null;
        if (not is null)
            PayBack();
        else
            _owed = _owed.With(answered.Entry);
    }

    public static Props Props(IJournal journal) => Akka.Actor.Props.Create(() => new JournalActor(journal));
}
