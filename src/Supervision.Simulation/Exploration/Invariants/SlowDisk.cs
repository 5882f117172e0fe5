using Supervision.Simulation.Faults;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration.Invariants;

/// <summary>How long ago a decision may have been made of which the effect is seen: none with a disk that is well.</summary>
internal sealed class SlowDisk
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(10);

    private TimeSpan? _slowUntil;

    public void Take(Happening happened)
    {
        if (happened is Happening.Struck { Fault: Fault.Disk disk })
            _slowUntil = disk is { Is: not DiskState.Well, For: null }
                ? TimeSpan.MaxValue - Delay
                : happened.Elapsed + (disk.For ?? TimeSpan.Zero);
    }

    public TimeSpan Lag(TimeSpan now) => _slowUntil + Delay >= now ? Delay : TimeSpan.Zero;
}
