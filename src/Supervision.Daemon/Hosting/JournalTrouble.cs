using Supervision.Adapters.Storage;

namespace Supervision.Daemon.Hosting;

/// <summary>What is said, and done, about a journal that was not found whole.</summary>
internal static class JournalTrouble
{
    public static void Tell(OpenedJournal journal, ILogger log, DaemonLife life)
    {
        switch (journal.Opening)
        {
            case JournalOpening.SetAside aside:
                log.LogError(
                    "The journal could not be read ({Why}); it lies at {Path} now, and a new one was begun. "
                    + "The budget counts as spent for one window; healthcheck budget reset frees it", aside.Why, aside.Path);
                break;
            case JournalOpening.Unusable unusable:
                log.LogError("{Why} Supervision goes on; it begins anew when that is mended", unusable.Why);
                _ = BeginAnewAsync((AbsentJournal)journal.Journal, life);
                break;
        }
    }

    // What earlier lives left is taken up by a start and by nothing else.
    private static async Task BeginAnewAsync(AbsentJournal absent, DaemonLife life)
    {
        await absent.Usable;
        life.Broken("the journal can be used again");
    }
}
