using Supervision.Core.Journal;

namespace Supervision.Failpoints;

/// <summary>The real journal, with a point before and after each entry that matters.</summary>
internal sealed class MortalJournal(IJournal inner, Death death) : IJournal
{
    public Task<History> LoadAsync(CancellationToken cancellation) => inner.LoadAsync(cancellation);

    public async Task<StoreReply> StoreAsync(JournalEntry entry)
    {
        var (before, after) = Around(entry);
        death.Pass(before);
        var reply = await inner.StoreAsync(entry);
        death.Pass(after);
        return reply;
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private static (Failpoint Before, Failpoint After) Around(JournalEntry entry) => entry switch
    {
        JournalEntry.IncidentOpened => (Failpoint.BeforeIncidentOpened, Failpoint.AfterIncidentOpened),
        JournalEntry.IntentTaken => (Failpoint.BeforeIntent, Failpoint.AfterIntent),
        JournalEntry.RunClosed => (Failpoint.BeforeOutcome, Failpoint.AfterOutcome),
        JournalEntry.IncidentClosed => (Failpoint.BeforeIncidentClosed, Failpoint.AfterIncidentClosed),
        _ => (Failpoint.None, Failpoint.None),
    };
}
