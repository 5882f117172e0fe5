using Supervision.Adapters.Processes;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Processes;

public sealed class RestartedProcessesTests : IDisposable
{
    private static readonly UnitName Gunicorn = new("gunicorn.service");
    private static readonly UnitName Celery = new("celery.service");
    private static readonly UnitName Nginx = new("nginx.service");
    private static readonly RunId Run = new(3);

    private readonly TemporaryDirectory _directory = new();
    private readonly Reports _reports = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Are_stopped_and_started_one_after_the_other_and_no_other_is_touched()
    {
        using var units = Open(Sleeper(Gunicorn), Sleeper(Celery), Sleeper(Nginx));
        var before = (await Sweep(units)).Units;

        units.Restart(Run, [Celery, Gunicorn]);

        Assert.Equal(new UnitReport.RunAccepted(Run), await _reports.Next());
        Assert.Equal((Celery, UnitActivity.Failed), await Changed());
        Assert.Equal((Celery, UnitActivity.Active), await Changed());
        Assert.Equal((Gunicorn, UnitActivity.Failed), await Changed());
        Assert.Equal((Gunicorn, UnitActivity.Active), await Changed());
        var ended = Assert.IsType<UnitReport.RunEnded>(await _reports.Next());
        Assert.Equal((Run, RunResult.Done, "restarted celery.service, gunicorn.service"), (ended.Run, ended.Outcome.Result, ended.Outcome.Evidence));
        var after = (await Sweep(units)).Units;
        Assert.Equal([true, true, false], before.Zip(after).Select(pair => pair.First.Invocation != pair.Second.Invocation));
    }

    [Fact]
    public async Task A_process_that_is_stopped_and_does_not_even_see_the_request_is_restarted()
    {
        using var units = Open(Announcing(Celery, "exec sleep 1000"));
        LiveProcess.Kill(await LiveProcess.Written(_directory.File("celery.service.pid")), Stop);

        units.Restart(Run, [Celery]);

        Assert.Equal(RunResult.Done, (await _reports.Next<UnitReport.RunEnded>()).Outcome.Result);
        Assert.Equal(UnitActivity.Active, (await Sweep(units)).Units.Single().Activity);
    }

    [Fact]
    public async Task A_process_that_ignores_the_request_is_killed_when_its_time_is_over()
    {
        using var units = Open(Announcing(Celery, "trap '' TERM; echo 1 >r; mv r ready; while :; do sleep 1000; done"));
        await LiveProcess.Written(_directory.File("ready"));
        var pid = await LiveProcess.Written(_directory.File("celery.service.pid"));

        units.Restart(Run, [Celery]);

        Assert.Equal(RunResult.Done, (await _reports.Next<UnitReport.RunEnded>()).Outcome.Result);
        Assert.False(LiveProcess.Runs(pid));
    }

    [Fact]
    public async Task A_stop_that_we_ordered_is_no_end_of_the_process_s_own()
    {
        using var units = Open(Announcing(Celery, "trap 'exit 0' TERM; echo 1 >r; mv r ready; while :; do sleep 0.05; done"));
        await LiveProcess.Written(_directory.File("ready"));

        units.Restart(Run, [Celery]);

        var stopped = (await _reports.Next<UnitReport.Changed>()).Status;
        Assert.Equal((UnitActivity.Inactive, false), (stopped.Activity, stopped.EndedByItself));
    }

    [Fact]
    public async Task One_that_does_not_run_is_started()
    {
        using var units = Open(Announcing(Celery, "exec sleep 1000"));
        LiveProcess.Kill(await LiveProcess.Written(_directory.File("celery.service.pid")));
        await _reports.Next<UnitReport.Changed>(changed => changed.Status.Activity == UnitActivity.Failed);

        units.Restart(Run, [Celery]);

        Assert.Equal(RunResult.Done, (await _reports.Next<UnitReport.RunEnded>()).Outcome.Result);
    }

    [Fact]
    public async Task After_one_that_cannot_be_started_the_rest_is_not_tried()
    {
        using var units = Open(new ProcessUnit(Celery, ["/usr/bin/no-such-program"]), Sleeper(Nginx));
        var before = (await Sweep(units)).Units;

        units.Restart(Run, [Celery, Nginx]);

        var outcome = (await _reports.Next<UnitReport.RunEnded>()).Outcome;
        Assert.Equal(
            (RunResult.Failed, "celery.service: /usr/bin/no-such-program: No such file or directory; not tried: nginx.service"),
            (outcome.Result, outcome.Evidence));
        Assert.Equal(before[1].Invocation, (await Sweep(units)).Units[1].Invocation);
    }

    [Fact]
    public async Task A_stranger_is_refused_and_nothing_is_touched()
    {
        using var units = Open(Sleeper(Nginx));
        var before = (await Sweep(units)).Units;

        units.Restart(Run, [Nginx, Celery]);

        Assert.Contains("celery.service", Assert.IsType<UnitReport.RunRefused>(await _reports.Next()).Why, StringComparison.Ordinal);
        Assert.Equal(before[0].Invocation, (await Sweep(units)).Units[0].Invocation);
    }

    private const int Stop = 19;

    private async Task<(UnitName, UnitActivity)> Changed() =>
        await _reports.Next() is UnitReport.Changed changed ? (changed.Status.Unit, changed.Status.Activity) : default;

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

    private static ProcessUnit Sleeper(UnitName name) => new(name, ["sleep", "1000"]);

    // A shell in the test's directory that first writes its process id down.
    private ProcessUnit Announcing(UnitName name, string script) =>
        new(name, ["/bin/sh", "-c", $"cd {_directory.Path}; echo $$ >{name}.tmp; mv {name}.tmp {name}.pid; {script}"]);
}
