using Supervision.Core.Hosting;
using Supervision.Core.Journal;
using Supervision.Core.Services;
using Supervision.Simulation.Faults;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration.Invariants;

/// <summary>Whoever has only just started, and never showed any work in this life, is given its grace before anything is run for
/// it.</summary>
public sealed class GraceGiven(HealthcheckSettings settings) : Invariant
{
    private readonly UnitsSeen _units = new(settings);
    private readonly Dictionary<ServiceName, (TimeSpan From, TimeSpan Until)> _lies = [];

    public override string Name => "a grace after a start";

    public override string? Take(Happening happened)
    {
        _units.Take(happened);
        switch (happened)
        {
            case Happening.Struck { Fault: Fault.Lie { Says: ProbeLie.Fails } lie }:
                _lies[lie.Service] = (happened.Elapsed, lie.For is { } time ? happened.Elapsed + time : TimeSpan.MaxValue);
                return null;
            case Happening.Struck { Fault: Fault.Lie lie }:
                _lies.Remove(lie.Service);
                return null;
            case Happening.Struck { Fault: Fault.Heal heal }:
                _lies.Remove(heal.Service);
                return null;
            case Happening.Stored { Entry: JournalEntry.IntentTaken { Intent: var intent } }:
                return settings.Services
                    .Where(service => intent.Members.Contains(service.Name) && !service.Probes.IsEmpty)
                    .Where(service => WaitsForItsFirst(service, happened.Elapsed))
                    .Select(service => $"{intent.Run} is for {service.Name}, which is up only since {_units[service.Name].Since}")
                    .FirstOrDefault();
            default:
                return null;
        }
    }

    // Its probes have failed since before it was up: they cannot have passed in this life.
    private bool WaitsForItsFirst(ServiceSettings service, TimeSpan now) =>
        _units[service.Name] is { Activity: UnitActivity.Active } unit
        && now - unit.Since < service.StartGrace
        && _lies.TryGetValue(service.Name, out var lie) && lie.From < unit.Since && now < lie.Until;
}
