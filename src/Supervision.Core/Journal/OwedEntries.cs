using System.Collections.Immutable;

namespace Supervision.Core.Journal;

/// <summary>
/// What the disk has not taken and still has to: without it the record would tell of runs of an incident that never began, or of one that
/// never ended.
/// <para>Intuition: slips of paper for a ledger that is locked away; they are copied into it first, in their order, before anything
/// new.</para>
/// </summary>
/// <param name="Entries">Oldest first.</param>
public sealed record OwedEntries(ImmutableArray<JournalEntry> Entries)
{
    /// <summary>More than an outage of hours makes; beyond that the oldest make way.</summary>
    public const int Most = 256;

    /// <summary>Nothing is owed.</summary>
    public static OwedEntries None { get; } = new(ImmutableArray<JournalEntry>.Empty);

    /// <summary>With one more that was not stored, where it is of the kind that still has to be.</summary>
    public OwedEntries With(JournalEntry entry) =>
        IsOwed(entry) ? new OwedEntries([.. Entries.TakeLast(Most - 1), entry]) : this;

    // An intent is decided anew and a decision told anew; of ticks the next one says as much; and a budget that was freed after later runs
    // would free those, too.
    private static bool IsOwed(JournalEntry entry) => entry is JournalEntry.IncidentOpened or JournalEntry.IncidentClosed
        or JournalEntry.RunClosed or JournalEntry.HoldBegun or JournalEntry.HoldEnded or JournalEntry.ProbeProven;
}
