using Supervision.Core.Holds;
using Supervision.Core.Hosting;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration.Invariants;

/// <summary>I5: nothing is restarted that a person asked to be left alone, not even along with something else.</summary>
public sealed class HoldsKept(HealthcheckSettings settings) : Invariant
{
    private readonly Dictionary<HoldId, (Hold Hold, TimeSpan Since, bool Durable)> _holds = [];
    private readonly SlowDisk _disk = new();

    public override string Name => "holds are kept";

    public override string? Take(Happening happened)
    {
        _disk.Take(happened);
        switch (happened)
        {
            case Happening.Stored { Entry: JournalEntry.HoldBegun { Hold: var hold } }:
                _holds[hold.Id] = (hold, happened.Elapsed, true);
                break;
            case Happening.NotStored { Entry: JournalEntry.HoldBegun { Hold: var hold } }:
                _holds[hold.Id] = (hold, happened.Elapsed, false);
                break;
            case Happening.Stored { Entry: JournalEntry.HoldEnded ended }:
                _holds.Remove(ended.Hold);
                break;
            case Happening.NotStored { Entry: JournalEntry.HoldEnded ended }:
                _holds.Remove(ended.Hold);
                break;
            case Happening.DaemonDied:
                foreach (var lost in _holds.Where(one => !one.Value.Durable).ToList()) _holds.Remove(lost.Key);
                break;
            case Happening.RunStarted started:
                var since = started.Elapsed - _disk.Lag(started.Elapsed);
                return _holds.Values.Where(one => one.Since < since && one.Hold.Until > started.At && Touches(started, one.Hold))
                    .Select(one => $"{started.Run} was started in spite of {one.Hold.Id} on {one.Hold.Service?.Text ?? "everything"}")
                    .FirstOrDefault();
        }

        return null;
    }

    private bool Touches(Happening.RunStarted started, Hold hold) =>
        hold.Service is null
        || started.Step == RecoveryStep.Backend
        || settings.Services.Any(service => service.Name == hold.Service && started.Units.Contains(service.Unit));
}
