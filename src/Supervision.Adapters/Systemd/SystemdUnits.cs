using System.Collections.Concurrent;
using System.Collections.Immutable;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Systemd;

/// <summary>
/// The units of this host's systemd, over the system bus. One thread owns the connection: it waits for signals and for commands at
/// once, tells of both in their order, and connects anew when the bus was lost.
/// </summary>
public sealed class SystemdUnits : IUnitControl
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenLooksAtRuns = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _clock;
    private readonly RestartRequest? _request;
    private readonly Thread _thread;
    private readonly Wakeup _wakeup = new();
    private readonly ConcurrentQueue<Command> _commands = new();
    private readonly List<FollowedRun> _runs = [];
    private ImmutableArray<UnitName> _units = [];
    private Action<UnitReport> _sink = _ => { };
    private volatile bool _isDisposed;

    /// <param name="clock">Only its timestamps are used: for the patience with an answer and the delay before the next connection.</param>
    /// <param name="request">Absolute path of the file that asks for the start of a run, by a path unit; null where PID 1 is asked over
    /// the bus.</param>
    public SystemdUnits(TimeProvider clock, string? request = null)
    {
        _clock = clock;
        _request = request is null ? null : new RestartRequest(request);
        _thread = new Thread(Work) { Name = "systemd bus", IsBackground = true };
    }

    public void Open(ImmutableArray<UnitName> units, Action<UnitReport> report)
    {
        (_units, _sink) = (units, report);
        // What an earlier life asked for, and nobody took, is judged as never started.
        _request?.Withdraw();
        _thread.Start();
    }

    public void Sweep(SweepId sweep) => Give(new Command.Sweep(sweep));

    public void Start(RunId run, UnitName unit) => Give(new Command.Begin(new FollowedRun(run, unit)));

    public void Restart(RunId run, ImmutableArray<UnitName> units) => Give(new Command.Begin(new FollowedRun(run, new RestartPlan(units))));

    public void Follow(RunId run, UnitName unit, TimeSpan since) => Give(new Command.Follow(FollowedRun.OfAnEarlierLife(run, unit, since)));

    public void Watch(ImmutableArray<UnitName> units) => Give(new Command.Watch(units));

    /// <summary>Nothing is reported any more when it returns, but for a report that is being given at this moment.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _wakeup.Signal();
        // A call to a systemd that does not answer may take its 10 s; nobody has to wait for that.
        if (!_thread.IsAlive || _thread.Join(Farewell)) _wakeup.Dispose();
    }

    private void Give(Command command)
    {
        _commands.Enqueue(command);
        _wakeup.Signal();
    }

    private void Report(UnitReport report)
    {
        if (!_isDisposed) _sink(report);
    }

    private void Work()
    {
        var delay = FirstDelay;
        var isLostTold = false;
        while (!_isDisposed)
        {
            var why = Serve(() => (delay, isLostTold) = (FirstDelay, false));
            if (!isLostTold) Report(new UnitReport.Lost(why));
            isLostTold = true;
            RefuseFor(delay, why);
            delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
        }
    }

    /// <returns>Why the connection is lost, or could not be had.</returns>
    private string Serve(Action connected)
    {
        try
        {
            using var session = new Session(_units, _runs, Report, _clock, _request);
            session.Open();
            connected();
            var looked = _clock.GetTimestamp();
            while (!_isDisposed)
            {
                session.CatchUp();
                if (_commands.TryDequeue(out var command)) Perform(command, session);
                else _wakeup.Wait(session.Descriptor, session.Events, _runs.Count > 0 ? BetweenLooksAtRuns : null);

                // The end of a run is told by signals, and signals can be lost.
                if (_clock.GetElapsedTime(looked) < BetweenLooksAtRuns) continue;
                looked = _clock.GetTimestamp();
                foreach (var run in _runs) run.IsAdrift = true;
            }

            return "closed";
        }
        catch (BusException e)
        {
            return e.Message;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return $"systemd's library (package libsystemd0) is missing or too old: {e.Message}";
        }
    }

    private void Perform(Command command, Session session)
    {
        switch (command)
        {
            case Command.Sweep sweep:
                session.Sweep(sweep.Id);
                break;
            case Command.Begin begin:
                session.Begin(begin.Run);
                break;
            case Command.Follow follow:
                _runs.Add(follow.Run);
                break;
            case Command.Watch watch:
                // Kept first: should the bus be lost at this very moment, the next connection has them.
                _units = watch.Units;
                session.Watch(watch.Units);
                break;
        }
    }

    private void RefuseFor(TimeSpan delay, string why)
    {
        var since = _clock.GetTimestamp();
        while (!_isDisposed && delay - _clock.GetElapsedTime(since) is var left && left > TimeSpan.Zero)
        {
            if (_commands.TryDequeue(out var command)) AnswerWithoutBus(command, why);
            else _wakeup.Wait(left);
        }
    }

    private void AnswerWithoutBus(Command command, string why)
    {
        switch (command)
        {
            case Command.Sweep:
                Report(new UnitReport.Lost(why));
                break;
            case Command.Begin begin:
                Report(new UnitReport.RunRefused(begin.Run.Run, $"systemd cannot be reached: {why}"));
                break;
            case Command.Follow follow:
                // Nothing is to be started, so it can wait for the bus.
                _runs.Add(follow.Run);
                break;
            case Command.Watch watch:
                _units = watch.Units;
                break;
        }
    }

    private abstract record Command
    {
        internal sealed record Sweep(SweepId Id) : Command;

        internal sealed record Begin(FollowedRun Run) : Command;

        internal sealed record Follow(FollowedRun Run) : Command;

        internal sealed record Watch(ImmutableArray<UnitName> Units) : Command;
    }
}
