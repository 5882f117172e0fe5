using Supervision.Core.Holds;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Journal;

public sealed class OwedEntriesTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 7, 30, 0, TimeSpan.FromHours(3));

    private static JournalEntry.IncidentOpened Opened(int number) => new(new IncidentId(number), Monday, new ServiceName("nginx"), "down");

    [Fact]
    public void What_others_rest_on_is_owed_in_its_order()
    {
        JournalEntry[] entries =
        [
            Opened(1),
            new JournalEntry.RunClosed(new RunId(1), Monday, RunOutcome.LostBecause("of the test"), false),
            new JournalEntry.IncidentClosed(new IncidentId(1), Monday, [], "recovered"),
            new JournalEntry.HoldEnded(new HoldId(1), Monday, ""),
        ];

        Assert.Equal(entries, entries.Aggregate(OwedEntries.None, (owed, entry) => owed.With(entry)).Entries);
    }

    [Fact]
    public void What_is_said_anew_or_would_do_harm_later_is_not_owed()
    {
        JournalEntry[] entries =
        [
            new JournalEntry.TicksSeen(Monday),
            // Stored after later runs it would free those, too.
            new JournalEntry.BudgetReset(Monday, "root"),
            new JournalEntry.DecisionTaken(new Decision(Monday, null, Choice.Wait, "reason", "evidence", 0, 3)),
        ];

        Assert.Empty(entries.Aggregate(OwedEntries.None, (owed, entry) => owed.With(entry)).Entries);
    }

    [Fact]
    public void The_oldest_make_way()
    {
        var owed = Enumerable.Range(1, OwedEntries.Most + 2).Aggregate(OwedEntries.None, (sum, number) => sum.With(Opened(number)));

        Assert.Equal(OwedEntries.Most, owed.Entries.Length);
        Assert.Equal((Opened(3), Opened(OwedEntries.Most + 2)), (owed.Entries[0], owed.Entries[^1]));
    }
}
