using Supervision.Core.Hosting;

namespace Supervision.Simulation.Exploration;

/// <summary>Lives many days, each from a seed of its own, on as many threads as there are cores; what it finds does not depend on
/// those.</summary>
/// <param name="settings">The configuration that is explored.</param>
/// <param name="mode">What is asked of each day.</param>
public sealed class Explorer(HealthcheckSettings settings, ExplorationMode mode)
{
    private const int MostWhileShrinking = 400;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, Violation> _found = [];
    private int _next;

    /// <summary>After so many violations no further day is begun.</summary>
    public int Enough { get; init; } = 1;

    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Lives <paramref name="days"/> days and shrinks what went wrong. To be called once.</summary>
    /// <param name="length">Of each day.</param>
    public ExploreReport Run(int days, ulong seed, TimeSpan length)
    {
        var generator = new DayGenerator(settings, length);
        OnThreads(() => Live(generator, days, seed));
        var first = _found.Take(Enough).ToList();
        var findings = new Finding[first.Count];
        var place = -1;
        OnThreads(() =>
        {
            for (var own = Interlocked.Increment(ref place); own < first.Count; own = Interlocked.Increment(ref place))
                findings[own] = Shrunk(first[own].Key + 1, generator.Draw(SeededRandom.Mixed(seed, first[own].Key)), first[own].Value);
        });
        return new ExploreReport(seed, first.Count < Enough ? days : first[^1].Key + 1, length, mode, [.. findings]);
    }

    private void Live(DayGenerator generator, int days, ulong seed)
    {
        for (var day = Interlocked.Increment(ref _next) - 1; day < days && IsNeeded(day); day = Interlocked.Increment(ref _next) - 1)
        {
            if (Live(generator.Draw(SeededRandom.Mixed(seed, day)), null) is not { } violation) continue;
            lock (_lock) _found[day] = violation;
        }
    }

    // Which day is the last that counts is the same on one thread and on many.
    private bool IsNeeded(int day)
    {
        lock (_lock) return _found.Count < Enough || day < _found.Keys.ElementAt(Enough - 1);
    }

    private Violation? Live(ExploredDay day, List<string>? trace)
    {
        try
        {
            return DayRun.Live(settings, day, mode, trace);
        }
        catch (Exception bug) when (bug is not OutOfMemoryException)
        {
            return new Violation("the world goes on", $"{bug.GetType().Name}: {bug.Message}", TimeSpan.Zero);
        }
    }

    private Finding Shrunk(int number, ExploredDay day, Violation violation)
    {
        var shortest = new Shrinker(less => Live(less, null)?.Invariant == violation.Invariant, MostWhileShrinking).Shrink(day);
        var trace = new List<string>();
        return new Finding(number, day.Seed, Live(shortest, trace) ?? violation, shortest, day.Faults.Length, [.. trace]);
    }

    private void OnThreads(Action work)
    {
        var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() => work()) { IsBackground = true }).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }
}
