using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Simulation.Faults;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration.Invariants;

/// <summary>At most one incident is open, it is closed once, and none before it was opened.</summary>
public sealed class OneIncidentAtATime : Invariant
{
    private readonly HashSet<IncidentId> _closed = [];
    private IncidentId? _open;
    private bool _unsure;

    public override string Name => "one incident at a time";

    public override string? Take(Happening happened)
    {
        switch (happened)
        {
            case Happening.Struck { Fault: Fault.Disk { Is: not DiskState.Well } }:
                _unsure = true; // What a life that dies has written then may be there although nobody was told, or not.
                return null;
            case Happening.DaemonDied when _unsure:
                _open = null;
                return null;
            case Happening.Stored { Entry: JournalEntry.IncidentOpened opened }:
                var other = _open;
                _open = opened.Incident;
                return other is { } first ? $"{opened.Incident} was opened while {first} was open" : null;
            case Happening.NotStored { Entry: JournalEntry.IncidentClosed }:
                _open = null;
                return null;
            case Happening.Stored { Entry: JournalEntry.IncidentClosed closed }:
                _open = null;
                return _closed.Add(closed.Incident) || _unsure ? null : $"{closed.Incident} was closed twice";
            default:
                return null;
        }
    }
}
