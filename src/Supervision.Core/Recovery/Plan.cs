using System.Collections.Immutable;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>What is to be done about the failed services, leaving aside whether there is budget for it.</summary>
internal abstract record Plan
{
    private Plan()
    {
    }

    /// <summary>Take this step for these roots.</summary>
    public sealed record Act(RecoveryStep Step, ImmutableArray<ServiceName> Roots) : Plan;

    /// <summary>Keep still.</summary>
    /// <param name="Why">In words that stay the same for as long as the reason does.</param>
    /// <param name="Rule">The path of the key that the reason rests on; empty where there is none.</param>
    public sealed record KeepStill(string Why, ImmutableArray<string> Rule, ServiceName? Service) : Plan;
}
