using System.Collections.Immutable;
using Supervision.Core.Services;

namespace Supervision.Daemon.Demo;

/// <summary>The outages of a demo, and what became of each. Told by the unit manager's thread, asked by the demo's.</summary>
internal sealed class Outages(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly List<Outage> _outages = [];
    private TaskCompletionSource _changed = New();

    /// <summary>Completes at the next change.</summary>
    public Task Changed
    {
        get
        {
            lock (_gate)
                return _changed.Task;
        }
    }

    public ImmutableArray<Outage> All
    {
        get
        {
            lock (_gate)
                return [.. _outages];
        }
    }

    public bool AllRecovered => All.All(outage => outage.Recovered is not null);

    /// <summary>An outage is about to be caused.</summary>
    public void Cause(UnitName unit)
    {
        lock (_gate)
            _outages.Add(new Outage(unit, clock.GetTimestamp(), null));
    }

    public void Saw(UnitStatus status)
    {
        if (status.Activity != UnitActivity.Active)
            return;
        lock (_gate)
        {
            var open = _outages.FindIndex(outage => outage.Unit == status.Unit && outage.Recovered is null);
            if (open < 0)
                return;
            _outages[open] = _outages[open] with { Recovered = clock.GetElapsedTime(_outages[open].CausedAt) };
            _changed.SetResult();
            _changed = New();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <param name="CausedAt">A timestamp of the clock.</param>
/// <param name="Recovered">How long it lasted; null while it lasts.</param>
internal sealed record Outage(UnitName Unit, long CausedAt, TimeSpan? Recovered);
