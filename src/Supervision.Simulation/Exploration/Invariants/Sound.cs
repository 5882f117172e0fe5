using Supervision.Simulation.Faults;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration.Invariants;

/// <summary>The tree knows every message that it gets, throws nothing, and does not give itself up unless the disk makes it.</summary>
public sealed class Sound : Invariant
{
    private DiskState _disk = DiskState.Well;
    private TimeSpan _wellAt;

    public override string Name => "a sound tree";

    public override string? Take(Happening happened)
    {
        switch (happened)
        {
            case Happening.Struck { Fault: Fault.Disk disk }:
                (_disk, _wellAt) = (disk.Is, disk.For is { } time ? happened.Elapsed + time : TimeSpan.MaxValue);
                return null;
            case Happening.Unhandled unhandled:
                return unhandled.What;
            case Happening.Failed failed:
                return failed.What;
            case Happening.DaemonDied { ByItself: true } died when _disk == DiskState.Well || happened.Elapsed > _wellAt:
                return $"the daemon gave itself up: {died.Why}";
            default:
                return null;
        }
    }
}
