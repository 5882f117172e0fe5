using Supervision.Core.Hosting;
using Supervision.Core.Recovery;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration.Invariants;

/// <summary>Nothing is ever started where the configuration says to observe.</summary>
public sealed class OnlyObserves(HealthcheckSettings settings) : Invariant
{
    public override string Name => "observation only";

    public override string? Take(Happening happened) => happened is Happening.RunStarted started && settings.Mode == SupervisionMode.Observe
        ? $"{started.Run} was started with mode = observe"
        : null;
}
