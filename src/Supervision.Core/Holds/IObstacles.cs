using System.Collections.Immutable;

namespace Supervision.Core.Holds;

/// <summary>The way to look at the host before something is started.</summary>
public interface IObstacles
{
    /// <summary>What is in the way now. The task ends within two seconds, whatever a hung file system does, and never fails; what could
    /// not be looked at is no obstacle.</summary>
    Task<ImmutableArray<Obstacle>> LookAsync(CancellationToken cancellation);
}
