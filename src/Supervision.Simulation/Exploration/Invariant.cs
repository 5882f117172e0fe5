using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration;

/// <summary>
/// A promise of the product, judged by what happened and by nothing else: it shares no line of code with the decisions that it judges.
/// </summary>
public abstract class Invariant
{
    /// <summary>The promise in a few words, the same in every version.</summary>
    public abstract string Name { get; }

    /// <summary>Takes what happened, one thing after the other.</summary>
    /// <returns>How the promise was broken; null where it was not.</returns>
    public abstract string? Take(Happening happened);
}

/// <summary>A promise that was not kept.</summary>
/// <param name="Invariant">Its name.</param>
/// <param name="Words">How it was broken.</param>
/// <param name="Elapsed">When, since the day began.</param>
public sealed record Violation(string Invariant, string Words, TimeSpan Elapsed);
