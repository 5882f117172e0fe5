using Supervision.Simulation.Faults;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration.Invariants;

/// <summary>Since when nothing has kept the daemon from telling people what it knows.</summary>
internal sealed class TroubledChannels
{
    // A message that was not taken is tried again within this time.
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(30);

    private bool _awake;
    private bool _diskBad;
    private TimeSpan _since;

    public void Take(Happening happened)
    {
        switch (happened)
        {
            case Happening.DaemonReady:
                _awake = true;
                Begin(happened.Elapsed);
                break;
            case Happening.DaemonDied or Happening.HostChanged:
                _awake = false;
                break;
            case Happening.Struck { Fault: Fault.Disk disk }:
                _diskBad = disk is { Is: not DiskState.Well, For: null };
                Begin(happened.Elapsed + FaultTimes.Length(disk));
                break;
            case Happening.Struck { Fault: Fault.ChannelDown down }:
                Begin(happened.Elapsed + down.For + Retry);
                break;
            case Happening.Struck { Fault: Fault.BusLost or Fault.InTheWay or Fault.Signals or Fault.Suspend } struck:
                Begin(happened.Elapsed + FaultTimes.Length(struck.Fault));
                break;
        }
    }

    /// <summary>For how long; zero while something does.</summary>
    public TimeSpan Quiet(TimeSpan now) => _awake && !_diskBad && now > _since ? now - _since : TimeSpan.Zero;

    private void Begin(TimeSpan from) => _since = from > _since ? from : _since;
}
