using Supervision.Core.Journal;

namespace Supervision.Adapters.Storage;

/// <summary>The journal, and what was found when it was opened.</summary>
public sealed record OpenedJournal(IJournal Journal, JournalOpening Opening)
{
    /// <summary>Opens the journal at <paramref name="path"/>; where that cannot be, one that takes nothing.</summary>
    public static OpenedJournal At(string path, TimeProvider clock)
    {
        try
        {
            var journal = SqliteJournal.Open(path, clock);
            return new OpenedJournal(journal, journal.Opening);
        }
        catch (JournalUnusableException unusable)
        {
            return new OpenedJournal(new AbsentJournal(path, unusable.Message, clock), new JournalOpening.Unusable(unusable.Message));
        }
    }
}
