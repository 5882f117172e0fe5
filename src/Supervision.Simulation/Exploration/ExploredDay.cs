using System.Collections.Immutable;
using Supervision.Simulation.Faults;

namespace Supervision.Simulation.Exploration;

/// <summary>What strikes a virtual host, and when.</summary>
/// <param name="Seed">It was drawn from this.</param>
/// <param name="Start">The wall clock at the beginning.</param>
/// <param name="Length">For so long faults strike.</param>
/// <param name="Faults">In the order of their times.</param>
public sealed record ExploredDay(ulong Seed, DateTimeOffset Start, TimeSpan Length, ImmutableArray<PlannedFault> Faults);

/// <summary>A fault with its time.</summary>
/// <param name="At">Since the beginning, on a clock that nobody sets.</param>
public sealed record PlannedFault(TimeSpan At, Fault Fault);

/// <summary>What is asked of a day.</summary>
public enum ExplorationMode
{
    /// <summary>Nothing forbidden happens, whatever strikes.</summary>
    Safety,

    /// <summary>Nor does it where at the end everything is mended, and then everything works again.</summary>
    Liveness,
}
