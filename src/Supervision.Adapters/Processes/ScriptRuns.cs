using System.Collections.Immutable;
using System.ComponentModel;
using CliWrap;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Processes;

/// <summary>
/// Recovery by a script that is a child of ours, for hosts where PID 1 cannot be asked to run it; everything else is left to
/// <paramref name="inner"/>.
/// </summary>
/// <remarks>
/// A run ends when the script exits, whatever it left running in the background. One at a time: while a script that outlived its
/// deadline cannot be killed (root's, under sudo), no other is started. Disposing does not touch a script under way.
/// </remarks>
/// <param name="script">Absolute path; run by /bin/bash, so its mode does not matter.</param>
/// <param name="timeout">After it the script and what it forked are killed: SIGTERM, five seconds later SIGKILL.</param>
/// <param name="outputFile">What the newest run printed, its last 64 KiB.</param>
public sealed class ScriptRuns(
    IUnitControl inner, string script, ScriptVia via, TimeSpan timeout, string outputFile, TimeProvider clock) : IUnitControl
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenCuts = TimeSpan.FromSeconds(1);

    private readonly Lock _reporting = new();
    private readonly ScriptCommand _command = new(script, via);
    private readonly ScriptEvidence _evidence = new(script);
    private Action<UnitReport> _report = _ => { };
    private int _underWay;

    public void Open(ImmutableArray<UnitName> units, Action<UnitReport> report)
    {
        _report = report;
        inner.Open(units, Report);
    }

    public void Sweep(SweepId sweep) => inner.Sweep(sweep);

    public void Start(RunId run, UnitName unit)
    {
        if (Interlocked.Exchange(ref _underWay, 1) == 0) _ = Task.Run(() => FollowAsync(run));
        else Report(new UnitReport.RunRefused(run, $"{script} is still running"));
    }

    public void Follow(RunId run, UnitName unit, TimeSpan since) =>
        Report(new UnitReport.RunEnded(run, RunOutcome.LostBecause("the daemon ended while the run was under way")));

    public void Watch(ImmutableArray<UnitName> units) => inner.Watch(units);

    public void Dispose()
    {
        inner.Dispose();
        lock (_reporting) _report = _ => { };
    }

    // Two threads report: that of the inner one and a run's.
    private void Report(UnitReport report)
    {
        lock (_reporting) _report(report);
    }

    private async Task FollowAsync(RunId run)
    {
        var (last, outlived) = await ToItsReportAsync(run).ConfigureAwait(false);
        // The way is free before anybody hears of the end: the next start may be the answer to it.
        if (outlived is null) Volatile.Write(ref _underWay, 0);
        Report(last);
        if (outlived is null) return;
        await outlived.ConfigureAwait(false);
        Volatile.Write(ref _underWay, 0);
    }

    private async Task<(UnitReport Last, Task? Outlived)> ToItsReportAsync(RunId run)
    {
        try
        {
            if (await _command.RefusalAsync().ConfigureAwait(false) is { } refusal) return (new UnitReport.RunRefused(run, refusal), null);

            var output = new ScriptOutput(outputFile);
            output.Begin();
            return await FollowAsync(run, _command.Start(output.Path), output).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is Win32Exception or IOException or UnauthorizedAccessException)
        {
            return (new UnitReport.RunRefused(run, cause.Message), null);
        }
    }

    private async Task<(UnitReport Last, Task? Outlived)> FollowAsync(RunId run, CommandTask<CommandResult> running, ScriptOutput output)
    {
        Report(new UnitReport.RunAccepted(run));
        bool inTime;
        await using (clock.CreateTimer(_ => output.Bound(), null, BetweenCuts, BetweenCuts).ConfigureAwait(false))
        {
            inTime = await EndsWithinAsync(running, timeout).ConfigureAwait(false);
            if (!inTime) await KillAsync(running).ConfigureAwait(false);
        }

        int? exit = running.Task.IsCompleted ? (await running.Task.ConfigureAwait(false)).ExitCode : null;
        var outcome = _evidence.Outcome(exit, inTime, output.Finish());
        return (new UnitReport.RunEnded(run, outcome), exit is null ? running.Task : null);
    }

    private async Task KillAsync(CommandTask<CommandResult> running)
    {
        // A session's number stays taken while anything of it lives, even when its leader has been reaped.
        var session = new ProcessSession(running.ProcessId);
        session.Signal(ProcessSession.Terminate);
        await EndsWithinAsync(running, Patience).ConfigureAwait(false);
        session.Signal(ProcessSession.Kill);
        await EndsWithinAsync(running, Patience).ConfigureAwait(false);
    }

    private async Task<bool> EndsWithinAsync(CommandTask<CommandResult> running, TimeSpan time)
    {
        using var over = new CancellationTokenSource();
        var first = await Task.WhenAny(running.Task, Task.Delay(time, clock, over.Token)).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        return first == running.Task;
    }
}
