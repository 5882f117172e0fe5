using Akka.Actor;
using Akka.Event;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;

namespace Supervision.Actors.Journal;

/// <summary>The way to the durable record. Answers for intents, and says once when the disk does not take entries any more.</summary>
internal sealed class JournalActor(IJournal journal) : UntypedActor
{
    private sealed record Answered(StoreReply Reply);

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private bool _failing;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case JournalProtocol.StoreIntent store: StoreIntent(store.Intent); break;
            case JournalProtocol.Store store: journal.StoreAsync(store.Entry).PipeTo(Self, success: reply => new Answered(reply)); break;
            case Answered answered: Note(answered.Reply); break;
            default: Unhandled(message); break;
        }
    }

    private void StoreIntent(RunIntent intent) =>
        journal.StoreAsync(new JournalEntry.IntentTaken(intent)).PipeTo(Sender, success: reply => Answer(intent.Run, reply));

    private static SupervisorEvent Answer(RunId run, StoreReply reply) => reply switch
    {
        StoreReply.NotStored not => new SupervisorEvent.IntentNotStored(run, not.Why),
        _ => new SupervisorEvent.IntentStored(run),
    };

    private void Note(StoreReply reply)
    {
        var not = reply as StoreReply.NotStored;
        if (not is not null && !_failing)
            _log.Error("The journal cannot be written; supervision goes on, but no run is started without a durable intent: {0}", not.Why);
        else if (not is null && _failing)
            _log.Info("The journal is written again");
        _failing = not is not null;
    }

    public static Props Props(IJournal journal) => Akka.Actor.Props.Create(() => new JournalActor(journal));
}
