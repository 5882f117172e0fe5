using System.Globalization;
using Supervision.Adapters.Processes;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Processes;

public sealed class ProcessUnitsTests : IDisposable
{
    private static readonly UnitName Backend = new("backend-restart.service");
    private static readonly UnitName Celery = new("celery.service");
    private static readonly UnitName Nginx = new("nginx.service");

    private readonly TemporaryDirectory _directory = new();
    private readonly Reports _reports = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task All_processes_are_started_and_told_at_the_first_sweep()
    {
        using var units = Open(Unit(Celery, "sleep", "1000"), Unit(Nginx, "/bin/sleep", "1000"));

        Assert.IsType<UnitReport.Connected>(await _reports.Next());
        var swept = await Sweep(units);

        Assert.Equal(HostPhase.Running, swept.Phase);
        Assert.All(swept.Units, unit =>
            Assert.Equal((UnitActivity.Active, "running", "success"), (unit.Activity, unit.SubState, unit.Result)));
        Assert.Equal([Celery, Nginx], swept.Units.Select(unit => unit.Unit));
        Assert.All(swept.Units, unit => Assert.Matches("^[0-9a-f]{32}$", unit.Invocation));
        Assert.NotEqual(swept.Units[0].Invocation, swept.Units[1].Invocation);
    }

    [Fact]
    public async Task A_unit_that_is_not_declared_is_not_found()
    {
        using var units = new ProcessUnits([Unit(Celery, "sleep", "1000")], TimeProvider.System);
        units.Open([Celery, Backend], _reports.Take);

        var swept = await Sweep(units);

        var unknown = swept.Units[1];
        Assert.Equal((UnitLoad.NotFound, UnitActivity.Inactive, ""), (unknown.Load, unknown.Activity, unknown.Invocation));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(15)]
    public async Task A_killed_process_has_failed_and_a_run_brings_it_back_as_another_life(int signal)
    {
        using var units = Open(Announcing(Celery, "exec sleep 1000"), Unit(Nginx, "sleep", "1000"));
        var before = (await Sweep(units)).Units;

        LiveProcess.Kill(await Pid(Celery), signal);
        var failed = (await _reports.Next<UnitReport.Changed>()).Status;
        Assert.Equal(before[0] with { Activity = UnitActivity.Failed, SubState = "failed", Result = "signal" }, failed);

        units.Start(new RunId(5), Backend);
        Assert.Equal(new UnitReport.RunAccepted(new RunId(5)), await _reports.Next());
        var back = (await _reports.Next<UnitReport.Changed>()).Status;
        var ended = await _reports.Next<UnitReport.RunEnded>();

        Assert.Equal((Celery, UnitActivity.Active), (back.Unit, back.Activity));
        Assert.NotEqual(failed.Invocation, back.Invocation);
        Assert.Equal((RunResult.Done, "started celery.service"), (ended.Outcome.Result, ended.Outcome.Evidence));
        Assert.Equal(before[1], (await Sweep(units)).Units[1]);
    }

    [Theory]
    [InlineData("exit 3", UnitActivity.Failed, "failed", "exit-code")]
    [InlineData("exit 0", UnitActivity.Inactive, "dead", "success")]
    public async Task An_end_of_its_own_is_told_by_its_exit_code(string script, UnitActivity activity, string subState, string result)
    {
        using var units = Open(Unit(Celery, "/bin/sh", "-c", script));

        var status = (await _reports.Next<UnitReport.Changed>()).Status;

        Assert.Equal((activity, subState, result), (status.Activity, status.SubState, status.Result));
    }

    [Fact]
    public async Task A_command_that_does_not_exist_fails_and_the_run_names_it_while_the_others_run()
    {
        using var units = Open(Unit(Celery, "/usr/bin/no-such-program"), Unit(Nginx, "sleep", "1000"));

        var swept = await Sweep(units);
        units.Start(new RunId(1), Backend);
        var ended = await _reports.Next<UnitReport.RunEnded>();

        Assert.Equal((UnitActivity.Failed, "exit-code"), (swept.Units[0].Activity, swept.Units[0].Result));
        Assert.Equal(UnitActivity.Active, swept.Units[1].Activity);
        Assert.Equal(RunResult.Failed, ended.Outcome.Result);
        Assert.Null(ended.Outcome.ExitStatus);
        Assert.Equal("celery.service: /usr/bin/no-such-program: No such file or directory", ended.Outcome.Evidence);
    }

    [Fact]
    public async Task What_a_dead_process_forked_dies_with_it()
    {
        using var units = Open(Announcing(Celery, "sleep 1000 & echo $! >child; mv child child.pid; wait"));
        var child = await LiveProcess.Written(_directory.File("child.pid"));

        LiveProcess.Kill(await Pid(Celery));

        await LiveProcess.IsGone(child);
    }

    [Fact]
    public async Task Dispose_leaves_nothing_behind_not_even_groups_of_their_own_that_ignore_the_request()
    {
        var units = Open(Announcing(Celery,
            "set -m; trap '' TERM; sh -c 'sleep 1000; sleep 1000' & echo $! >child; mv child child.pid; wait"));
        var child = await LiveProcess.Written(_directory.File("child.pid"));
        var parent = await Pid(Celery);
        Assert.True(LiveProcess.Runs(child));

        units.Dispose();
        units.Dispose();

        Assert.False(LiveProcess.Runs(child));
        Assert.False(Directory.Exists($"/proc/{parent}"));
    }

    [Fact]
    public async Task Dispose_lets_a_process_end_in_its_own_way_and_reports_nothing_of_it()
    {
        var units = Open(Announcing(Celery, "trap 'echo 1 >said; exit 0' TERM; echo 1 >r; mv r ready; while :; do sleep 0.05; done"));
        await Sweep(units);
        await LiveProcess.Written(_directory.File("ready"));

        units.Dispose();

        Assert.True(File.Exists(_directory.File("said")));
        Assert.True(_reports.IsEmpty);
    }

    [Fact]
    public async Task A_child_sees_an_empty_stdin_default_signals_and_a_session_of_its_own()
    {
        using var units = Open(Announcing(Celery,
            "cat >stdin; sed -n 's/^SigIgn:.//p' /proc/$$/status >signals; cut -d' ' -f6 /proc/$$/stat >session; exit 0"));

        await _reports.Next<UnitReport.Changed>();

        Assert.Empty(await File.ReadAllTextAsync(_directory.File("stdin")));
        // Beyond the 31 of POSIX, glibc keeps two for itself.
        var mask = await File.ReadAllTextAsync(_directory.File("signals"));
        var ignored = ulong.Parse(mask.Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        Assert.Equal(0UL, ignored & 0x7fffffff);
        Assert.Equal(await Pid(Celery), await LiveProcess.Written(_directory.File("session")));
    }

    [Fact]
    public void A_unit_without_a_command_is_refused() =>
        Assert.Throws<ArgumentException>(() => new ProcessUnits([new ProcessUnit(Celery, [])], TimeProvider.System));

    private ProcessUnits Open(params ProcessUnit[] declared)
    {
        var units = new ProcessUnits([.. declared], TimeProvider.System);
        units.Open([.. declared.Select(unit => unit.Unit)], _reports.Take);
        return units;
    }

    private async Task<UnitReport.Swept> Sweep(ProcessUnits units)
    {
        units.Sweep(new SweepId(1));
        return await _reports.Next<UnitReport.Swept>();
    }

    private static ProcessUnit Unit(UnitName name, params string[] command) => new(name, [.. command]);

    // A shell in the test's directory that first writes its process id down.
    private ProcessUnit Announcing(UnitName name, string script) =>
        Unit(name, "/bin/sh", "-c", $"cd {_directory.Path}; echo $$ >{name}.tmp; mv {name}.tmp {name}.pid; {script}");

    private Task<int> Pid(UnitName name) => LiveProcess.Written(_directory.File($"{name}.pid"));
}
