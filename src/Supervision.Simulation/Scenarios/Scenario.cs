using System.Collections.Immutable;
using Supervision.Core.Hosting;
using Supervision.Core.Services;
using Supervision.Simulation.Faults;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Scenarios;

/// <summary>An outage to rehearse, as an operator wrote it, with the configuration that it is rehearsed against.</summary>
/// <param name="Start">When the world begins, with everything up.</param>
/// <param name="For">How long it lasts, as people outside of it count.</param>
/// <param name="Events">In the order of their times.</param>
/// <param name="Units">How units differ from usual ones.</param>
public sealed record Scenario(
    string Title,
    HealthcheckSettings Settings,
    DateTimeOffset Start,
    TimeSpan For,
    ImmutableArray<ScenarioEvent> Events,
    ImmutableArray<Expectation> Expectations,
    ImmutableDictionary<ServiceName, UnitPlan> Units);

/// <summary>Something that happens at its time.</summary>
/// <param name="At">By a clock that nobody sets and that does not sleep.</param>
public sealed record ScenarioEvent(DateTimeOffset At, Fault Fault);
