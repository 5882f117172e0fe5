using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration.Invariants;

/// <summary>What has run stays charged, and what the unit manager refused does not.</summary>
public sealed class ChargedAsRun : Invariant
{
    private readonly HashSet<RunId> _started = [];
    private readonly HashSet<RunId> _refused = [];

    public override string Name => "charged for what ran";

    public override string? Take(Happening happened)
    {
        switch (happened)
        {
            case Happening.DaemonBegan:
                _refused.Clear(); // What the life before was told is lost with it.
                return null;
            case Happening.RunStarted started:
                _started.Add(started.Run);
                return null;
            case Happening.RunRefused refused:
                _refused.Add(refused.Run);
                return null;
            case Happening.Stored { Entry: JournalEntry.RunClosed closed }:
                if (closed.Refunded && _started.Contains(closed.Run)) return $"{closed.Run} ran, and its charge was given back";
                return !closed.Refunded && _refused.Contains(closed.Run) ? $"{closed.Run} was refused, and stays charged" : null;
            default:
                return null;
        }
    }
}
