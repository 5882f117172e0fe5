using Supervision.Core.Hosting;
using Supervision.Core.Journal;
using Supervision.Core.Services;
using Supervision.Simulation.Faults;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration.Invariants;

/// <summary>Nobody counts as recovered who has not been up for as long as it takes to settle.</summary>
public sealed class SettledFirst(HealthcheckSettings settings) : Invariant
{
    private const string Key = "healthcheck.recovery.settle";

    private readonly UnitsSeen _units = new(settings);
    private TimeSpan _blindUntil = UnitsSeen.LongAgo;

    public override string Name => "settled before it counts";

    public override string? Take(Happening happened)
    {
        _units.Take(happened);
        switch (happened)
        {
            case Happening.Struck { Fault: Fault.Signals signals }:
                Blind(happened.Elapsed + signals.For);
                return null;
            case Happening.Struck { Fault: Fault.BusLost bus }:
                Blind(happened.Elapsed + bus.For);
                return null;
            case Happening.Stored { Entry: JournalEntry.DecisionTaken { Decision: var decision } }
                when decision is { Choice: Choice.LeaveIncident, Rule.Key: Key, Service: { } service }:
                var settle = settings.Recovery.Settle;
                return _units[service] is { Activity: UnitActivity.Active } unit && happened.Elapsed - unit.Since < settle
                    && _blindUntil < unit.Since - settle
                    ? $"{service} counts as recovered, and is up only since {unit.Since}"
                    : null;
            default:
                return null;
        }
    }

    // Signals that are late come a little later still.
    private void Blind(TimeSpan until)
    {
        if (until > _blindUntil) _blindUntil = until + TimeSpan.FromSeconds(5);
    }
}
