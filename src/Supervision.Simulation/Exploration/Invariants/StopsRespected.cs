using Supervision.Core.Hosting;
using Supervision.Core.Journal;
using Supervision.Core.Services;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration.Invariants;

/// <summary>I5: no run is for a service that a person has stopped, where stops are respected.</summary>
public sealed class StopsRespected(HealthcheckSettings settings) : Invariant
{
    private readonly UnitsSeen _units = new(settings);
    private readonly SlowDisk _disk = new();

    public override string Name => "stops are respected";

    public override string? Take(Happening happened)
    {
        _disk.Take(happened);
        _units.Take(happened);
        if (happened is not Happening.Stored { Entry: JournalEntry.IntentTaken { Intent: var intent } }) return null;
        var since = happened.Elapsed - _disk.Lag(happened.Elapsed);
        return settings.Services
            .Where(service => service.ManualStop == ManualStop.Respect && intent.Members.Contains(service.Name))
            .Where(service => _units[service.Name] is { IsStopped: true } seen && seen.Since < since)
            .Select(service => $"{intent.Run} is for {service.Name}, which a person stopped at {_units[service.Name].Since}")
            .FirstOrDefault();
    }
}
