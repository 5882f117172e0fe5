using Supervision.Adapters.Systemd;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Systemd;

/// <summary>Another set of units to watch, while the daemon goes on; these run where systemd is PID 1, as root.</summary>
[Collection(nameof(LiveSystemd))]
public sealed class SystemdWatchTests : IAsyncLifetime, IDisposable
{
    private const string Stays = "stub-a.service";
    private const string Goes = "stub-b.service";
    private const string Comes = "stub-c.service";
    private readonly Reports _reports = new();
    private readonly SystemdUnits _control = new(TimeProvider.System);
    private readonly StubUnits _stubs = new();

    public async Task InitializeAsync()
    {
        if (!Directory.Exists("/run/systemd/system") || !Environment.IsPrivilegedProcess) return;
        foreach (var unit in new[] { Stays, Goes, Comes }) await _stubs.WithSleeper(unit);
        await StubUnits.Reload();
        await StubUnits.Systemctl("start", Stays, Goes, Comes);
        _control.Open([new UnitName(Stays), new UnitName(Goes)], _reports.Add);
        _reports.Next<UnitReport.Connected>();
    }

    public async Task DisposeAsync()
    {
        if (Directory.Exists("/run/systemd/system") && Environment.IsPrivilegedProcess) await _stubs.DisposeAsync();
    }

    public void Dispose()
    {
        _control.Dispose();
        _reports.Dispose();
    }

    private void Watch(params string[] units) => _control.Watch([.. units.Select(unit => new UnitName(unit))]);

    private IEnumerable<string> Sweep()
    {
        _control.Sweep(new SweepId(1));
        return _reports.Next<UnitReport.Swept>().Units.Select(unit => $"{unit.Unit} {unit.Activity}");
    }

    [SkippableFact]
    public async Task What_is_new_is_told_once_and_what_stays_is_not_told_anew()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        _control.Sweep(new SweepId(1));
        _reports.Next<UnitReport.Swept>();

        Watch(Comes, Stays, "no-such.service");
        _control.Sweep(new SweepId(2));

        var told = _reports.Until<UnitReport.Swept>().Cast<UnitReport.Changed>().Select(changed => changed.Status);
        Assert.Equal(
            [(Comes, UnitLoad.Loaded), ("no-such.service", UnitLoad.NotFound)], told.Select(status => (status.Unit.Text, status.Load)));
        Assert.Equal([$"{Comes} Active", $"{Stays} Active", "no-such.service Inactive"], Sweep());

        await StubUnits.Kill(Goes);
        await StubUnits.Kill(Stays);
        await StubUnits.Kill(Comes);
        var failed = new[] { Next(), Next() };
        Assert.Equal([Stays, Comes], failed);

        string Next() => _reports.Next<UnitReport.Changed>(changed => changed.Status.Activity == UnitActivity.Failed).Status.Unit.Text;
    }

    [SkippableFact]
    public async Task A_unit_that_dies_while_the_set_is_replaced_is_told_once()
    {
        StubUnits.SkipUnlessRootOnSystemd();

        var death = StubUnits.Kill(Stays);
        for (var again = 0; again < 50; again++) Watch(again % 2 == 0 ? [Comes, Stays] : [Stays]);
        await death;

        _reports.NextStatus(Stays, UnitActivity.Failed);
        _control.Sweep(new SweepId(1));
        var later = _reports.Until<UnitReport.Swept>().OfType<UnitReport.Changed>();
        Assert.DoesNotContain(later, changed => changed.Status.Unit.Text == Stays && changed.Status.Activity == UnitActivity.Failed);
    }

    [SkippableFact]
    public async Task A_new_umbrella_is_told_with_its_parts()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        await _stubs.With("stub-u.service", "[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/bin/true\n");
        await _stubs.WithSleeper("stub-p.service", "[Unit]\nPartOf=stub-u.service");
        await StubUnits.Reload();
        await StubUnits.Systemctl("start", "stub-u.service", "stub-p.service");

        Watch(Stays, "stub-u.service");

        Assert.Equal("stub-p.service", _reports.NextStatus("stub-u.service", UnitActivity.Active).Parts.Single().Unit.Text);
        await StubUnits.Kill("stub-p.service");
        Assert.Equal(UnitActivity.Failed, _reports.NextStatus("stub-u.service", UnitActivity.Active).Parts.Single().Activity);
    }

    [SkippableFact]
    public async Task Without_a_bus_the_next_connection_has_the_new_set()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        await StubUnits.Systemctl("stop", "dbus.socket", "dbus.service");
        _reports.Next<UnitReport.Lost>();

        Watch(Comes);
        await StubUnits.Systemctl("start", "dbus.socket", "dbus.service");
        _reports.Next<UnitReport.Connected>();

        Assert.Equal([$"{Comes} Active"], Sweep());
        await StubUnits.Kill(Comes);
        _reports.NextStatus(Comes, UnitActivity.Failed);
    }
}
