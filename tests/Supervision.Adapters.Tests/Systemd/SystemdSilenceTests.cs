using Supervision.Adapters.Systemd;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Systemd;

/// <summary>Answers pass and no signal does, as if nobody had subscribed; these run where systemd is PID 1, as root.</summary>
[Collection(nameof(LiveSystemd))]
public sealed class SystemdSilenceTests : IAsyncLifetime, IDisposable
{
    private const string Policy = "/etc/dbus-1/system.d/zz-silence.conf";
    private const string Go = "/run/stub-go";
    private readonly Reports _reports = new();
    private readonly SystemdUnits _control = new(TimeProvider.System);
    private readonly StubUnits _stubs = new();

    public async Task InitializeAsync()
    {
        if (!Directory.Exists("/run/systemd/system") || !Environment.IsPrivilegedProcess) return;
        await _stubs.WithSleeper("stub-a.service");
        await _stubs.WithOneshot("stub-run.service", $"until test -e {Go}; do sleep 0.05; done; exit 5");
        await StubUnits.Reload();
        await StubUnits.Systemctl("start", "stub-a.service");
        await File.WriteAllTextAsync(Policy, """
            <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
             "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
            <busconfig>
              <policy context="mandatory"><deny receive_type="signal" receive_sender="org.freedesktop.systemd1"/></policy>
            </busconfig>
            """);
        await StubUnits.Systemctl("reload", "dbus.service");
        _control.Open([new UnitName("stub-a.service")], _reports.Add);
        _reports.Next<UnitReport.Connected>();
    }

    public async Task DisposeAsync()
    {
        File.Delete(Go);
        if (!Directory.Exists("/run/systemd/system") || !Environment.IsPrivilegedProcess) return;
        File.Delete(Policy);
        await StubUnits.Systemctl("reload", "dbus.service");
        await _stubs.DisposeAsync();
    }

    public void Dispose()
    {
        _control.Dispose();
        _reports.Dispose();
    }

    [SkippableFact]
    public async Task A_sweep_finds_what_no_signal_told()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        await StubUnits.Kill("stub-a.service");
        while (await StubUnits.Show("stub-a.service", "ActiveState") != "failed")
        {
        }

        _control.Sweep(new SweepId(1));

        var swept = _reports.Next<UnitReport.Swept>().Units.Single();
        Assert.Equal((UnitActivity.Failed, "signal"), (swept.Activity, swept.Result));
    }

    [SkippableFact]
    public async Task A_stop_that_no_signal_told_is_no_end_of_its_own()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        await StubUnits.Systemctl("stop", "stub-a.service");

        _control.Sweep(new SweepId(1));

        var swept = _reports.Next<UnitReport.Swept>().Units.Single();
        Assert.Equal((UnitActivity.Inactive, false), (swept.Activity, swept.EndedByItself));
    }

    [SkippableFact]
    public async Task The_end_of_a_run_is_found_by_looking()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        _control.Start(new(1), new UnitName("stub-run.service"));
        _reports.Next<UnitReport.RunAccepted>();

        await File.WriteAllTextAsync(Go, "");

        Assert.Equal(5, _reports.Next<UnitReport.RunEnded>().Outcome.ExitStatus);
    }
}
