using Supervision.Adapters.Systemd;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Systemd;

/// <summary>Runs of real oneshot units, followed to their end; these run where systemd is PID 1.</summary>
[Collection(nameof(LiveSystemd))]
public sealed class SystemdRunsTests : IDisposable
{
    private static readonly UnitName Unit = new("stub-run.service");
    private readonly Reports _reports = new();
    private readonly SystemdUnits _control = new(TimeProvider.System);

    public void Dispose()
    {
        _control.Dispose();
        _reports.Dispose();
    }

    private async Task<StubUnits> With(string command, string more = "", string unit = "")
    {
        StubUnits.SkipUnlessRootOnSystemd();
        var stubs = await new StubUnits().With(
            Unit.Text, $"[Unit]\n{unit}\n[Service]\nType=oneshot\nExecStart=/bin/sh -c '{command}'\n{more}\n");
        await StubUnits.Reload();
        _control.Open([], _reports.Add);
        return stubs;
    }

    private RunOutcome Run(long number = 1)
    {
        _control.Start(new RunId(number), Unit);
        Assert.Equal(number, _reports.Next<UnitReport.RunAccepted>().Run.Number);
        var ended = _reports.Next<UnitReport.RunEnded>();
        Assert.Equal(number, ended.Run.Number);
        return ended.Outcome;
    }

    [SkippableFact]
    public async Task A_script_that_succeeds_is_done()
    {
        await using var stubs = await With("exit 0");

        var outcome = Run();

        Assert.Equal((RunResult.Done, 0), (outcome.Result, outcome.ExitStatus));
        Assert.Equal(32, outcome.Invocation.Length);
        Assert.Equal("job done, unit success, status 0", outcome.Evidence);
    }

    [SkippableFact]
    public async Task A_script_that_fails_is_told_with_its_exit_code()
    {
        await using var stubs = await With("exit 7");

        var outcome = Run();

        Assert.Equal(
            (RunResult.Failed, 7, "job failed, unit exit-code, status 7"), (outcome.Result, outcome.ExitStatus, outcome.Evidence));
        Assert.Equal(await StubUnits.Show(Unit.Text, "InvocationID"), outcome.Invocation);
    }

    [SkippableFact]
    public async Task Each_run_has_its_own_outcome()
    {
        await using var stubs = await With("test -e /run/stub-go || { touch /run/stub-go; exit 1; }; rm /run/stub-go");

        var (first, second) = (Run(1), Run(2));

        Assert.Equal((RunResult.Failed, RunResult.Done), (first.Result, second.Result));
        Assert.NotEqual(first.Invocation, second.Invocation);
    }

    [SkippableFact]
    public async Task A_script_that_hangs_is_killed_at_the_end_of_its_time()
    {
        await using var stubs = await With("sleep infinity", "TimeoutStartSec=500ms");

        Assert.Equal(RunResult.TimedOut, Run().Result);
    }

    [SkippableFact]
    public async Task A_script_that_cannot_be_executed_has_failed()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        await using var stubs = await new StubUnits().With(Unit.Text, "[Service]\nType=oneshot\nExecStart=/no/such/program\n");
        await StubUnits.Reload();
        _control.Open([], _reports.Add);

        var outcome = Run();

        Assert.Equal((RunResult.Failed, 203), (outcome.Result, outcome.ExitStatus));
    }

    [SkippableFact]
    public async Task A_job_that_somebody_cancels_is_cancelled()
    {
        await using var stubs = await With("sleep infinity");
        _control.Start(new RunId(1), Unit);
        _reports.Next<UnitReport.RunAccepted>();

        await StubUnits.Systemctl("stop", Unit.Text);

        Assert.Equal(RunResult.Cancelled, _reports.Next<UnitReport.RunEnded>().Outcome.Result);
    }

    [SkippableFact]
    public async Task The_start_limit_of_systemd_is_a_refusal_and_no_failure()
    {
        await using var stubs = await With("exit 1", unit: "StartLimitIntervalSec=1h\nStartLimitBurst=2");

        var results = new[] { Run(1), Run(2), Run(3) };

        Assert.Equal([RunResult.Failed, RunResult.Failed, RunResult.RefusedBySystemd], results.Select(run => run.Result));
        Assert.Null(results[2].ExitStatus);
    }

    [SkippableFact]
    public async Task A_unit_whose_condition_is_not_met_did_not_run()
    {
        await using var stubs = await With("exit 0", unit: "ConditionPathExists=/no/such/file");

        var outcome = Run();

        Assert.Equal((RunResult.Failed, null), (outcome.Result, outcome.ExitStatus));
        Assert.Contains("condition", outcome.Evidence, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_run_that_an_operator_started_is_followed_alike()
    {
        await using var stubs = await With("until test -e /run/stub-go; do sleep 0.05; done; rm /run/stub-go; exit 4");
        await StubUnits.Systemctl("start", "--no-block", Unit.Text);
        var invocation = "";
        while (invocation.Length == 0) invocation = await StubUnits.Show(Unit.Text, "InvocationID");

        _control.Start(new RunId(1), Unit);
        _reports.Next<UnitReport.RunAccepted>();
        await File.WriteAllTextAsync("/run/stub-go", "");

        var outcome = _reports.Next<UnitReport.RunEnded>().Outcome;
        Assert.Equal((RunResult.Failed, 4, invocation), (outcome.Result, outcome.ExitStatus, outcome.Invocation));
    }

    [SkippableTheory]
    [InlineData("no-such.service", "daemon-reload")]
    [InlineData("celery@.service", "celery@")]
    [InlineData("no unit at all", "no unit at all")]
    public void A_unit_that_is_none_is_refused(string unit, string remedy)
    {
        StubUnits.SkipUnlessRootOnSystemd();
        _control.Open([], _reports.Add);

        _control.Start(new RunId(1), new UnitName(unit));

        Assert.Contains(remedy, _reports.Next<UnitReport.RunRefused>().Why, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_masked_unit_is_refused_with_the_remedy()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        await StubUnits.Systemctl("mask", "--runtime", Unit.Text);
        _control.Open([], _reports.Add);

        _control.Start(new RunId(1), Unit);

        Assert.Contains("unmask", _reports.Next<UnitReport.RunRefused>().Why, StringComparison.Ordinal);
        await StubUnits.Systemctl("unmask", "--runtime", Unit.Text);
    }

    [SkippableFact]
    public async Task A_start_against_a_stop_that_is_queued_is_refused()
    {
        await using var stubs = await With("sleep infinity", "ExecStopPost=/bin/sleep 600");
        await StubUnits.Systemctl("start", "--no-block", Unit.Text);
        while (await StubUnits.Show(Unit.Text, "ActiveState") != "activating")
        {
        }

        await StubUnits.Systemctl("stop", "--no-block", Unit.Text);
        _control.Start(new RunId(1), Unit);

        Assert.Contains("list-jobs", _reports.Next<UnitReport.RunRefused>().Why, StringComparison.Ordinal);
        await StubUnits.Systemctl("kill", "-s", "KILL", Unit.Text);
    }

    [SkippableFact]
    public void Without_a_polkit_rule_a_start_is_refused_with_the_remedy()
    {
        StubUnits.SkipUnlessSystemd();
        Skip.If(Environment.IsPrivilegedProcess, "root needs no polkit rule");
        _control.Open([new UnitName("dbus.service")], _reports.Add);

        _control.Start(new RunId(1), new UnitName("dbus.service"));

        Assert.Contains("60-healthcheck.rules", _reports.Next<UnitReport.RunRefused>().Why, StringComparison.Ordinal);
        _control.Sweep(new SweepId(1));
        Assert.Equal(UnitActivity.Active, _reports.Next<UnitReport.Swept>().Units.Single().Activity);
    }
}
