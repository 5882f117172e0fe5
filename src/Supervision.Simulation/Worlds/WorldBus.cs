using System.Collections.Immutable;
using Supervision.Core.Recovery;
using Supervision.Core.Services;
using Supervision.Simulation.Faults;

namespace Supervision.Simulation.Worlds;

/// <summary>The unit manager as one life of the daemon sees it.</summary>
/// <param name="host">Where the host is between power on and power off.</param>
/// <param name="begun">Is told the runs that were begun or refused, with the units.</param>
internal sealed class WorldBus(
    Life life,
    Machine machine,
    RunDesk runs,
    WorldClock clock,
    Func<HostPhase> host,
    Action<RunId, ImmutableArray<UnitName>, bool, string?> begun)
    : IUnitControl
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    private const string Away = "the bus is away";

    private readonly List<UnitReport> _held = [];
    private readonly HashSet<RunId> _followed = [];
    private ImmutableArray<UnitName> _watched = [];
    private Action<UnitReport>? _report;
    private bool _there = true;
    private bool _odd;

    public SignalTrouble? Trouble { get; set; }

    public bool There
    {
        set
        {
            if (value == _there) return;
            _there = value;
            Report(value ? new UnitReport.Connected() : new UnitReport.Lost(Away));
            if (!value) return;
            foreach (var report in _held) Report(report);
            _held.Clear();
        }
    }

    public void Open(ImmutableArray<UnitName> units, Action<UnitReport> report)
    {
        (_watched, _report) = (units, report);
        Report(_there ? new UnitReport.Connected() : new UnitReport.Lost(Away));
    }

    public void Sweep(SweepId sweep) => Report(_there
        ? new UnitReport.Swept(sweep, host(), [.. _watched.Select(unit => machine[unit].Status)])
        : new UnitReport.Lost(Away));

    public void Start(RunId run, UnitName unit) => Begin(run, [unit], script: true, () => runs.Start(run));

    public void Restart(RunId run, ImmutableArray<UnitName> units) => Begin(run, units, script: false, () => runs.Restart(run, units));

    public void Follow(RunId run, UnitName unit, TimeSpan since)
    {
        _followed.Add(run);
        if (!runs.Knows(run, out var outcome))
            Tell(new UnitReport.RunEnded(run, new RunOutcome(RunResult.NeverStarted, null, "", "nothing ran")));
        else if (outcome is not null)
            Tell(new UnitReport.RunEnded(run, outcome));
        else
            Tell(new UnitReport.RunAccepted(run));
    }

    public void Watch(ImmutableArray<UnitName> units)
    {
        var added = units.Except(_watched).ToList();
        _watched = units;
        foreach (var unit in added) Report(new UnitReport.Changed(machine[unit].Status));
    }

    /// <summary>A unit is another than before.</summary>
    public void Changed(MachineUnit unit)
    {
        if (!_there || !_watched.Contains(unit.Service.Unit)) return;
        switch (Trouble)
        {
            case SignalTrouble.Lost: break;
            case SignalTrouble.Doubled:
                Report(new UnitReport.Changed(unit.Status));
                Report(new UnitReport.Changed(unit.Status));
                break;
            // A signal is a reason to read the unit, and what is read is what is so by then.
            case SignalTrouble.Reordered when _odd = !_odd:
                clock.Later(Late, () => { if (_there) Report(new UnitReport.Changed(unit.Status)); });
                break;
            default: Report(new UnitReport.Changed(unit.Status)); break;
        }
    }

    /// <summary>A run is over.</summary>
    public void Ended(RunId run, RunOutcome outcome)
    {
        if (_followed.Contains(run)) Tell(new UnitReport.RunEnded(run, outcome));
    }

    public void Dispose()
    {
    }

    private void Begin(RunId run, ImmutableArray<UnitName> units, bool script, Func<string?> begin)
    {
        if (!life.Alive || !life.Passes(DeathPoint.BeforeStart, DeathPoint.BeforeAnything)) return;
        if (!_there)
        {
            Refuse(run, units, script, Away);
            return;
        }

        _followed.Add(run);
        if (begin() is { } why)
        {
            Refuse(run, units, script, why);
            return;
        }

        begun(run, units, script, null);
        if (life.Passes(DeathPoint.AfterStart, DeathPoint.AfterAnything)) Report(new UnitReport.RunAccepted(run));
    }

    private void Refuse(RunId run, ImmutableArray<UnitName> units, bool script, string why)
    {
        begun(run, units, script, why);
        Report(new UnitReport.RunRefused(run, why));
    }

    // What became of a run is not lost with the bus: it is read when that is back.
    private void Tell(UnitReport report)
    {
        if (_there) Report(report);
        else _held.Add(report);
    }

    private void Report(UnitReport report)
    {
        if (life.Alive) _report?.Invoke(report);
    }
}
