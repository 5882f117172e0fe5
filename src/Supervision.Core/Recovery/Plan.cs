using System.Collections.Immutable;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>What is to be done about the failed services.</summary>
/// <param name="Spared">Whom nothing is done about, with the reason.</param>
internal abstract record Plan(ImmutableArray<Reason> Spared)
{
    /// <summary>Take this step for these roots, of which the first has come to it by its own ladder.</summary>
    /// <param name="SpentUntil">When the first of all steps that are left frees up, where their budgets are spent; null where there is
    /// budget.</param>
    /// <param name="DueAt">When the pause before it is over, monotonic.</param>
    public sealed record Act(
        RecoveryStep Step, ImmutableArray<ServiceName> Roots, TimeSpan? SpentUntil, TimeSpan DueAt, ImmutableArray<Reason> Spared)
        : Plan(Spared);

    /// <summary>Nothing is done about anybody.</summary>
    public sealed record KeepStill(ImmutableArray<Reason> Spared) : Plan(Spared);
}

/// <summary>Why nothing is done.</summary>
/// <param name="Why">In words that stay the same for as long as the reason does.</param>
/// <param name="Rule">The path of the key that the reason rests on; empty where there is none.</param>
/// <param name="Service">Whom it is about; null for all.</param>
internal sealed record Reason(string Why, ImmutableArray<string> Rule, ServiceName? Service)
{
    /// <summary>It does not pass by itself: a person has to see to it.</summary>
    public bool Hopeless { get; init; }
}
