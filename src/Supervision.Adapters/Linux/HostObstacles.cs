using System.Collections.Immutable;
using Supervision.Core.Holds;

namespace Supervision.Adapters.Linux;

/// <summary>What the host itself says against starting anything.</summary>
public sealed class HostObstacles : IObstacles
{
    public Task<ImmutableArray<Obstacle>> LookAsync(CancellationToken cancellation) => Task.FromResult(ImmutableArray<Obstacle>.Empty);
}
