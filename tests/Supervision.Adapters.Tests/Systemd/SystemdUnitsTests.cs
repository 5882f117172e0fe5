using CliWrap;
using Supervision.Adapters.Systemd;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Systemd;

/// <summary>Against the real thing: these run where systemd is PID 1, as root.</summary>
[Collection(nameof(LiveSystemd))]
public sealed class SystemdUnitsTests : IDisposable
{
    private readonly Reports _reports = new();
    private readonly SystemdUnits _control = new(TimeProvider.System);

    public void Dispose()
    {
        _control.Dispose();
        _reports.Dispose();
    }

    private void Watch(params string[] units)
    {
        _control.Open([.. units.Select(unit => new UnitName(unit))], _reports.Add);
        _reports.Next<UnitReport.Connected>();
    }

    private UnitReport.Swept Sweep(long number = 1)
    {
        _control.Sweep(new SweepId(number));
        return _reports.Next<UnitReport.Swept>(swept => swept.Sweep.Number == number);
    }

    private static async Task<StubUnits> Started(Task<StubUnits> stubs, params string[] units)
    {
        var made = await stubs;
        await StubUnits.Reload();
        foreach (var unit in units) await StubUnits.Systemctl("start", "--", unit);
        return made;
    }

    [SkippableFact]
    public async Task A_killed_unit_is_reported_as_failed_by_a_signal_in_the_life_that_ended()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        await using var stubs = await Started(new StubUnits().WithSleeper("stub-a.service"), "stub-a.service");
        var invocation = await StubUnits.Show("stub-a.service", "InvocationID");
        Watch("stub-a.service");

        await StubUnits.Kill("stub-a.service");

        var failed = _reports.NextStatus("stub-a.service", UnitActivity.Failed);
        Assert.Equal(
            (UnitLoad.Loaded, "failed", "signal", invocation, false),
            (failed.Load, failed.SubState, failed.Result, failed.Invocation, failed.JobQueued));
    }

    [SkippableFact]
    public async Task A_unit_that_systemd_restarts_comes_back_with_another_invocation()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        await using var stubs = await Started(
            new StubUnits().WithSleeper("stub-a.service", "Restart=always\nRestartSec=100ms"), "stub-a.service");
        var invocation = await StubUnits.Show("stub-a.service", "InvocationID");
        Watch("stub-a.service");

        await StubUnits.Kill("stub-a.service");

        var waiting = _reports.NextStatus("stub-a.service", UnitActivity.Activating);
        Assert.Equal(("auto-restart", "signal"), (waiting.SubState, waiting.Result));
        var back = _reports.NextStatus("stub-a.service", UnitActivity.Active);
        Assert.Equal(("running", "success"), (back.SubState, back.Result));
        Assert.NotEqual(invocation, back.Invocation);
        Assert.Equal(await StubUnits.Show("stub-a.service", "InvocationID"), back.Invocation);
    }

    [SkippableFact]
    public async Task A_unit_that_crashes_again_and_again_is_told_as_failed_in_each_of_its_lives()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        await using var stubs = await Started(new StubUnits().With(
            "stub-a.service",
            "[Unit]\nStartLimitIntervalSec=1h\nStartLimitBurst=3\n[Service]\nExecStart=/bin/false\nRestart=always\nRestartSec=10ms\n"));
        Watch("stub-a.service");

        await StubUnits.Systemctl("start", "--no-block", "stub-a.service");

        var lives = new HashSet<string>(StringComparer.Ordinal);
        while (lives.Count < 3) lives.Add(_reports.NextStatus("stub-a.service", UnitActivity.Failed).Invocation);
        Assert.DoesNotContain("", lives);
    }

    [SkippableFact]
    public async Task An_orderly_stop_is_told_with_its_job_and_ends_with_success()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        await using var stubs = await Started(new StubUnits().WithSleeper("stub-a.service"), "stub-a.service");
        Watch("stub-a.service");

        await StubUnits.Systemctl("stop", "stub-a.service");

        Assert.True(_reports.Next<UnitReport.Changed>(changed => changed.Status.JobQueued).Status.JobQueued);
        var stopped = _reports.Next<UnitReport.Changed>(changed => !changed.Status.JobQueued).Status;
        Assert.Equal((UnitActivity.Inactive, "success"), (stopped.Activity, stopped.Result));
    }

    [SkippableFact]
    public async Task A_sweep_reads_every_unit_in_the_order_asked_for()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        var made = await new StubUnits().WithSleeper("stub-a.service");
        await made.WithOneshot("stub-b.service", "exit 3");
        await made.WithSleeper("stub-m.service");
        await using var stubs = await Started(Task.FromResult(made), "stub-a.service");
        await StubUnits.Systemctl("mask", "--runtime", "stub-x.service");
        await Cli.Wrap("systemctl").WithArguments(["start", "stub-b.service"]).WithValidation(CommandResultValidation.None).ExecuteAsync();
        Watch("stub-a.service", "stub-b.service", "stub-m.service", "no-such.service", "stub-x.service", "basic.target");

        var swept = Sweep(7);

        Assert.Equal(HostPhase.Running, swept.Phase);
        Assert.Equal(
            [
                ("stub-a.service", UnitLoad.Loaded, UnitActivity.Active, "running", "success"),
                ("stub-b.service", UnitLoad.Loaded, UnitActivity.Failed, "failed", "exit-code"),
                ("stub-m.service", UnitLoad.Loaded, UnitActivity.Inactive, "dead", ""),
                ("no-such.service", UnitLoad.NotFound, UnitActivity.Inactive, "dead", ""),
                ("stub-x.service", UnitLoad.Masked, UnitActivity.Inactive, "dead", ""),
                ("basic.target", UnitLoad.Loaded, UnitActivity.Active, "active", ""),
            ],
            swept.Units.Select(unit => (unit.Unit.Text, unit.Load, unit.Activity, unit.SubState, unit.Result)));
        Assert.Equal(await StubUnits.Show("stub-a.service", "InvocationID"), swept.Units[0].Invocation);
        Assert.Equal("", swept.Units[2].Invocation);
        await StubUnits.Systemctl("unmask", "--runtime", "stub-x.service");
    }

    [SkippableFact]
    public async Task A_second_sweep_tells_of_units_at_rest_what_the_first_told()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        await using var stubs = await Started(new StubUnits().WithSleeper("stub-a.service"));
        Watch("stub-a.service", "no-such.service", "no unit at all");

        Assert.Equal(Sweep(1).Units.Select(Told), Sweep(2).Units.Select(Told));

        static (string, UnitLoad, UnitActivity) Told(UnitStatus unit) => (unit.Unit.Text, unit.Load, unit.Activity);
    }

    [SkippableFact]
    public async Task A_unit_that_is_installed_and_started_later_is_heard()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        Watch("stub-a.service");
        Assert.Equal(UnitLoad.NotFound, Sweep().Units.Single().Load);

        await using var stubs = await Started(new StubUnits().WithSleeper("stub-a.service"), "stub-a.service");

        Assert.Equal(UnitLoad.Loaded, _reports.NextStatus("stub-a.service", UnitActivity.Active).Load);
        Assert.Equal(UnitLoad.Loaded, Sweep(2).Units.Single().Load);
    }

    [SkippableFact]
    public async Task A_name_that_is_none_does_not_spoil_the_others()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        await using var stubs = await Started(new StubUnits().WithSleeper("stub-a.service"), "stub-a.service");
        Watch("celery@.service", "stub-a.service", "no unit at all");

        var swept = Sweep();

        Assert.Equal(
            [UnitLoad.NotFound, UnitLoad.Loaded, UnitLoad.NotFound],
            swept.Units.Select(unit => unit.Load));
    }

    [SkippableFact]
    public async Task Names_that_are_escaped_on_the_bus_are_found_by_their_signals()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        const string name = @"stub-celery@a\x20b_1.2.service";
        await using var stubs = await Started(new StubUnits().WithSleeper("stub-celery@.service"), name);
        Watch(name);

        await StubUnits.Kill(name);

        Assert.Equal("signal", _reports.NextStatus(name, UnitActivity.Failed).Result);
        await StubUnits.Systemctl("reset-failed", "--", name);
    }

    [SkippableFact]
    public async Task An_alias_is_told_under_the_name_it_was_asked_for()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        await using var stubs = await new StubUnits().WithSleeper("stub-a.service");
        File.CreateSymbolicLink("/run/systemd/system/stub-alias.service", "stub-a.service");
        await StubUnits.Reload();
        await StubUnits.Systemctl("start", "stub-a.service");
        Watch("stub-alias.service");

        await StubUnits.Kill("stub-a.service");

        Assert.Equal("signal", _reports.NextStatus("stub-alias.service", UnitActivity.Failed).Result);
        File.Delete("/run/systemd/system/stub-alias.service");
    }

    [SkippableFact]
    public async Task A_failing_part_is_told_as_a_change_of_its_umbrella()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        await using var stubs = await Umbrella();
        Watch("stub-u.service");
        var before = Sweep().Units.Single();
        Assert.True(before.IsUmbrella);
        Assert.Equal(("stub-u@main.service", UnitActivity.Active), (before.Parts.Single().Unit.Text, before.Parts.Single().Activity));

        await StubUnits.Kill("stub-u@main.service");

        var told = _reports.Next<UnitReport.Changed>(changed => changed.Status.Parts is [{ Activity: UnitActivity.Failed }]).Status;
        Assert.Equal(("stub-u.service", UnitActivity.Active, "signal"), (told.Unit.Text, told.Activity, told.Parts[0].Result));
    }

    [SkippableFact]
    public async Task An_umbrella_that_is_started_is_told_with_its_parts()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        await using var stubs = await Umbrella();
        Watch("stub-u.service");
        await StubUnits.Systemctl("stop", "stub-u.service");
        Assert.Empty(_reports.NextStatus("stub-u.service", UnitActivity.Inactive).Parts);

        await StubUnits.Systemctl("start", "stub-u.service");

        Assert.Equal("stub-u@main.service", _reports.NextStatus("stub-u.service", UnitActivity.Active).Parts.Single().Unit.Text);
    }

    [SkippableFact]
    public async Task A_part_that_joins_its_umbrella_later_is_found_by_a_sweep()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        await using var stubs = await Umbrella();
        Watch("stub-u.service");
        Assert.Single(Sweep(1).Units.Single().Parts);

        await StubUnits.Systemctl("start", "stub-u@second.service");

        Assert.Equal(
            ["stub-u@main.service", "stub-u@second.service"],
            Sweep(2).Units.Single().Parts.Select(part => part.Unit.Text).Order(StringComparer.Ordinal));
        await StubUnits.Kill("stub-u@second.service");
        Assert.Contains(
            _reports.Next<UnitReport.Changed>(changed => changed.Status.Parts.Any(part => part.Activity == UnitActivity.Failed)).Status.Parts,
            part => part.Unit.Text == "stub-u@second.service" && part.Activity == UnitActivity.Failed);
    }

    [SkippableFact]
    public async Task A_signal_that_somebody_else_forges_is_not_believed()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        await using var stubs = await Started(new StubUnits().WithSleeper("stub-a.service"), "stub-a.service");
        Watch("stub-a.service");

        await Cli.Wrap("busctl").WithArguments(
            ["emit", "/org/freedesktop/systemd1/unit/stub_2da_2eservice", "org.freedesktop.DBus.Properties", "PropertiesChanged",
             "sa{sv}as", "org.freedesktop.systemd1.Unit", "1", "ActiveState", "s", "failed", "0"]).ExecuteAsync();
        _control.Sweep(new SweepId(1));

        Assert.DoesNotContain(_reports.Until<UnitReport.Swept>(), report => report is UnitReport.Changed);
    }

    private static async Task<StubUnits> Umbrella()
    {
        var stubs = await new StubUnits().With(
            "stub-u.service",
            "[Unit]\nWants=stub-u@main.service\n[Service]\nType=oneshot\nExecStart=/bin/true\nRemainAfterExit=yes\n");
        await stubs.With(
            "stub-u@.service",
            "[Unit]\nPartOf=stub-u.service\n[Service]\nExecStart=/bin/sleep infinity\n");
        return await Started(Task.FromResult(stubs), "stub-u.service");
    }
}
