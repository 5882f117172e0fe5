using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Simulation.Hosts;

/// <summary>A backend.sh as a test or a scenario wants it.</summary>
/// <param name="Takes">From start to end of the script.</param>
/// <param name="Brings">Which of the units that are out it starts.</param>
/// <param name="UnitsTake">From the script's end until those units are up.</param>
/// <param name="Refuses">The unit manager refuses to start it, in these words; null where it does not.</param>
public sealed record VirtualBackend(TimeSpan Takes, Func<UnitName, bool> Brings, TimeSpan UnitsTake, RunResult Result, string? Refuses)
{
    /// <summary>Two seconds, and everything is up.</summary>
    public static VirtualBackend Mends { get; } = new(TimeSpan.FromSeconds(2), _ => true, TimeSpan.Zero, RunResult.Done, null);

    /// <summary>Ends with an error after ten seconds and brings nothing back.</summary>
    public static VirtualBackend Fails { get; } = new(TimeSpan.FromSeconds(10), _ => false, TimeSpan.Zero, RunResult.Failed, null);
}
