using System.Collections.Immutable;
using System.ComponentModel;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Processes;

/// <summary>
/// Recovery by a script that is a child of ours, for hosts where PID 1 cannot be asked to run it; everything else is left to
/// <paramref name="inner"/>.
/// </summary>
/// <remarks>
/// A run ends when the script exits, whatever it left running in the background. One at a time: while a script that outlived its
/// deadline cannot be killed (root's, under sudo), no other is started. Disposing does not touch a script under way, nor does our death:
/// the next life follows it, and starts no other while it lives.
/// </remarks>
/// <param name="script">Absolute path; run by /bin/bash, so its mode does not matter.</param>
/// <param name="timeout">After it the script and what it forked are killed: SIGTERM, five seconds later SIGKILL.</param>
/// <param name="outputFile">What the newest run printed, its last 64 KiB. Beside it, with the ending <c>.run</c>, stands who runs.</param>
public sealed class ScriptRuns(
    IUnitControl inner, string script, ScriptVia via, TimeSpan timeout, string outputFile, TimeProvider clock) : IUnitControl
{
    private const int KilledExit = 128 + ProcessSession.Kill;
    private static readonly TimeSpan BetweenCuts = TimeSpan.FromSeconds(1);

    private readonly Lock _reporting = new();
    private readonly ScriptCommand _command = new(script, via);
    private readonly ScriptEvidence _evidence = new(script);
    private readonly ScriptRecord _record = new(Path.ChangeExtension(outputFile, ".run"));
    private Action<UnitReport> _report = _ => { };
    private int _underWay;
    private volatile bool _isDisposed;

    public void Open(ImmutableArray<UnitName> units, Action<UnitReport> report)
    {
        _report = report;
        inner.Open(units, Report);
    }

    public void Sweep(SweepId sweep) => inner.Sweep(sweep);

    public void Start(RunId run, UnitName unit)
    {
        if (IsFirst()) _ = Task.Run(() => FollowAsync(() => StartedAsync(run)));
        else Report(StillRunning(run));
    }

    public void Restart(RunId run, ImmutableArray<UnitName> units) => inner.Restart(run, units);

    /// <param name="since">What is left of the script's time is counted from here.</param>
    public void Follow(RunId run, UnitName unit, TimeSpan since)
    {
        if (IsFirst()) _ = Task.Run(() => FollowAsync(() => FoundAsync(run, since)));
        else Report(new UnitReport.RunEnded(run, RunOutcome.LostBecause("another run is being followed")));
    }

    public void Watch(ImmutableArray<UnitName> units) => inner.Watch(units);

    public void Dispose()
    {
        _isDisposed = true;
        inner.Dispose();
        lock (_reporting) _report = _ => { };
    }

    private bool IsFirst() => Interlocked.Exchange(ref _underWay, 1) == 0;

    private UnitReport.RunRefused StillRunning(RunId run) => new(run, $"{script} is still running");

    // Two threads report: that of the inner one and a run's.
    private void Report(UnitReport report)
    {
        lock (_reporting) _report(report);
    }

    private async Task FollowAsync(Func<Task<LastReport>> toTheEnd)
    {
        var (last, outlived) = await toTheEnd().ConfigureAwait(false);
        // The way is free before anybody hears of the end: the next start may be the answer to it.
        if (outlived is null) Volatile.Write(ref _underWay, 0);
        Report(last);
        if (outlived is null) return;
        await outlived.ConfigureAwait(false);
        Volatile.Write(ref _underWay, 0);
    }

    private async Task<LastReport> StartedAsync(RunId run)
    {
        try
        {
            if (_record.Read().IsUnderWay) return new(StillRunning(run), null);
            if (await _command.RefusalAsync().ConfigureAwait(false) is { } no) return new(new UnitReport.RunRefused(run, no), null);

            var output = new ScriptOutput(outputFile);
            output.Begin();
            _record.Begin(run);
            var running = RunningScript.OfOurs(_command.Start(_record, output), clock);
            return await ToItsEndAsync(run, running, output, timeout).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is Win32Exception or IOException or UnauthorizedAccessException)
        {
            return new(new UnitReport.RunRefused(run, cause.Message), null);
        }
    }

    private async Task<LastReport> FoundAsync(RunId run, TimeSpan since)
    {
        try
        {
            var found = _record.Read();
            if (found.Run != run) return Ended(run, NeverStarted);
            if (found.Process is null) found = await LookOnceMoreAsync().ConfigureAwait(false);
            var output = new ScriptOutput(outputFile);
            if (found.Exit is { } exit) return Ended(run, _evidence.Outcome(exit, inTime: true, output.Finish()));
            if (!found.IsUnderWay) return Ended(run, found.Process is null ? NeverStarted : Unseen);

            var left = timeout - (clock.GetElapsedTime(0) - since);
            var running = RunningScript.OfAnEarlierLife(found, _record, clock, () => _isDisposed);
            return await ToItsEndAsync(run, running, output, left > TimeSpan.Zero ? left : TimeSpan.Zero).ConfigureAwait(false);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return Ended(run, RunOutcome.LostBecause(unreadable.Message));
        }
    }

    // We may have died just after it was started, before it had said who it is.
    private async Task<RecordedRun> LookOnceMoreAsync()
    {
        await Task.Delay(BetweenCuts, clock).ConfigureAwait(false);
        return _record.Read();
    }

    private async Task<LastReport> ToItsEndAsync(RunId run, RunningScript running, ScriptOutput output, TimeSpan time)
    {
        Report(new UnitReport.RunAccepted(run));
        bool inTime;
        await using (clock.CreateTimer(_ => output.Bound(), null, BetweenCuts, BetweenCuts).ConfigureAwait(false))
        {
            inTime = await running.EndsWithinAsync(time).ConfigureAwait(false);
            if (!inTime) await running.KillAsync().ConfigureAwait(false);
        }

        if (!running.Ended.IsCompleted)
            return Ended(run, _evidence.Outcome(null, inTime, output.Finish())) with { Outlived = running.Ended };
        var exit = await running.Ended.ConfigureAwait(false);
        if (exit is null && inTime) return Ended(run, Unseen);
        // The shell around it was killed together with it.
        return Ended(run, _evidence.Outcome(exit ?? KilledExit, inTime, output.Finish()));
    }

    private static RunOutcome NeverStarted { get; } =
        new(RunResult.NeverStarted, null, "", "the daemon ended before the script was started");

    private static RunOutcome Unseen { get; } = RunOutcome.LostBecause("the script is gone, and nobody was left to see how it ended");

    private static LastReport Ended(RunId run, RunOutcome outcome) => new(new UnitReport.RunEnded(run, outcome), null);

    /// <param name="Outlived">Completes when a script that cannot be killed ends after all; null where nothing runs any more.</param>
    private readonly record struct LastReport(UnitReport Report, Task? Outlived);
}
