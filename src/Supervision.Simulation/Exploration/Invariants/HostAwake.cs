using Supervision.Core.Hosting;
using Supervision.Core.Services;
using Supervision.Simulation.Faults;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration.Invariants;

/// <summary>I5: nothing is started while the host goes down, nor while it comes up, if that takes no longer than anybody waits.</summary>
public sealed class HostAwake(HealthcheckSettings settings) : Invariant
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(1);

    private readonly UnitsSeen _units = new(settings);
    private readonly HashSet<ServiceName> _stuck = [];
    private readonly SlowDisk _disk = new();
    private TimeSpan? _downSince;
    private TimeSpan? _bootsSince;

    public override string Name => "a host that is up";

    public override string? Take(Happening happened)
    {
        _disk.Take(happened);
        if (_bootsSince + FirstLook <= happened.Elapsed && !_units.All.Any(unit => IsComing(unit.Key))) _bootsSince = null;
        _units.Take(happened);
        switch (happened)
        {
            case Happening.HostChanged { Up: var up }:
                (_downSince, _bootsSince) = (up ? null : happened.Elapsed, up ? happened.Elapsed : null);
                return null;
            case Happening.Struck { Fault: Fault.StuckStart stuck }:
                _stuck.Add(stuck.Service);
                return null;
            case Happening.RunStarted started when _downSince < started.Elapsed - _disk.Lag(started.Elapsed):
                return $"{started.Run} was started while the host went down";
            case Happening.RunStarted started when _bootsSince is { } since && started.Elapsed - since < Patience:
                return $"{started.Run} was started while the host was booting";
            default:
                return null;
        }
    }

    private bool IsComing(ServiceName service) => _units[service].Activity == UnitActivity.Activating && !_stuck.Contains(service);
}
