using CliWrap;
using Supervision.Adapters.Systemd;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Systemd;

/// <summary>A person's stop and an end of the service's own; these run where systemd is PID 1, as root.</summary>
[Collection(nameof(LiveSystemd))]
public sealed class SystemdEndsTests : IDisposable
{
    private const string Unit = "stub-a.service";
    private const string Go = "/run/stub-go";
    private readonly Reports _reports = new();
    private readonly SystemdUnits _control = new(TimeProvider.System);

    public void Dispose()
    {
        _control.Dispose();
        _reports.Dispose();
        File.Delete(Go);
    }

    private async Task<StubUnits> Running(string service, string unit = "")
    {
        StubUnits.SkipUnlessRootOnSystemd();
        var stubs = await new StubUnits().With(Unit, $"[Unit]\n{unit}\n[Service]\n{service}\n");
        await StubUnits.Reload();
        await StubUnits.Systemctl("start", Unit);
        _control.Open([new UnitName(Unit)], _reports.Add);
        _reports.Next<UnitReport.Connected>();
        return stubs;
    }

    private UnitStatus Ended() => _reports.Next<UnitReport.Changed>(
        changed => changed.Status is { Activity: UnitActivity.Inactive or UnitActivity.Failed, JobQueued: false }).Status;

    private UnitStatus Swept()
    {
        _control.Sweep(new SweepId(1));
        return _reports.Next<UnitReport.Swept>().Units.Single();
    }

    private static async Task Terminate() =>
        await Cli.Wrap("kill").WithArguments(["-TERM", await StubUnits.Show(Unit, "MainPID")]).ExecuteAsync();

    [SkippableTheory]
    [InlineData("ExecStart=/bin/sleep infinity")]
    [InlineData("ExecStart=/bin/sleep infinity\nExecStop=/bin/sleep 0.1")]
    [InlineData("ExecStart=/bin/sh -c 'trap \"sleep 0.2; exit 0\" TERM; sleep infinity & wait'")]
    public async Task A_persons_stop_is_no_end_of_its_own(string service)
    {
        await using var stubs = await Running(service);

        await StubUnits.Systemctl("stop", Unit);

        var stopped = Ended();
        Assert.Equal((UnitActivity.Inactive, "success", false), (stopped.Activity, stopped.Result, stopped.EndedByItself));
        Assert.False(Swept().EndedByItself);
    }

    [SkippableFact]
    public async Task However_often_it_is_stopped_at_once_that_is_no_end_of_its_own()
    {
        await using var stubs = await Running("ExecStart=/bin/sleep infinity", "StartLimitIntervalSec=0");
        for (var again = 0; again < 30; again++)
        {
            await StubUnits.Systemctl("stop", Unit);
            await StubUnits.Systemctl("start", Unit);
        }

        _control.Sweep(new SweepId(1));

        Assert.DoesNotContain(_reports.Until<UnitReport.Swept>(), report => report is UnitReport.Changed { Status.EndedByItself: true });
    }

    [SkippableTheory]
    [InlineData("kill main", "ExecStart=/bin/sleep infinity")]
    [InlineData("systemctl kill", "ExecStart=/bin/sleep infinity")]
    [InlineData("kill main", "ExecStart=/bin/sleep infinity\nExecStop=/bin/sleep 0.1")]
    [InlineData("exit 0", "ExecStart=/bin/sh -c 'until test -e /run/stub-go; do sleep 0.05; done'")]
    public async Task A_service_that_ends_without_a_stop_has_ended_by_itself(string how, string service)
    {
        await using var stubs = await Running(service);
        var invocation = await StubUnits.Show(Unit, "InvocationID");

        if (how == "kill main") await Terminate();
        else if (how == "exit 0") await File.WriteAllTextAsync(Go, "");
        else await StubUnits.Systemctl("kill", Unit);

        var ended = Ended();
        Assert.Equal(
            (UnitActivity.Inactive, "success", true, invocation), (ended.Activity, ended.Result, ended.EndedByItself, ended.Invocation));
        Assert.True(Swept().EndedByItself);
        await StubUnits.Reload();
        Assert.True(Swept().EndedByItself);
        await StubUnits.Systemctl("start", Unit);
        Assert.False(_reports.NextStatus(Unit, UnitActivity.Active).EndedByItself);
    }

    [SkippableFact]
    public async Task An_end_that_nobody_saw_may_have_been_a_stop()
    {
        await using var stubs = await Running("ExecStart=/bin/sleep infinity");
        await StubUnits.Systemctl("stop", "dbus.socket", "dbus.service");
        _reports.Next<UnitReport.Lost>();
        await Terminate();
        while (await StubUnits.Show(Unit, "ActiveState") != "inactive")
        {
        }

        await StubUnits.Systemctl("start", "dbus.socket", "dbus.service");
        _reports.Next<UnitReport.Connected>();

        var swept = Swept();
        Assert.Equal((UnitActivity.Inactive, false), (swept.Activity, swept.EndedByItself));
    }

    [SkippableFact]
    public async Task A_service_that_systemd_starts_again_is_never_told_as_ended()
    {
        await using var stubs = await Running(
            "ExecStart=/bin/sh -c 'sleep 0.05'\nRestart=always\nRestartSec=50ms", "StartLimitIntervalSec=0");
        for (var life = 0; life < 10; life++) _reports.NextStatus(Unit, UnitActivity.Activating);

        _control.Sweep(new SweepId(1));

        Assert.DoesNotContain(_reports.Until<UnitReport.Swept>(), report => report is UnitReport.Changed { Status.EndedByItself: true });
        await StubUnits.Systemctl("stop", Unit);
    }

    [SkippableFact]
    public async Task A_restart_by_a_person_is_no_end()
    {
        await using var stubs = await Running("ExecStart=/bin/sleep infinity");

        await StubUnits.Systemctl("restart", Unit);
        _control.Sweep(new SweepId(1));

        Assert.DoesNotContain(_reports.Until<UnitReport.Swept>(), report => report is UnitReport.Changed { Status.EndedByItself: true });
    }

    [SkippableFact]
    public async Task A_stop_for_the_sake_of_another_unit_is_a_persons_stop()
    {
        await using var stubs = await Running("ExecStart=/bin/sleep infinity");
        await stubs.With("stub-b.service", $"[Unit]\nConflicts={Unit}\n[Service]\nExecStart=/bin/sleep infinity\n");
        await StubUnits.Reload();

        await StubUnits.Systemctl("start", "stub-b.service");

        Assert.False(Ended().EndedByItself);
    }

    [SkippableFact]
    public async Task A_oneshot_ends_as_it_should()
    {
        await using var stubs = await Running("Type=oneshot\nExecStart=/bin/sleep 0.1");

        await StubUnits.Systemctl("start", Unit);

        Assert.False(Ended().EndedByItself);
    }

    [SkippableFact]
    public async Task A_service_that_a_timer_starts_ends_as_it_should()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        await using var timer = await new StubUnits().With("stub-a.timer", "[Timer]\nOnActiveSec=1h\n");
        await using var stubs = await Running("ExecStart=/bin/sh -c 'until test -e /run/stub-go; do sleep 0.05; done'");

        await StubUnits.Systemctl("start", "stub-a.timer");
        await File.WriteAllTextAsync(Go, "");

        var ended = Ended();
        Assert.Equal(("success", false), (ended.Result, ended.EndedByItself));
    }

    [SkippableFact]
    public async Task A_stopped_umbrella_has_not_ended_by_itself()
    {
        await using var stubs = await Running("Type=oneshot\nRemainAfterExit=yes\nExecStart=/bin/true");

        await StubUnits.Systemctl("stop", Unit);

        Assert.False(Ended().EndedByItself);
    }
}
