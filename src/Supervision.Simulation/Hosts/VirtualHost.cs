using System.Collections.Immutable;
using System.Globalization;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Simulation.Hosts;

/// <summary>A host under the product's own port: units that can be killed, stopped and started, and a backend.sh that behaves as told.</summary>
public sealed class VirtualHost(TimeProvider clock) : IUnitControl
{
    private readonly Dictionary<UnitName, UnitStatus> _units = [];
    private ImmutableArray<UnitName> _watched = [];
    private Action<UnitReport> _report = _ => { };
    private bool _reachable = true;
    private int _lives;

    /// <summary>How the next and all later runs behave.</summary>
    public VirtualBackend Backend { get; set; } = VirtualBackend.Mends;

    public HostPhase Phase { get; set; } = HostPhase.Running;

    /// <summary>Units that somebody stopped before the daemon began.</summary>
    public ImmutableArray<UnitName> StoppedFromTheStart { get; set; } = [];

    /// <summary>The runs that were really started, with the monotonic instant of each.</summary>
    public List<(RunId Run, TimeSpan At)> Runs { get; } = [];

    public void Open(ImmutableArray<UnitName> units, Action<UnitReport> report)
    {
        _watched = units;
        _report = report;
        foreach (var unit in units)
            _units[unit] = StoppedFromTheStart.Contains(unit) ? Stopped(Running(unit)) : Running(unit);
        _report(new UnitReport.Connected());
    }

    public void Sweep(SweepId sweep) => _report(_reachable
        ? new UnitReport.Swept(sweep, Phase, [.. _watched.Select(unit => _units[unit])])
        : new UnitReport.Lost("the bus is away"));

    public void Start(RunId run, UnitName unit)
    {
        if (Backend.Refuses is { } why)
        {
            _report(new UnitReport.RunRefused(run, why));
            return;
        }

        Runs.Add((run, clock.GetElapsedTime(0)));
        _report(new UnitReport.RunAccepted(run));
        Later(Backend.Takes, () => End(run));
    }

    /// <summary>A run of an earlier life is known by <see cref="Earlier"/>.</summary>
    public void Follow(RunId run, UnitName unit, TimeSpan since) => _report(Earlier is { } outcome
        ? new UnitReport.RunEnded(run, outcome)
        : new UnitReport.RunAccepted(run));

    /// <summary>What became of a run that an earlier life of the daemon left; null while it is under way.</summary>
    public RunOutcome? Earlier { get; set; } = RunOutcome.LostBecause("nobody saw it");

    /// <summary>The run that is being followed ends now.</summary>
    public void EndEarlier(RunId run, RunOutcome outcome) => _report(new UnitReport.RunEnded(run, outcome));

    public void Watch(ImmutableArray<UnitName> units)
    {
        _watched = units;
        foreach (var unit in units.Where(unit => !_units.ContainsKey(unit)))
            Change(Running(unit));
    }

    /// <summary>The unit's processes are killed.</summary>
    public void Kill(UnitName unit) => Change(_units[unit] with { Activity = UnitActivity.Failed, SubState = "failed", Result = "signal" });

    /// <summary><c>systemctl stop</c>.</summary>
    public void Stop(UnitName unit) => Change(Stopped(_units[unit]));

    /// <summary>The unit is started and up after <paramref name="takes"/>.</summary>
    public void Bring(UnitName unit, TimeSpan takes)
    {
        var life = Running(unit);
        if (takes > TimeSpan.Zero)
        {
            Change(life with { Activity = UnitActivity.Activating, SubState = "start" });
            Later(takes, () => Change(life));
        }
        else
        {
            Change(life);
        }
    }

    public void CutBus()
    {
        _reachable = false;
        _report(new UnitReport.Lost("the bus is away"));
    }

    public void MendBus()
    {
        _reachable = true;
        _report(new UnitReport.Connected());
    }

    public void Dispose()
    {
    }

    private void End(RunId run)
    {
        foreach (var unit in _watched.Where(unit => _units[unit].Activity != UnitActivity.Active && Backend.Brings(unit)))
            Bring(unit, Backend.UnitsTake);
        _report(new UnitReport.RunEnded(run, new RunOutcome(Backend.Result, Backend.Result == RunResult.Done ? 0 : 1, "", "virtual")));
    }

    private void Change(UnitStatus status)
    {
        _units[status.Unit] = status;
        if (_reachable)
            _report(new UnitReport.Changed(status));
    }

    private static UnitStatus Stopped(UnitStatus unit) =>
        unit with { Activity = UnitActivity.Inactive, SubState = "dead", Result = "success" };

    private UnitStatus Running(UnitName unit) => new(
        unit, UnitLoad.Loaded, UnitActivity.Active, "running", "success", (++_lives).ToString("x32", CultureInfo.InvariantCulture), false, []);

    private void Later(TimeSpan delay, Action action) =>
        clock.CreateTimer(_ => action(), null, delay, Timeout.InfiniteTimeSpan);
}
