using System.Collections.Immutable;
using Supervision.Core.Journal;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>What a run is, and for whom.</summary>
/// <param name="Restarts">The units that it restarts, in order; empty for backend.sh, which knows its own.</param>
/// <param name="Members">The failed services that it is for.</param>
/// <param name="ActedOn">Their lives at that time.</param>
public sealed record RunPurpose(
    RecoveryStep Step, ImmutableArray<UnitName> Restarts, ImmutableArray<ServiceName> Members, ImmutableArray<ActedOn> ActedOn)
{
    /// <summary>Of nobody in particular.</summary>
    public static RunPurpose Backend { get; } = new(RecoveryStep.Backend, [], [], []);

    /// <summary>As the intent has it.</summary>
    public static RunPurpose Of(RunIntent intent) => new(
        intent.Step,
        [],
        intent.Members,
        [
            .. intent.Members.Zip(intent.Invocations, (member, life) => new ActedOn(member, life, intent.Step))
                .Where(acted => acted.Life.Length > 0),
        ]);
}
