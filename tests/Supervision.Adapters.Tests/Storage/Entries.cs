using System.Globalization;
using Supervision.Core.Holds;
using Supervision.Core.Journal;
using Supervision.Core.Probes;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Storage;

internal static class Entries
{
    public static DateTimeOffset Monday { get; } = new(2026, 11, 23, 7, 30, 0, 123, 456, TimeSpan.Zero);

    public static RunIntent Run(long number, DateTimeOffset? at = null) => new(
        new RunId(number), new IncidentId(number + 100), "3f1c", at ?? Monday, TimeSpan.FromMicroseconds(987_654_321),
        new UnitName("backend-restart.service"), new ServiceName("gunicorn"),
        [new ServiceName("gunicorn"), new ServiceName("şube \"ü\", 2")], "gunicorn is down");

    public static Hold Hold(long number) => new(
        new HoldId(number), number % 2 == 0 ? null : new ServiceName("şube"), Monday, Monday.AddMinutes(30), "bakım: \"İ\" \u001b[31m", "ayşe, uid 1000");

    public static JournalEntry Begun(long number) => new JournalEntry.HoldBegun(Hold(number));

    public static JournalEntry Ended(long number, string by = "") => new JournalEntry.HoldEnded(new HoldId(number), Monday.AddMinutes(5), by);

    public static JournalEntry Proven(string probe, string question) => new JournalEntry.ProbeProven(new ProvenProbe(probe, question), Monday);

    public static JournalEntry Intent(long number, DateTimeOffset? at = null) => new JournalEntry.IntentTaken(Run(number, at));

    public static JournalEntry Closed(long number, bool refunded = false, DateTimeOffset? at = null) => new JournalEntry.RunClosed(
        new RunId(number), at ?? Monday.AddSeconds(12), new RunOutcome(RunResult.Done, 0, "ab12", "job done"), refunded);

    public static JournalEntry Decision(int number) => new JournalEntry.DecisionTaken(new Decision(
        Monday, new IncidentId(1), Choice.Refuse, number.ToString(CultureInfo.InvariantCulture), "evidence", 3, 3)
    { BudgetBefore = 2 });
}

internal sealed class ClockAt(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
