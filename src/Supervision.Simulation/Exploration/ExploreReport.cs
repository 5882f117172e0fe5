using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Supervision.Simulation.Exploration;

/// <summary>What an exploration came to.</summary>
/// <param name="Days">So many days, counted from the first, are known to be as the findings say.</param>
/// <param name="Length">Of each day.</param>
/// <param name="Findings">In the order of their days; empty where every promise was kept.</param>
public sealed record ExploreReport(ulong Seed, int Days, TimeSpan Length, ExplorationMode Mode, ImmutableArray<Finding> Findings)
{
    /// <summary>A seed that nobody has drawn before.</summary>
    public static ulong FreshSeed() => (ulong)RandomNumberGenerator.GetInt32(int.MaxValue);
}

/// <summary>A promise that was broken, and the shortest way there that was found.</summary>
/// <param name="Day">Its number, from 1.</param>
/// <param name="Seed">Of the day.</param>
/// <param name="FaultsBefore">So many faults it had as it was drawn.</param>
/// <param name="Trace">What happened on the shortest day, in lines.</param>
public sealed record Finding(
    int Day, ulong Seed, Violation Violation, ExploredDay Shortest, int FaultsBefore, ImmutableArray<string> Trace);
