using Supervision.Core.Hosting;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Simulation.Faults;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration.Invariants;

/// <summary>No incident stays open where everything has worked for long, and nothing has struck.</summary>
public sealed class IncidentsEnd(HealthcheckSettings settings) : Invariant
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(30);

    private readonly UnitsSeen _units = new(settings);
    private IncidentId? _open;
    private TimeSpan _quietFrom;
    private bool _ill;
    private bool _unsure;

    public override string Name => "incidents end";

    public override string? Take(Happening happened)
    {
        _units.Take(happened);
        switch (happened)
        {
            case Happening.Struck struck:
                var end = happened.Elapsed + FaultTimes.Length(struck.Fault);
                _quietFrom = end > _quietFrom ? end : _quietFrom;
                _unsure |= struck.Fault is Fault.Disk { Is: not DiskState.Well };
                break;
            // What a life that dies has written to a slow disk may be there although nobody was told.
            case Happening.DaemonDied when _unsure:
                _open = null;
                break;
            case Happening.Stored { Entry: JournalEntry.DecisionTaken { Decision: { Choice: Choice.Adopt, Incident: { } adopted } } }:
                _open = adopted;
                break;
            case Happening.UnitChanged or Happening.DaemonBegan or Happening.DaemonDied or Happening.RunEnded:
                _quietFrom = happened.Elapsed > _quietFrom ? happened.Elapsed : _quietFrom;
                _ill = _units.All.Any(unit => !unit.Value.Works);
                break;
            case Happening.Stored { Entry: JournalEntry.IncidentOpened opened }:
                _open = opened.Incident;
                break;
            case Happening.Stored { Entry: JournalEntry.IncidentClosed }:
            case Happening.NotStored { Entry: JournalEntry.IncidentClosed }:
                _open = null;
                break;
        }

        return _open is { } incident && !_ill && happened.Elapsed - _quietFrom > Long
            ? $"{incident} is open, and everything works since {_quietFrom}"
            : null;
    }
}
