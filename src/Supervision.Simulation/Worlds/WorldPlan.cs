using System.Collections.Immutable;
using Supervision.Core.Hosting;
using Supervision.Core.Services;

namespace Supervision.Simulation.Worlds;

/// <summary>What a virtual world begins with.</summary>
/// <param name="Settings">The configuration of the daemon; everything that it watches is up.</param>
/// <param name="Start">The wall clock; the daemon begins its first life at it.</param>
public sealed record WorldPlan(HealthcheckSettings Settings, DateTimeOffset Start)
{
    /// <summary>How units differ from <see cref="UnitPlan.Usual"/>.</summary>
    public ImmutableDictionary<ServiceName, UnitPlan> Units { get; init; } = ImmutableDictionary<ServiceName, UnitPlan>.Empty;

    public UnitPlan Of(ServiceName service) => Units.GetValueOrDefault(service, UnitPlan.Usual);
}

/// <summary>What a unit is like.</summary>
/// <param name="StartsIn">From the start of a life until it is active.</param>
/// <param name="RevivesIn">After a crash the unit manager itself starts it again after this (<c>Restart=on-failure</c>); null for
/// never.</param>
/// <param name="Parts">The units it consists of, where it is an umbrella such as Debian's postgresql.service; empty otherwise.</param>
public sealed record UnitPlan(TimeSpan StartsIn, TimeSpan? RevivesIn, ImmutableArray<UnitName> Parts)
{
    /// <summary>Up after two seconds, started by nobody else, and whole.</summary>
    public static UnitPlan Usual { get; } = new(TimeSpan.FromSeconds(2), null, []);
}
