using System.Globalization;
using Supervision.Adapters.Storage;
using Supervision.Core.Journal;

namespace Supervision.Bench;

/// <summary>How long the disk takes to make one entry of the journal durable.</summary>
internal static class CommitBench
{
    public static async Task RunAsync(string file, int commits)
    {
        var clock = TimeProvider.System;
        await using var journal = SqliteJournal.Open(file, clock);
        for (var number = 0; number <= commits; number++)
        {
            var decision = new Decision(clock.GetUtcNow(), Incident: null, Choice.Refuse, "measured", "", BudgetUsed: 0, BudgetRuns: 3);
            if (await journal.StoreAsync(new JournalEntry.DecisionTaken(decision)) is StoreReply.NotStored not)
                throw new InvalidOperationException(not.Why);

            // The first one is the compiler's.
            if (number > 0) Console.WriteLine(journal.LastCommit.TotalMicroseconds.ToString("0", CultureInfo.InvariantCulture));
        }
    }
}
