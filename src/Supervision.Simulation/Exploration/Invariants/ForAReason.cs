using Supervision.Core.Hosting;
using Supervision.Core.Journal;
using Supervision.Core.Services;
using Supervision.Simulation.Faults;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration.Invariants;

/// <summary>
/// Nothing is restarted for one that was well: each whom a run is for did not work a moment ago, or its probes were made to say so, or it
/// needs one of whom that is true.
/// </summary>
public sealed class ForAReason(HealthcheckSettings settings) : Invariant
{
    private readonly UnitsSeen _units = new(settings);
    private readonly Dictionary<ServiceName, TimeSpan> _liesUntil = [];
    private readonly Dictionary<ServiceName, ServiceSettings> _services = settings.Services.ToDictionary(service => service.Name);
    private readonly SlowDisk _disk = new();

    // What a probe said last is what is known until it is asked again.
    private readonly TimeSpan _memory = TimeSpan.FromSeconds(30) + settings.Services
        .SelectMany(service => service.Probes)
        .Select(probe => probe.Every + probe.Timeout + probe.UpAfter)
        .DefaultIfEmpty()
        .Max();

    public override string Name => "a run for a reason";

    public override string? Take(Happening happened)
    {
        _disk.Take(happened);
        _units.Take(happened);
        switch (happened)
        {
            case Happening.Struck { Fault: Fault.Lie { Says: ProbeLie.Fails } lie }:
                _liesUntil[lie.Service] = lie.For is { } time ? happened.Elapsed + time : TimeSpan.MaxValue;
                return null;
            case Happening.Struck { Fault: Fault.Lie lie }:
                EndLie(lie.Service, happened.Elapsed);
                return null;
            case Happening.Struck { Fault: Fault.Heal heal }:
                EndLie(heal.Service, happened.Elapsed);
                return null;
            case Happening.Stored { Entry: JournalEntry.IntentTaken { Intent: var intent } }:
                var since = happened.Elapsed - _memory - _disk.Lag(happened.Elapsed);
                var well = intent.Members.Where(member => !WasWrong(member, since)).ToList();
                return well.Count == 0 ? null : $"{intent.Run} is for {string.Join(", ", well)}, which worked all the time";
            default:
                return null;
        }
    }

    private void EndLie(ServiceName service, TimeSpan now)
    {
        if (_liesUntil.TryGetValue(service, out var until) && until > now) _liesUntil[service] = now;
    }

    private bool WasWrong(ServiceName service, TimeSpan since) =>
        !_units[service].Works
        || _units[service].WrongSeen >= since
        || (_liesUntil.TryGetValue(service, out var until) && until >= since)
        || _services[service].DependsOn.Any(needed => WasWrong(needed, since));
}
