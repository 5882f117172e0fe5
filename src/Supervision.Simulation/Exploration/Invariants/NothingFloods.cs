using Supervision.Core.Journal;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration.Invariants;

/// <summary>I6 and I8: a refusal is said once and not at every look, and nothing that is written or sent grows without bound.</summary>
public sealed class NothingFloods : Invariant
{
    private const int SameRefusals = 60;
    private const int SameLines = 120;
    private const int Anything = 6000;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Queue<TimeSpan>> _seen = new(StringComparer.Ordinal);

    public override string Name => "told once, and bounded";

    public override string? Take(Happening happened) =>
        TooMany(happened.Elapsed, happened.GetType().Name, Anything) ?? happened switch
        {
            Happening.Stored { Entry: JournalEntry.DecisionTaken { Decision: { Choice: Choice.Refuse } decision } } =>
                TooMany(happened.Elapsed, $"{decision.Incident} {decision.Service} {decision.Reason}", SameRefusals),
            Happening.Logged { Line: var line } => TooMany(happened.Elapsed, Sentence(line), SameLines),
            Happening.RunRefused refused => TooMany(happened.Elapsed, $"refused: {refused.Why}", SameRefusals),
            _ => null,
        };

    private string? TooMany(TimeSpan now, string what, int most)
    {
        if (!_seen.TryGetValue(what, out var times)) _seen[what] = times = new Queue<TimeSpan>();
        while (times.TryPeek(out var first) && now - first >= Hour) times.Dequeue();
        times.Enqueue(now);
        return times.Count > most ? $"more than {most} times within an hour: {what}" : null;
    }

    // Without its date.
    private static string Sentence(string line) => line[(line.IndexOf(": ", StringComparison.Ordinal) + 1)..];
}
