using Supervision.Core.Recovery;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration.Invariants;

/// <summary>I1: at most one run is under way, and each is started once.</summary>
public sealed class OneRunAtATime : Invariant
{
    private readonly HashSet<RunId> _started = [];
    private RunId? _underWay;

    public override string Name => "one run at a time";

    public override string? Take(Happening happened)
    {
        switch (happened)
        {
            case Happening.RunStarted started:
                var other = _underWay;
                _underWay = started.Run;
                if (!_started.Add(started.Run)) return $"{started.Run} was started a second time";
                return other is { } first ? $"{started.Run} was started while {first} was under way" : null;
            case Happening.RunEnded ended when ended.Run == _underWay:
            case Happening.HostChanged { Up: false }:
                _underWay = null;
                return null;
            default:
                return null;
        }
    }
}
