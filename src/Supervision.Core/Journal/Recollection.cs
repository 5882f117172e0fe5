using System.Collections.Immutable;
using Supervision.Core.Holds;
using Supervision.Core.Recovery;

namespace Supervision.Core.Journal;

/// <summary>
/// What the entries of earlier lives come to: the meaning of the journal, in a few lines and without a disk. The tables of the real
/// journal are held against it.
/// </summary>
public static class Recollection
{
    /// <summary>At most so many charged runs are remembered, the newest.</summary>
    public const int MostRuns = 1000;

    /// <param name="entries">In the order in which they became durable.</param>
    public static History Of(IEnumerable<JournalEntry> entries)
    {
        var written = entries.ToImmutableArray();
        var intents = written.OfType<JournalEntry.IntentTaken>().Select(taken => taken.Intent);
        var runs = intents.OrderBy(intent => intent.Run.Number).ToImmutableArray();
        var ends = written.OfType<JournalEntry.RunClosed>().GroupBy(end => end.Run).ToDictionary(ended => ended.Key, ended => ended.Last());
        var freed = Freed(written);
        var charged = runs.Where(run => run.Run.Number > freed && !Refunded(run, ends));
        return new History(
            [.. charged.Select(run => Charged(run, ends)).TakeLast(MostRuns)],
            [.. runs.Where(run => !ends.ContainsKey(run.Run))],
            Highest(runs.Select(run => run.Run.Number)),
            LastIncident(written, runs))
        {
            Forfeit = Forfeit(written),
            Left = Left(written, runs, ends),
            Holds = Holds(written),
            LastHold = Highest(written.OfType<JournalEntry.HoldBegun>().Select(begun => begun.Hold.Id.Number)),
            Proven = [.. written.OfType<JournalEntry.ProbeProven>().Select(proven => proven.Probe)],
            TicksSeen = written.OfType<JournalEntry.TicksSeen>().LastOrDefault()?.UpTo,
        };
    }

    // A reset frees by number, not by date: the clock may have been set back in between.
    private static long Freed(ImmutableArray<JournalEntry> written)
    {
        var last = written.LastOrDefault(entry => entry is JournalEntry.BudgetReset);
        if (last is null)
            return 0;
        var before = written.TakeWhile(entry => entry != last).OfType<JournalEntry.IntentTaken>();
        return Highest(before.Select(taken => taken.Intent.Run.Number));
    }

    private static bool Refunded(RunIntent run, Dictionary<RunId, JournalEntry.RunClosed> ends) =>
        ends.TryGetValue(run.Run, out var end) && end.Refunded;

    private static ChargedRun Charged(RunIntent run, Dictionary<RunId, JournalEntry.RunClosed> ends)
    {
        var end = ends.GetValueOrDefault(run.Run);
        var members = end?.Outcome.Result == RunResult.NeverStarted ? [] : run.Members;
        return new ChargedRun(run.Run, run.At, run.BootId, run.Monotonic, end?.At, members)
        {
            Step = run.Step,
            Invocations = run.Invocations,
        };
    }

    private static long LastIncident(ImmutableArray<JournalEntry> written, ImmutableArray<RunIntent> runs) => Highest(
        written.OfType<JournalEntry.IncidentOpened>().Select(opened => opened.Incident.Number)
            .Concat(runs.Select(run => run.Incident.Number))
            .Concat(written.OfType<JournalEntry.DecisionTaken>().Select(taken => taken.Decision.Incident?.Number ?? 0)));

    private static Forfeit? Forfeit(ImmutableArray<JournalEntry> written)
    {
        var last = written.LastOrDefault(entry => entry is JournalEntry.BudgetForfeited or JournalEntry.BudgetReset);
        return (last as JournalEntry.BudgetForfeited)?.Forfeit;
    }

    private static ImmutableArray<Hold> Holds(ImmutableArray<JournalEntry> written)
    {
        var ended = written.OfType<JournalEntry.HoldEnded>().Select(entry => entry.Hold).ToHashSet();
        var begun = written.OfType<JournalEntry.HoldBegun>().Select(entry => entry.Hold);
        return [.. begun.Where(hold => !ended.Contains(hold.Id)).OrderBy(hold => hold.Id.Number)];
    }

    private static LeftIncident? Left(
        ImmutableArray<JournalEntry> written, ImmutableArray<RunIntent> runs, Dictionary<RunId, JournalEntry.RunClosed> ends)
    {
        // One that was left open by a life before the last was closed by the one after it, or found no room for that on the disk.
        var left = written.OfType<JournalEntry.IncidentOpened>().MaxBy(opened => opened.Incident.Number);
        if (left is null || written.OfType<JournalEntry.IncidentClosed>().Any(closed => closed.Incident == left.Incident))
            return null;
        var over = runs.Where(run => run.Incident == left.Incident && ends.ContainsKey(run.Run)).ToList();
        var ran = over.LastOrDefault(run => ends[run.Run] is { Refunded: false, Outcome.Result: not RunResult.NeverStarted });
        return new LeftIncident(left.Incident, left.At, left.Root, ran?.Run, over.LastOrDefault()?.Members ?? [left.Root]);
    }

    private static long Highest(IEnumerable<long> numbers) => numbers.DefaultIfEmpty(0).Max();
}
