using System.Collections.Immutable;
using Supervision.Adapters.Processes;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Processes;

public sealed class ScriptRunsTests : IDisposable
{
    private static readonly UnitName Backend = new("backend-restart.service");
    private static readonly TimeSpan Plenty = TimeSpan.FromMinutes(2);

    private readonly TemporaryDirectory _directory = new();
    private readonly Reports _reports = new();

    private string Output => _directory.File("backend.log");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_script_that_ends_well_is_done()
    {
        var outcome = await Run("echo one; echo two; exit 0");

        Assert.Equal((RunResult.Done, 0, "exit 0: one | two"), (outcome.Result, outcome.ExitStatus, outcome.Evidence));
    }

    [Fact]
    public async Task A_script_that_fails_is_told_with_its_code_and_its_last_lines_without_colours()
    {
        var outcome = await Run(
            "for i in 1 2 3 4 5; do echo line $i; done; printf '\\033[31mno port\\033[0m \\342\\200\\256\\n' >&2; exit 3");

        Assert.Equal((RunResult.Failed, 3, "exit 3: line 4 | line 5 | no port"), (outcome.Result, outcome.ExitStatus, outcome.Evidence));
    }

    [Fact]
    public async Task A_script_that_is_missing_has_failed()
    {
        var outcome = await Follow(_directory.File("nowhere.sh"), Plenty);

        Assert.Equal((RunResult.Failed, 127), (outcome.Result, outcome.ExitStatus));
        Assert.Contains("No such file or directory", outcome.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_with_windows_line_ends_is_told_with_the_cure()
    {
        var outcome = await Run("systemctl\r\nfalse\r\n");

        Assert.Equal(RunResult.Failed, outcome.Result);
        Assert.Contains("sed -i 's/\\r$//'", outcome.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_hangs_is_killed_with_what_it_forked()
    {
        var script = _directory.Script(
            $"trap '' TERM; cd {_directory.Path}; (trap '' TERM; sleep 1000; sleep 1000) & echo $! >c; mv c child; echo waiting; wait; wait");

        var outcome = await Follow(script, TimeSpan.FromSeconds(1));

        Assert.Equal((RunResult.TimedOut, 137, "out of time, exit 137: waiting"), (outcome.Result, outcome.ExitStatus, outcome.Evidence));
        await LiveProcess.IsGone(await LiveProcess.Written(_directory.File("child")));
    }

    [Fact]
    public async Task A_run_ends_with_its_script_and_not_with_what_it_left_in_the_background()
    {
        var outcome = await Run($"cd {_directory.Path}; sleep 1000 & echo $! >c; mv c child; echo left it");
        var child = await LiveProcess.Written(_directory.File("child"));

        Assert.Equal((RunResult.Done, "exit 0: left it"), (outcome.Result, outcome.Evidence));
        Assert.True(LiveProcess.Runs(child));
        LiveProcess.Kill(child);
    }

    [Fact]
    public async Task Of_a_hundred_megabytes_the_last_64_KiB_are_kept()
    {
        var outcome = await Run("yes 'all work and no play' | head -c 100000000; echo; printf '\\000\\377'; echo the end");

        Assert.Equal(RunResult.Done, outcome.Result);
        Assert.EndsWith("the end", outcome.Evidence, StringComparison.Ordinal);
        Assert.InRange(outcome.Evidence.Length, 1, 500);
        Assert.InRange(new FileInfo(Output).Length, 60 * 1024, 66 * 1024);
        Assert.DoesNotContain('\0', await File.ReadAllTextAsync(Output));
    }

    [Fact]
    public async Task A_second_run_is_refused_while_one_is_under_way()
    {
        var go = _directory.File("go");
        using var runs = Runs(_directory.Script($"until [ -e {go} ]; do sleep 0.02; done"), Plenty);
        runs.Start(new RunId(1), Backend);
        await _reports.Next<UnitReport.RunAccepted>();

        runs.Start(new RunId(2), Backend);
        var refused = await _reports.Next<UnitReport.RunRefused>();
        await File.WriteAllTextAsync(go, "");

        Assert.Equal(new RunId(2), refused.Run);
        Assert.Contains("still running", refused.Why, StringComparison.Ordinal);
        Assert.Equal(new RunId(1), (await _reports.Next<UnitReport.RunEnded>()).Run);
    }

    [Fact]
    public async Task The_next_run_may_be_the_answer_to_the_end_of_the_last()
    {
        using var runs = new ScriptRuns(new NoUnits(), _directory.Script(""), ScriptVia.Direct, Plenty, Output, TimeProvider.System);
        runs.Open([], report =>
        {
            _reports.Take(report);
            if (report is UnitReport.RunEnded { Run.Number: 1 }) runs.Start(new RunId(2), Backend);
        });

        runs.Start(new RunId(1), Backend);

        await _reports.Next<UnitReport.RunEnded>();
        Assert.Equal(new UnitReport.RunAccepted(new RunId(2)), await _reports.Next());
        await _reports.Next<UnitReport.RunEnded>();
    }

    [Fact]
    public async Task Output_that_cannot_be_kept_refuses_the_run_before_anything_runs()
    {
        using var runs = new ScriptRuns(new NoUnits(), _directory.Script($"touch {_directory.File("ran")}"), ScriptVia.Direct, Plenty,
            _directory.File("nowhere/backend.log"), TimeProvider.System);
        runs.Open([], _reports.Take);

        runs.Start(new RunId(1), Backend);

        Assert.Contains("nowhere", (await _reports.Next<UnitReport.RunRefused>()).Why, StringComparison.Ordinal);
        Assert.False(File.Exists(_directory.File("ran")));
    }

    [SkippableFact]
    public async Task By_sudo_the_script_runs_as_root()
    {
        Skip.If(Tool.Find("sudo") is null, "sudo is not installed");
        Skip.If(Tool.Run("sudo", "-n", "true").Exit != 0, "this user may not use sudo without a password");
        using var runs = Runs(_directory.Script("id -u"), Plenty, ScriptVia.Sudo);

        runs.Start(new RunId(1), Backend);

        Assert.Equal("exit 0: 0", (await _reports.Next<UnitReport.RunEnded>()).Outcome.Evidence);
    }

    [Fact]
    public async Task The_state_of_units_comes_from_the_manager_inside()
    {
        using var runs = Runs(_directory.Script(""), Plenty);

        runs.Sweep(new SweepId(4));

        Assert.Equal(new SweepId(4), (await _reports.Next<UnitReport.Swept>()).Sweep);
    }

    private Task<RunOutcome> Run(string text) => Follow(_directory.Script(text), Plenty);

    private async Task<RunOutcome> Follow(string script, TimeSpan timeout)
    {
        using var runs = Runs(script, timeout);
        runs.Start(new RunId(8), Backend);
        Assert.Equal(new UnitReport.RunAccepted(new RunId(8)), await _reports.Next());
        var ended = await _reports.Next<UnitReport.RunEnded>();
        Assert.Equal(new RunId(8), ended.Run);
        return ended.Outcome;
    }

    private ScriptRuns Runs(string script, TimeSpan timeout, ScriptVia via = ScriptVia.Direct)
    {
        var runs = new ScriptRuns(new NoUnits(), script, via, timeout, Output, TimeProvider.System);
        runs.Open([], _reports.Take);
        return runs;
    }
}
