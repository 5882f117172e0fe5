using Supervision.Core.Hosting;
using Supervision.Core.Journal;
using Supervision.Core.Services;
using Supervision.Simulation.Faults;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration.Invariants;

/// <summary>An outage that can be seen is known within minutes: where a unit has failed and the daemon could see that, an incident is
/// open.</summary>
public sealed class Noticed(HealthcheckSettings settings) : Invariant
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(2);

    private readonly UnitsSeen _units = new(settings);
    private readonly HashSet<ServiceName> _unseen = [];
    private TimeSpan _sightedFrom = TimeSpan.Zero;
    private TimeSpan _signalsBadUntil = UnitsSeen.LongAgo;
    private bool _open;
    private bool _unsure;
    private bool _awake;

    public override string Name => "outages are noticed";

    public override string? Take(Happening happened)
    {
        var missed = Missed(happened.Elapsed);
        _units.Take(happened);
        switch (happened)
        {
            case Happening.DaemonReady:
                _awake = true;
                See(happened.Elapsed);
                break;
            case Happening.DaemonDied:
                (_awake, _open) = (false, _open && !_unsure);
                break;
            case Happening.Struck { Fault: Fault.Disk { Is: not DiskState.Well } }:
                _unsure = true;
                break;
            case Happening.Struck { Fault: Fault.BusLost bus }:
                See(happened.Elapsed + bus.For);
                break;
            case Happening.Struck { Fault: Fault.Signals signals }:
                _signalsBadUntil = Later(_signalsBadUntil, happened.Elapsed + signals.For);
                break;
            case Happening.Stored { Entry: JournalEntry.IncidentOpened or JournalEntry.DecisionTaken { Decision.Choice: Choice.Adopt } }:
            case Happening.NotStored { Entry: JournalEntry.IncidentOpened or JournalEntry.DecisionTaken { Decision.Choice: Choice.Adopt } }:
                _open = true;
                break;
            case Happening.Stored { Entry: JournalEntry.IncidentClosed }:
            case Happening.NotStored { Entry: JournalEntry.IncidentClosed }:
                _open = false;
                See(happened.Elapsed);
                break;
            case Happening.UnitChanged changed:
                Note(changed);
                break;
        }

        return missed;
    }

    private string? Missed(TimeSpan now)
    {
        if (!_awake || _open || now - _sightedFrom <= Soon) return null;
        foreach (var (service, unit) in _units.All)
        {
            if (IsOut(unit) && !_unseen.Contains(service) && now - Later(unit.Since, unit.LoadedSince) > Soon)
                return $"{service} is out since {unit.Since}, could be seen since {_sightedFrom}, and no incident is open at {now}";
        }

        return null;
    }

    // What ended while signals were lost is seen with the next sweep, whenever that is.
    private void Note(Happening.UnitChanged changed)
    {
        if (changed.Elapsed <= _signalsBadUntil) _unseen.Add(changed.Service);
        else _unseen.Remove(changed.Service);
    }

    private static bool IsOut(UnitsSeen.Seen unit) => unit.Status is { Load: UnitLoad.Loaded, JobQueued: false } status
        && (status.Activity == UnitActivity.Failed || status is { Activity: UnitActivity.Inactive, EndedByItself: true });

    private void See(TimeSpan from) => _sightedFrom = Later(_sightedFrom, from);

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
