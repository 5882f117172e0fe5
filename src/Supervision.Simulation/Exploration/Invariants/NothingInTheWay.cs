using Supervision.Core.Holds;
using Supervision.Simulation.Faults;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration.Invariants;

/// <summary>I5: nothing is started while something of the host forbids it.</summary>
public sealed class NothingInTheWay : Invariant
{
    private readonly List<(ObstacleKind Kind, TimeSpan From, TimeSpan Until)> _obstacles = [];
    private readonly SlowDisk _disk = new();

    public override string Name => "nothing in the way";

    public override string? Take(Happening happened)
    {
        _disk.Take(happened);
        switch (happened)
        {
            case Happening.Struck { Fault: Fault.InTheWay { Kind: not ObstacleKind.Stale } obstacle }:
                _obstacles.Add((obstacle.Kind, happened.Elapsed, happened.Elapsed + obstacle.For));
                return null;
            case Happening.RunStarted started:
                var since = started.Elapsed - _disk.Lag(started.Elapsed);
                return _obstacles.Where(one => one.From < since && started.Elapsed < one.Until)
                    .Select(one => $"{started.Run} was started while {one.Kind} was in the way since {one.From}")
                    .FirstOrDefault();
            default:
                return null;
        }
    }
}
