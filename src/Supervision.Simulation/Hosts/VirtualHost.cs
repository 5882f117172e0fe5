using System.Collections.Immutable;
using System.Globalization;
using Supervision.Core.Holds;
using Supervision.Core.Probes;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Simulation.Hosts;

/// <summary>A host under the product's own ports: units that can be killed, stopped and started, and a backend.sh that behaves as
/// told.</summary>
public sealed class VirtualHost(TimeProvider clock) : IUnitControl, IProbes, IObstacles
{
    private readonly Dictionary<UnitName, UnitStatus> _units = [];
    private ImmutableArray<UnitName> _watched = [];
    private Action<UnitReport> _report = _ => { };
    private bool _reachable = true;
    private readonly Dictionary<RunId, RunOutcome?> _runs = [];
    private readonly HashSet<UnitName> _hung = [];
    private readonly Dictionary<RunId, ImmutableArray<UnitName>> _restarted = [];
    private int _lives;

    /// <summary>How the next and all later runs behave.</summary>
    public VirtualBackend Backend { get; set; } = VirtualBackend.Mends;

    public HostPhase Phase { get; set; } = HostPhase.Running;

    /// <summary>What a probe of a unit that is not hung comes to; by default everything works.</summary>
    public Func<ProbeSettings, ProbeOutcome> Work { get; set; } = _ => new ProbeOutcome.Passed("works");

    /// <summary>What stands in the way of a run.</summary>
    public ImmutableArray<Obstacle> Obstacles { get; set; } = [];

    /// <summary>The units that were restarted one by one, by run.</summary>
    public List<(RunId Run, ImmutableArray<UnitName> Units)> Restarts { get; } = [];

    /// <summary>Units that somebody stopped before the daemon began.</summary>
    public ImmutableArray<UnitName> StoppedFromTheStart { get; set; } = [];

    /// <summary>The runs that were really started, with the monotonic instant of each.</summary>
    public List<(RunId Run, TimeSpan At)> Runs { get; } = [];

    public void Open(ImmutableArray<UnitName> units, Action<UnitReport> report)
    {
        _watched = units;
        _report = report;
        // Who opens it again, a later life of the daemon, finds the host as it is.
        foreach (var unit in units)
            _units.TryAdd(unit, StoppedFromTheStart.Contains(unit) ? Stopped(Running(unit)) : Running(unit));
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
        _runs[run] = null;
        _report(new UnitReport.RunAccepted(run));
        Later(Backend.Takes, () => End(run));
    }

    public void Restart(RunId run, ImmutableArray<UnitName> units)
    {
        Restarts.Add((run, units));
        _restarted[run] = units;
        Start(run, units[0]);
    }

    public Task<ProbeOutcome> LookAsync(ProbeSettings probe, UnitStatus? unit, CancellationToken cancellation) =>
        Task.FromResult(unit is not null && _hung.Contains(unit.Unit) ? new ProbeOutcome.Failed("no answer") : Work(probe));

    public Task<ImmutableArray<Obstacle>> LookAsync(CancellationToken cancellation) => Task.FromResult(Obstacles);

    public void Follow(RunId run, UnitName unit, TimeSpan since)
    {
        if (!_runs.TryGetValue(run, out var outcome))
            _report(new UnitReport.RunEnded(run, new RunOutcome(RunResult.NeverStarted, null, "", "nothing ran")));
        else if (outcome is not null)
            _report(new UnitReport.RunEnded(run, outcome));
        else
            _report(new UnitReport.RunAccepted(run));
    }

    public void Watch(ImmutableArray<UnitName> units)
    {
        var added = units.Except(_watched).ToList();
        _watched = units;
        foreach (var unit in added)
            Change(_units.TryGetValue(unit, out var known) ? known : Running(unit));
    }

    /// <summary>The unit's processes are killed.</summary>
    public void Kill(UnitName unit) => Change(_units[unit] with { Activity = UnitActivity.Failed, SubState = "failed", Result = "signal" });

    /// <summary>The unit goes on running and does no work any more, until it is started anew.</summary>
    public void Hang(UnitName unit) => _hung.Add(unit);

    /// <summary><c>systemctl stop</c>.</summary>
    public void Stop(UnitName unit) => Change(Stopped(_units[unit]));

    /// <summary>The unit is started and up after <paramref name="takes"/>.</summary>
    public void Bring(UnitName unit, TimeSpan takes)
    {
        var life = Running(unit);
        _hung.Remove(unit);
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
        // A restart gives each of its units another life; backend.sh, here, only those that are out.
        var again = _restarted.TryGetValue(run, out var units) ? units : [.. _watched.Where(IsOut)];
        foreach (var unit in again.Where(Backend.Brings))
            Bring(unit, Backend.UnitsTake);
        var outcome = new RunOutcome(Backend.Result, Backend.Result == RunResult.Done ? 0 : 1, "", "virtual");
        _runs[run] = outcome;
        _report(new UnitReport.RunEnded(run, outcome));
    }

    private bool IsOut(UnitName unit) => _units[unit].Activity != UnitActivity.Active || _hung.Contains(unit);

    private void Change(UnitStatus status)
    {
        _units[status.Unit] = status;
        if (_reachable)
            _report(new UnitReport.Changed(status));
    }

    private static UnitStatus Stopped(UnitStatus unit) =>
        unit with { Activity = UnitActivity.Inactive, SubState = "dead", Result = "success" };

    private UnitStatus Running(UnitName unit) => new(
        unit, UnitLoad.Loaded, UnitActivity.Active, "running", "success",
        (++_lives).ToString("x32", CultureInfo.InvariantCulture), false, []);

    private void Later(TimeSpan delay, Action action) =>
        clock.CreateTimer(_ => action(), null, delay, Timeout.InfiniteTimeSpan);
}
