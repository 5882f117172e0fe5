using Microsoft.Data.Sqlite;
using Supervision.Core.Journal;

namespace Supervision.Adapters.Storage;

/// <summary>How much the journal keeps. Decisions are counted as they come; the rest is swept once per life of the daemon, at its
/// opening.</summary>
internal static class JournalBounds
{
    private const int MostDecisions = 100_000;
    private const int BetweenSweeps = 1000;
    private const int MostProbes = 10_000;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    /// <summary>
    /// Drops what is older than <see cref="Kept"/>, and of decisions and probes the oldest beyond a number. The newest of each stay
    /// whatever their age: a clock that starts in the wrong century must not make the budget forget its runs, nor numbers begin again.
    /// </summary>
    public static void Prune(SqliteConnection connection, DateTimeOffset now)
    {
        var before = ("$before", (object?)(now - Kept).Text());
        using var transaction = connection.BeginTransaction();
        PruneDecisionsBeyond(connection, connection.Number("select max(id) from decisions"));
        connection.Run(
            "delete from decisions where at < $before and id <= (select max(id) from decisions) - $kept",
            before, ("$kept", Recollection.MostRuns));
        connection.Run(
            "delete from runs where at < $before and ended_at is not null and id <= (select max(id) from runs) - $kept",
            before, ("$kept", Recollection.MostRuns));
        connection.Run(
            "delete from incidents where opened_at < $before and closed_at is not null and id <= (select max(id) from incidents) - $kept",
            before, ("$kept", Recollection.MostRuns));
        connection.Run(
            "delete from holds where until < $before and ended_at is not null and id < (select max(id) from holds)", before);
        connection.Run("delete from budget_resets where at < $before and rowid < (select max(rowid) from budget_resets)", before);

        // Also those of probes that are no more: they may come back, and are few.
        connection.Run(
            "delete from proven_probes where rowid <= (select max(rowid) from proven_probes) - $kept", ("$kept", MostProbes));
        transaction.Commit();
    }

    /// <summary>Drops the oldest decisions now and then: a daemon may live for years.</summary>
    /// <param name="newest">The number of the decision just added.</param>
    public static void PruneDecisions(SqliteConnection connection, long newest)
    {
        if (newest % BetweenSweeps == 0) PruneDecisionsBeyond(connection, newest);
    }

    private static void PruneDecisionsBeyond(SqliteConnection connection, long newest) =>
        connection.Run("delete from decisions where id <= $newest - $kept", ("$newest", newest), ("$kept", MostDecisions));
}
