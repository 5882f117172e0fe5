using System.Globalization;
using Supervision.Adapters.Systemd;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Systemd;

/// <summary>What is told of a unit beside its state; these run where systemd is PID 1, as root.</summary>
[Collection(nameof(LiveSystemd))]
public sealed class SystemdFactsTests : IDisposable
{
    private const string Unit = "stub-a.service";
    private readonly Reports _reports = new();
    private readonly SystemdUnits _control = new(TimeProvider.System);

    public void Dispose()
    {
        _control.Dispose();
        _reports.Dispose();
    }

    private static async Task<StubUnits> Made(string service, bool start = true)
    {
        StubUnits.SkipUnlessRootOnSystemd();
        var stubs = await new StubUnits().With(Unit, $"[Service]\n{service}\n");
        await StubUnits.Reload();
        if (start) await StubUnits.Systemctl("start", Unit);
        return stubs;
    }

    private void Watch()
    {
        _control.Open([new UnitName(Unit)], _reports.Add);
        _reports.Next<UnitReport.Connected>();
    }

    private UnitStatus Swept(long number = 1)
    {
        _control.Sweep(new SweepId(number));
        return _reports.Next<UnitReport.Swept>(swept => swept.Sweep.Number == number).Units.Single();
    }

    private static async Task<TimeSpan> ActiveSince() => TimeSpan.FromMicroseconds(
        long.Parse(await StubUnits.Show(Unit, "ActiveEnterTimestampMonotonic"), CultureInfo.InvariantCulture));

    [SkippableFact]
    public async Task A_restart_by_systemd_itself_is_counted_by_its_signals_alone()
    {
        await using var stubs = await Made("ExecStart=/bin/sleep infinity\nRestart=always\nRestartSec=10ms");
        Watch();

        await StubUnits.Kill(Unit);
        var first = _reports.NextStatus(Unit, UnitActivity.Active);
        await StubUnits.Kill(Unit);
        var second = _reports.Next<UnitReport.Changed>(
            changed => changed.Status.Activity == UnitActivity.Active && changed.Status.Invocation != first.Invocation).Status;

        Assert.Equal((1, 2), (first.Restarts, second.Restarts));
        Assert.Equal(await ActiveSince(), second.ActiveSince);
    }

    [SkippableFact]
    public async Task What_happened_before_the_first_look_is_told_by_it()
    {
        await using var stubs = await Made("ExecStart=/bin/sleep infinity\nRestart=always\nRestartSec=10ms");
        await StubUnits.Kill(Unit);
        while (await StubUnits.Show(Unit, "NRestarts") != "1" || await StubUnits.Show(Unit, "ActiveState") != "active")
        {
        }

        Watch();
        var status = Swept();

        Assert.Equal((1, (int?)null, false, false), (status.Restarts, status.ExitStatus, status.NeedsReload, status.Frozen));
        Assert.Equal(await ActiveSince(), status.ActiveSince);
        Assert.Equal(await StubUnits.Show(Unit, "ControlGroup"), status.ControlGroup);
        Assert.Equal($"/system.slice/{Unit}", status.ControlGroup[^(14 + Unit.Length)..]);
    }

    [SkippableTheory]
    [InlineData("ExecStart=/bin/sh -c \"exit 7\"", 7)]
    [InlineData("ExecStart=/no/such/program", 203)]
    [InlineData("ExecStart=/bin/sh -c \"kill -9 $$$$\"", null)]
    public async Task An_exit_code_is_told_by_a_signal_and_by_a_first_look_alike(string command, int? code)
    {
        await using var stubs = await Made(command, start: false);
        Watch();
        await StubUnits.Systemctl("start", "--no-block", Unit);
        Assert.Equal(code, _reports.NextStatus(Unit, UnitActivity.Failed).ExitStatus);

        using var later = new Reports();
        using var second = new SystemdUnits(TimeProvider.System);
        second.Open([new UnitName(Unit)], later.Add);
        second.Sweep(new SweepId(1));

        Assert.Equal(code, later.Next<UnitReport.Swept>().Units.Single().ExitStatus);
    }

    [SkippableFact]
    public async Task The_control_group_of_a_unit_that_is_started_later_is_told()
    {
        await using var stubs = await Made("ExecStart=/bin/sleep infinity", start: false);
        Watch();

        await StubUnits.Systemctl("start", Unit);

        var told = _reports.Next<UnitReport.Changed>(changed => changed.Status.ControlGroup.Length > 0).Status;
        Assert.Equal(await StubUnits.Show(Unit, "ControlGroup"), told.ControlGroup);
        await StubUnits.Systemctl("stop", Unit);
        Assert.Equal(
            ("", (TimeSpan?)null),
            _reports.NextStatus(Unit, UnitActivity.Inactive) is var stopped ? (stopped.ControlGroup, stopped.ActiveSince) : default);
    }

    [SkippableFact]
    public async Task A_changed_file_is_told_by_a_sweep_until_systemd_has_read_it()
    {
        await using var stubs = await Made("ExecStart=/bin/sleep infinity");
        Watch();
        Assert.False(Swept(1).NeedsReload);

        await stubs.With(Unit, "[Service]\nExecStart=/bin/sleep infinity\nNice=1\n");
        Assert.True(Swept(2).NeedsReload);

        await StubUnits.Reload();
        Assert.False(_reports.Next<UnitReport.Changed>(changed => !changed.Status.NeedsReload).Status.NeedsReload);
    }

    [SkippableFact]
    public async Task Nothing_is_told_anew_while_nothing_changes()
    {
        await using var stubs = await Made("ExecStart=/bin/sleep infinity");
        Watch();

        var (first, second) = (Swept(1), Swept(2));
        _control.Sweep(new SweepId(3));

        Assert.Equal(first, second with { Parts = first.Parts });
        Assert.Empty(_reports.Until<UnitReport.Swept>());
    }
}
