using Microsoft.Data.Sqlite;
using Supervision.Core.Journal;

namespace Supervision.Adapters.Storage;

/// <summary>How much the journal keeps. Swept once per life of the daemon, at its opening.</summary>
internal static class JournalBounds
{
    private const int NewestDecisions = 10_000;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(366);

    /// <summary>
    /// Drops the oldest decisions, and incidents, runs and resets of more than a year. The newest of each stay whatever their age: a
    /// clock that starts in the wrong century must not make the budget forget its runs, nor numbers begin again.
    /// </summary>
    public static void Prune(SqliteConnection connection, DateTimeOffset now)
    {
        var before = ("$before", (object?)(now - Kept).Text());
        using var transaction = connection.BeginTransaction();
        connection.Run("delete from decisions where id <= (select max(id) from decisions) - $kept", ("$kept", NewestDecisions));
        connection.Run(
            "delete from runs where at < $before and ended_at is not null and id <= (select max(id) from runs) - $kept",
            before, ("$kept", Recollection.MostRuns));
        connection.Run(
            "delete from incidents where opened_at < $before and closed_at is not null and id <= (select max(id) from incidents) - $kept",
            before, ("$kept", Recollection.MostRuns));
        connection.Run("delete from budget_resets where at < $before and rowid < (select max(rowid) from budget_resets)", before);
        transaction.Commit();
    }
}
