using Supervision.Adapters.Processes;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Processes;

/// <summary>A second <see cref="ScriptRuns"/> finds what the first one left. The scripts are real, and so are their ends.</summary>
public sealed class ScriptsOfAnEarlierLifeTests : IDisposable
{
    private static readonly UnitName Backend = new("backend-restart.service");
    private static readonly TimeSpan Plenty = TimeSpan.FromMinutes(2);
    private static readonly RunId Run = new(7);

    private readonly TemporaryDirectory _directory = new();
    private readonly Reports _earlier = new();
    private readonly Reports _reports = new();
    private readonly List<ScriptRuns> _lives = [];

    private string Go => _directory.File("go");
    private string Record => _directory.File("backend.run");

    public void Dispose()
    {
        foreach (var life in _lives) life.Dispose();
        _directory.Dispose();
    }

    private static TimeSpan Now => TimeProvider.System.GetElapsedTime(0);

    private ScriptRuns Life(Reports reports, TimeSpan? timeout = null)
    {
        var (script, output) = (_directory.File("backend.sh"), _directory.File("backend.log"));
        var life = new ScriptRuns(new NoUnits(), script, ScriptVia.Direct, timeout ?? Plenty, output, TimeProvider.System);
        _lives.Add(life);
        life.Open([], reports.Take);
        return life;
    }

    /// <returns>The process id of the script.</returns>
    private async Task<int> Left(string script)
    {
        _directory.Script($"cd {_directory.Path}; echo $$ >p; mv p pid; {script}");
        Life(_earlier).Start(Run, Backend);
        await _earlier.Next<UnitReport.RunAccepted>();
        return await LiveProcess.Written(_directory.File("pid"));
    }

    private async Task<RunOutcome> Outcome()
    {
        var ended = await _reports.Next<UnitReport.RunEnded>();
        Assert.Equal(Run, ended.Run);
        return ended.Outcome;
    }

    private string Waiting(string end) => $"until [ -e {Go} ]; do sleep 0.02; done; {end}";

    [Theory]
    [InlineData("echo mended; exit 0", RunResult.Done, 0, "exit 0: mended")]
    [InlineData("echo no port; exit 3", RunResult.Failed, 3, "exit 3: no port")]
    public async Task A_script_under_way_is_adopted_and_told_with_its_true_result(string end, RunResult result, int exit, string evidence)
    {
        await Left(Waiting(end));
        Life(_reports).Follow(Run, Backend, Now);
        Assert.Equal(new UnitReport.RunAccepted(Run), await _reports.Next());

        await File.WriteAllTextAsync(Go, "");

        var outcome = await Outcome();
        Assert.Equal((result, exit, evidence), (outcome.Result, outcome.ExitStatus, outcome.Evidence));
    }

    [Fact]
    public async Task A_script_that_ended_meanwhile_is_told_with_its_true_result()
    {
        await Left("echo no port; exit 3");
        await _earlier.Next<UnitReport.RunEnded>();

        Life(_reports).Follow(Run, Backend, Now);

        var outcome = await Outcome();
        Assert.Equal((RunResult.Failed, 3, "exit 3: no port"), (outcome.Result, outcome.ExitStatus, outcome.Evidence));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_it_lives_no_other_is_started(bool isFollowed)
    {
        await Left(Waiting("echo once >>ran"));
        var life = Life(_reports);
        if (isFollowed)
        {
            life.Follow(Run, Backend, Now);
            await _reports.Next<UnitReport.RunAccepted>();
        }

        life.Start(new RunId(8), Backend);

        Assert.Contains("still running", (await _reports.Next<UnitReport.RunRefused>()).Why, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Go, "");
        await _earlier.Next<UnitReport.RunEnded>();
        Assert.Equal("once\n", await File.ReadAllTextAsync(_directory.File("ran")));
    }

    [Fact]
    public async Task After_its_end_the_next_may_start()
    {
        await Left(Waiting("exit 0"));
        var life = Life(_reports);
        life.Follow(Run, Backend, Now);
        await _reports.Next<UnitReport.RunAccepted>();
        await File.WriteAllTextAsync(Go, "");
        await Outcome();

        life.Start(new RunId(8), Backend);

        Assert.Equal(new RunId(8), (await _reports.Next<UnitReport.RunEnded>()).Run);
    }

    [Fact]
    public async Task A_script_whose_time_has_passed_is_killed_with_what_it_forked()
    {
        var script = await Left("sleep 1000 & wait");

        Life(_reports, timeout: TimeSpan.FromSeconds(1)).Follow(Run, Backend, Now - TimeSpan.FromSeconds(1));

        var outcome = await Outcome();
        Assert.Equal((RunResult.TimedOut, 143), (outcome.Result, outcome.ExitStatus));
        await LiveProcess.IsGone(script);
    }

    [Fact]
    public async Task A_script_that_is_killed_is_told_with_its_signal()
    {
        var script = await Left("sleep 1000");
        Life(_reports).Follow(Run, Backend, Now);
        await _reports.Next<UnitReport.RunAccepted>();

        LiveProcess.Kill(script);

        var outcome = await Outcome();
        Assert.Equal((RunResult.Failed, 137), (outcome.Result, outcome.ExitStatus));
    }

    [Fact]
    public async Task A_script_that_was_killed_with_the_shell_around_it_is_lost()
    {
        var script = await Left("sleep 1000");
        var shell = new ScriptRecord(Record).Read().Process!.Value.Pid;
        LiveProcess.Kill(shell, signal: 19);
        Life(_reports).Follow(Run, Backend, Now);
        await _reports.Next<UnitReport.RunAccepted>();

        LiveProcess.Kill(-shell);

        Assert.Equal(RunResult.Lost, (await Outcome()).Result);
        await LiveProcess.IsGone(script);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("run 6\nprocess 1 (sh) S\nexit 0\n")]
    [InlineData("run 7\n")]
    public async Task A_run_that_never_began_is_told_so_and_is_not_started(string? record)
    {
        _directory.Script($"touch {_directory.File("ran")}");
        if (record is not null) await File.WriteAllTextAsync(Record, record);

        Life(_reports).Follow(Run, Backend, Now);

        Assert.Equal(RunResult.NeverStarted, (await Outcome()).Result);
        Assert.False(File.Exists(_directory.File("ran")));
    }

    [Fact]
    public async Task Another_process_with_its_number_is_not_taken_for_it()
    {
        // Our own number, but begun at another time.
        var stat = $"{Environment.ProcessId} (sh) S {string.Join(' ', Enumerable.Repeat("1", 40))}";
        await File.WriteAllTextAsync(Record, $"run 7\nprocess {stat}\n");

        Life(_reports).Follow(Run, Backend, Now);

        Assert.Equal(RunResult.Lost, (await Outcome()).Result);
    }

    [Fact]
    public async Task A_record_that_cannot_be_kept_refuses_the_run_before_anything_runs()
    {
        _directory.Script($"touch {_directory.File("ran")}");
        Directory.CreateDirectory(Record);

        Life(_reports).Start(new RunId(8), Backend);

        Assert.Contains("backend.run", (await _reports.Next<UnitReport.RunRefused>()).Why, StringComparison.Ordinal);
        Assert.False(File.Exists(_directory.File("ran")));
    }
}
