using CliWrap;
using Supervision.Adapters.Systemd;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Systemd;

/// <summary>Runs that an earlier life of the daemon may have started; these run where systemd is PID 1, as root.</summary>
[Collection(nameof(LiveSystemd))]
public sealed class SystemdFollowTests : IDisposable
{
    private const string Go = "/run/stub-go";
    private static readonly UnitName Unit = new("stub-run.service");
    private static readonly RunId Id = new(4);
    private readonly Reports _reports = new();
    private readonly SystemdUnits _control = new(TimeProvider.System);

    public void Dispose()
    {
        _control.Dispose();
        _reports.Dispose();
        File.Delete(Go);
    }

    private static TimeSpan Now => TimeProvider.System.GetElapsedTime(0);

    // What refers to it keeps it in systemd's memory, as healthcheck.service does with its run.
    private static async Task<StubUnits> With(string command, string more = "", bool isRemembered = true)
    {
        StubUnits.SkipUnlessRootOnSystemd();
        var stubs = await new StubUnits().WithOneshot(Unit.Text, command, more);
        if (isRemembered) await stubs.WithSleeper("stub-a.service", $"[Unit]\nBefore={Unit}");
        await StubUnits.Reload();
        if (isRemembered) await StubUnits.Systemctl("start", "stub-a.service");
        return stubs;
    }

    private void Follow(TimeSpan since)
    {
        _control.Open([], _reports.Add);
        _control.Follow(Id, Unit, since);
    }

    private RunOutcome Outcome()
    {
        var ended = _reports.Next<UnitReport.RunEnded>();
        Assert.Equal(Id, ended.Run);
        return ended.Outcome;
    }

    private static async Task Start() =>
        await Cli.Wrap("systemctl").WithArguments(["start", Unit.Text]).WithValidation(CommandResultValidation.None).ExecuteAsync();

    private static async Task UntilItIs(string activity)
    {
        while (await StubUnits.Show(Unit.Text, "ActiveState") != activity)
        {
        }
    }

    [SkippableTheory]
    [InlineData("exit 0", RunResult.Done, 0)]
    [InlineData("exit 7", RunResult.Failed, 7)]
    [InlineData("kill -9 $$$$", RunResult.Failed, 9)]
    [InlineData("sleep infinity", RunResult.TimedOut, 15)]
    public async Task A_run_that_is_over_is_told_with_its_result(string command, RunResult result, int status)
    {
        await using var stubs = await With(command, result == RunResult.TimedOut ? "TimeoutStartSec=500ms" : "");
        var since = Now;
        await Start();

        Follow(since);

        var outcome = Outcome();
        Assert.Equal(
            (result, status, await StubUnits.Show(Unit.Text, "InvocationID")), (outcome.Result, outcome.ExitStatus, outcome.Invocation));
    }

    [SkippableTheory]
    [InlineData("exit 0", RunResult.Done, 0)]
    [InlineData("exit 5", RunResult.Failed, 5)]
    public async Task A_run_under_way_is_adopted_and_ends_with_its_result(string end, RunResult result, int status)
    {
        await using var stubs = await With($"until test -e {Go}; do sleep 0.05; done; {end}");
        var since = Now;
        await StubUnits.Systemctl("start", "--no-block", Unit.Text);
        await UntilItIs("activating");

        Follow(since);
        Assert.Equal(Id, _reports.Next<UnitReport.RunAccepted>().Run);
        await File.WriteAllTextAsync(Go, "");

        var outcome = Outcome();
        Assert.Equal((result, status), (outcome.Result, outcome.ExitStatus));
        Assert.Equal(await StubUnits.Show(Unit.Text, "InvocationID"), outcome.Invocation);
    }

    [SkippableFact]
    public async Task A_run_under_way_that_is_killed_is_told_with_its_signal()
    {
        await using var stubs = await With("sleep infinity");
        var since = Now;
        await StubUnits.Systemctl("start", "--no-block", Unit.Text);
        await UntilItIs("activating");
        Follow(since);
        _reports.Next<UnitReport.RunAccepted>();

        await StubUnits.Systemctl("kill", "--signal=KILL", Unit.Text);

        var outcome = Outcome();
        Assert.Equal((RunResult.Failed, 9), (outcome.Result, outcome.ExitStatus));
    }

    [SkippableFact]
    public async Task A_run_that_waits_for_its_turn_is_adopted_before_it_begins()
    {
        await using var stubs = await With("exit 3", $"[Unit]\nAfter=stub-first.service");
        await stubs.WithOneshot("stub-first.service", $"until test -e {Go}; do sleep 0.05; done");
        await StubUnits.Reload();
        await StubUnits.Systemctl("start", "--no-block", "stub-first.service");
        var since = Now;
        await StubUnits.Systemctl("start", "--no-block", Unit.Text);
        Assert.Equal("inactive", await StubUnits.Show(Unit.Text, "ActiveState"));

        Follow(since);
        _reports.Next<UnitReport.RunAccepted>();
        await File.WriteAllTextAsync(Go, "");

        Assert.Equal(3, Outcome().ExitStatus);
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_that_never_began_is_told_so_and_is_not_started(bool ranBefore)
    {
        await using var stubs = await With("exit 7");
        if (ranBefore) await Start();
        var invocation = await StubUnits.Show(Unit.Text, "InvocationID");

        Follow(Now);

        var outcome = Outcome();
        Assert.Equal((RunResult.NeverStarted, null, ""), (outcome.Result, outcome.ExitStatus, outcome.Invocation));
        Assert.Equal(invocation, await StubUnits.Show(Unit.Text, "InvocationID"));
    }

    [SkippableFact]
    public async Task A_run_that_systemd_has_forgotten_is_lost()
    {
        await using var stubs = await With("exit 0", isRemembered: false);
        var since = Now;
        await Start();

        Follow(since);

        Assert.Equal(RunResult.Lost, Outcome().Result);
    }

    [SkippableTheory]
    [InlineData("no-such.service")]
    [InlineData("no unit at all")]
    [InlineData("celery@.service")]
    public void A_unit_that_is_none_is_no_witness(string unit)
    {
        StubUnits.SkipUnlessRootOnSystemd();
        _control.Open([], _reports.Add);

        _control.Follow(Id, new UnitName(unit), Now);

        Assert.Equal(RunResult.Lost, Outcome().Result);
    }

    [SkippableFact]
    public async Task Without_a_bus_a_run_is_followed_as_soon_as_it_is_back()
    {
        await using var stubs = await With($"until test -e {Go}; do sleep 0.05; done; exit 5");
        var since = Now;
        await StubUnits.Systemctl("start", "--no-block", Unit.Text);
        await UntilItIs("activating");
        await StubUnits.Systemctl("stop", "dbus.socket", "dbus.service");
        _control.Open([], _reports.Add);
        _reports.Next<UnitReport.Lost>();

        _control.Follow(Id, Unit, since);
        _control.Sweep(new SweepId(1));
        Assert.DoesNotContain(_reports.Until<UnitReport.Lost>(), report => report is UnitReport.RunEnded);
        await StubUnits.Systemctl("start", "dbus.socket", "dbus.service");

        _reports.Next<UnitReport.RunAccepted>();
        await File.WriteAllTextAsync(Go, "");
        Assert.Equal(5, Outcome().ExitStatus);
    }
}
