using System.Collections.Immutable;
using Supervision.Core.Services;

namespace Supervision.Core.Resources;

/// <summary>The host's resources, read from the kernel.</summary>
/// <remarks>No call blocks the caller. None fails: what cannot be read is absent from the sample.</remarks>
public interface IResources
{
    /// <summary>One look at everything. Ends within three seconds, whatever hangs.</summary>
    /// <param name="units">The watched ones.</param>
    Task<Sample> ReadAsync(ImmutableArray<UnitName> units, CancellationToken cancellation);
}
