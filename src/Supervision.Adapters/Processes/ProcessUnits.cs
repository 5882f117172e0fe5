using System.Collections.Concurrent;
using System.Collections.Immutable;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Processes;

/// <summary>
/// The unit manager of <c>host = processes</c>: starts the declared processes as children of ours and watches them. A recovery run
/// means here: bring back every declared process that does not run.
/// </summary>
/// <remarks>
/// One thread does everything and makes every report. When a process ends, what it forked is killed with it, as systemd does with a
/// control group: its successor must find its port free. A process that moves to a session of its own (a daemon of the old kind) is out
/// of our sight.
/// </remarks>
public sealed class ProcessUnits : IUnitControl
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private readonly ImmutableArray<ProcessUnit> _declared;
    private readonly TimeProvider _clock;
    private readonly InvocationIds _invocations;
    private readonly ConcurrentQueue<Action> _orders = new();
    private readonly SemaphoreSlim _ordered = new(0);
    private readonly Dictionary<UnitName, ChildProcess> _running = [];
    private readonly Dictionary<UnitName, UnitStatus> _states = [];
    private readonly Dictionary<UnitName, Action> _afterEnd = [];
    private readonly Thread _thread;
    private ImmutableArray<UnitName> _watched = [];
    private Action<UnitReport> _report = _ => { };
    private bool _stopped;
    private int _disposed;

    /// <exception cref="ArgumentException">A unit is declared twice, or without a program.</exception>
    public ProcessUnits(ImmutableArray<ProcessUnit> declared, TimeProvider clock)
    {
        if (declared.FirstOrDefault(unit => unit.Command.IsDefaultOrEmpty || unit.Command[0].Length == 0) is { } nothing)
            throw new ArgumentException($"{nothing.Unit} has no command", nameof(declared));

        _declared = declared;
        _clock = clock;
        _invocations = new InvocationIds(clock);
        foreach (var unit in declared) _states.Add(unit.Unit, Dead(unit.Unit, UnitLoad.Loaded));
        _thread = new Thread(ObeyUntilStopped) { IsBackground = true, Name = "processes" };
        _thread.Start();
    }

    /// <summary>Starts every declared process; those of <paramref name="units"/> are reported on.</summary>
    public void Open(ImmutableArray<UnitName> units, Action<UnitReport> report) => Order(() =>
    {
        _watched = units;
        BringBack();
        _report = report;
        _report(new UnitReport.Connected());
    });

    public void Sweep(SweepId sweep) => Order(() =>
        _report(new UnitReport.Swept(sweep, HostPhase.Running, [.. _watched.Select(State)])));

    public void Start(RunId run, UnitName unit) => Order(() =>
    {
        _report(new UnitReport.RunAccepted(run));
        _report(new UnitReport.RunEnded(run, BringBack()));
    });

    public void Restart(RunId run, ImmutableArray<UnitName> units) => Order(() =>
    {
        var stranger = units.Except(_declared.Select(declared => declared.Unit)).Select(unit => unit.Text).FirstOrDefault();
        if (stranger is not null)
        {
            _report(new UnitReport.RunRefused(run, $"{stranger} is none of the processes that the daemon runs (services.SERVICE.exec)"));
            return;
        }

        _report(new UnitReport.RunAccepted(run));
        RestartFrom(run, units, 0);
    });

    /// <summary>The processes of an earlier life ended with it, and so did its run.</summary>
    public void Follow(RunId run, UnitName unit, TimeSpan since) => Order(() =>
        _report(new UnitReport.RunEnded(run, RunOutcome.LostBecause("the daemon ended while the run was under way"))));

    public void Watch(ImmutableArray<UnitName> units) => Order(() =>
    {
        var added = units.Except(_watched).ToList();
        _watched = units;
        foreach (var unit in added) _report(new UnitReport.Changed(State(unit)));
    });

    /// <summary>Kills the unit's process as <c>kill -9</c> would: an outage for the demo. Does nothing where none runs.</summary>
    public void Kill(UnitName unit) => Order(() =>
    {
        if (_running.TryGetValue(unit, out var child)) child.Session.Signal(ProcessSession.Kill);
    });

    /// <summary>Stops every child: SIGTERM, after five seconds SIGKILL. Returns when none is left; makes no reports meanwhile.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0) Order(StopAll);
        _thread.Join();
    }

    private void Order(Action order)
    {
        _orders.Enqueue(order);
        _ordered.Release();
    }

    private void ObeyUntilStopped()
    {
        while (!_stopped)
        {
            _ordered.Wait();
            if (_orders.TryDequeue(out var order)) order();
        }
    }

    private RunOutcome BringBack()
    {
        List<string> started = [], failed = [];
        foreach (var declared in _declared.Where(unit => !_running.ContainsKey(unit.Unit)))
        {
            if (StartOne(declared) is { } why) failed.Add($"{declared.Unit}: {why}");
            else started.Add(declared.Unit.Text);
        }

        if (failed.Count > 0) return new RunOutcome(RunResult.Failed, null, "", string.Join("; ", failed));
        var evidence = started.Count > 0 ? $"started {string.Join(", ", started)}" : "every process was running";
        return new RunOutcome(RunResult.Done, 0, "", evidence);
    }

    private void RestartFrom(RunId run, ImmutableArray<UnitName> units, int at)
    {
        if (at == units.Length)
        {
            _report(new UnitReport.RunEnded(run, new RunOutcome(RunResult.Done, 0, "", $"restarted {string.Join(", ", units)}")));
            return;
        }

        var unit = units[at];
        if (_running.TryGetValue(unit, out var child)) Stop(unit, child, then: StartAgain);
        else StartAgain();

        void StartAgain()
        {
            if (_running.ContainsKey(unit) || StartOne(_declared.First(declared => declared.Unit == unit)) is not { } why)
            {
                RestartFrom(run, units, at + 1);
                return;
            }

            var rest = at + 1 < units.Length ? $"; not tried: {string.Join(", ", units.Skip(at + 1))}" : "";
            _report(new UnitReport.RunEnded(run, new RunOutcome(RunResult.Failed, null, "", $"{unit}: {why}{rest}")));
        }
    }

    // In its own way first, as at our end; the thread goes on meanwhile.
    private void Stop(UnitName unit, ChildProcess child, Action then)
    {
        var patience = _clock.CreateTimer(_ => Order(() => KillStill(unit, child)), null, Patience, Timeout.InfiniteTimeSpan);
        _afterEnd[unit] = _afterEnd.GetValueOrDefault(unit) + patience.Dispose + then;
        child.Session.Signal(ProcessSession.Terminate);
    }

    private void KillStill(UnitName unit, ChildProcess child)
    {
        if (_running.GetValueOrDefault(unit) == child) child.Session.Signal(ProcessSession.Kill);
    }

    private string? StartOne(ProcessUnit declared)
    {
        var child = ChildProcess.Start(declared.Command, (it, end) => Order(() => Ended(declared.Unit, it, end)), out var why);
        if (child is null)
        {
            // As systemd has it: an attempt that never got as far as the program is a life of its own, which failed.
            Become(Life(declared.Unit, UnitActivity.Failed, "failed", "exit-code"));
            return why;
        }

        _running[declared.Unit] = child;
        Become(Life(declared.Unit, UnitActivity.Active, "running", "success"));
        return null;
    }

    private void Ended(UnitName unit, ChildProcess child, ChildEnd end)
    {
        _running.Remove(unit);
        var subState = end.Activity == UnitActivity.Failed ? "failed" : "dead";
        // Nobody else can order a stop, so any other orderly end is the process's own.
        var isOrdered = _afterEnd.Remove(unit, out var then);
        var byItself = end.Result == "success" && !isOrdered;
        Become(_states[unit] with { Activity = end.Activity, SubState = subState, Result = end.Result, EndedByItself = byItself });
        child.Session.Signal(ProcessSession.Kill);
        child.Reap();
        then?.Invoke();
    }

    private void Become(UnitStatus status)
    {
        _states[status.Unit] = status;
        if (_watched.Contains(status.Unit)) _report(new UnitReport.Changed(status));
    }

    private UnitStatus State(UnitName unit) => _states.TryGetValue(unit, out var status) ? status : Dead(unit, UnitLoad.NotFound);

    private UnitStatus Life(UnitName unit, UnitActivity activity, string subState, string result) =>
        new(unit, UnitLoad.Loaded, activity, subState, result, _invocations.Next(), JobQueued: false, Parts: []);

    private static UnitStatus Dead(UnitName unit, UnitLoad load) =>
        new(unit, load, UnitActivity.Inactive, "dead", "", "", JobQueued: false, Parts: []);

    private void StopAll()
    {
        foreach (var child in _running.Values) child.Session.Signal(ProcessSession.Terminate);
        AwaitTheirEnd();
        foreach (var child in _running.Values) child.Session.Signal(ProcessSession.Kill);
        AwaitTheirEnd();
        foreach (var child in _running.Values) child.Reap();
        _stopped = true;
    }

    // Every end of a child wakes us; the ends of what it forked we can only look for.
    private void AwaitTheirEnd()
    {
        var began = _clock.GetTimestamp();
        while (_running.Values.Any(child => child.Session.IsAlive) && _clock.GetElapsedTime(began) < Patience) _ordered.Wait(BetweenLooks);
    }
}
