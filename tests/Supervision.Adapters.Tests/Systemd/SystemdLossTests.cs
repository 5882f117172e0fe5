using CliWrap;
using Supervision.Adapters.Systemd;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Systemd;

/// <summary>The bus, or systemd behind it, goes away and comes back; these run where systemd is PID 1, as root.</summary>
[Collection(nameof(LiveSystemd))]
public sealed class SystemdLossTests : IAsyncLifetime, IDisposable
{
    private readonly Reports _reports = new();
    private readonly SystemdUnits _control = new(TimeProvider.System);
    private readonly StubUnits _stubs = new();

    public async Task InitializeAsync()
    {
        if (!Directory.Exists("/run/systemd/system") || !Environment.IsPrivilegedProcess) return;
        await _stubs.WithSleeper("stub-a.service");
        await _stubs.WithOneshot("stub-run.service", "until test -e /run/stub-go; do sleep 0.05; done; exit 5");
        await StubUnits.Reload();
        await StubUnits.Systemctl("start", "stub-a.service");
        _control.Open([new UnitName("stub-a.service")], _reports.Add);
        _reports.Next<UnitReport.Connected>();
    }

    public async Task DisposeAsync()
    {
        File.Delete("/run/stub-go");
        if (Directory.Exists("/run/systemd/system") && Environment.IsPrivilegedProcess) await _stubs.DisposeAsync();
    }

    public void Dispose()
    {
        _control.Dispose();
        _reports.Dispose();
    }

    [SkippableTheory]
    [InlineData("daemon-reload")]
    [InlineData("daemon-reexec")]
    public async Task A_systemd_that_reads_or_runs_itself_anew_is_still_heard(string verb)
    {
        StubUnits.SkipUnlessRootOnSystemd();

        await StubUnits.Systemctl(verb);
        await StubUnits.Kill("stub-a.service");

        Assert.Equal("signal", _reports.NextStatus("stub-a.service", UnitActivity.Failed).Result);
    }

    [SkippableFact]
    public async Task A_unit_that_is_masked_is_told_when_systemd_reads_its_files()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        await StubUnits.Systemctl("stop", "stub-a.service");
        _reports.NextStatus("stub-a.service", UnitActivity.Inactive);

        File.Delete("/run/systemd/system/stub-a.service");
        File.CreateSymbolicLink("/run/systemd/system/stub-a.service", "/dev/null");
        await StubUnits.Reload();

        _reports.Next<UnitReport.Changed>(changed => changed.Status.Load == UnitLoad.Masked);
    }

    [SkippableFact]
    public async Task A_bus_that_restarts_is_lost_and_connected_and_heard_again()
    {
        StubUnits.SkipUnlessRootOnSystemd();

        await StubUnits.Systemctl("restart", "dbus.service");

        Assert.NotEmpty(_reports.Next<UnitReport.Lost>().Why);
        _reports.Next<UnitReport.Connected>();
        await StubUnits.Kill("stub-a.service");
        Assert.Equal("signal", _reports.NextStatus("stub-a.service", UnitActivity.Failed).Result);
    }

    [SkippableFact]
    public async Task Without_a_bus_a_sweep_is_lost_and_a_start_refused()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        await WithoutBus(() =>
        {
            _control.Sweep(new SweepId(1));
            _reports.Next<UnitReport.Lost>();
            _control.Start(new(1), new UnitName("stub-run.service"));
            Assert.Contains("cannot be reached", _reports.Next<UnitReport.RunRefused>().Why, StringComparison.Ordinal);
            return Task.CompletedTask;
        });

        _control.Sweep(new SweepId(2));
        Assert.Equal(UnitActivity.Active, _reports.Next<UnitReport.Swept>().Units.Single().Activity);
    }

    [SkippableFact]
    public async Task A_bus_that_does_not_answer_is_lost_and_starts_nothing()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        var bus = await StubUnits.Show("dbus.service", "MainPID");
        await Cli.Wrap("kill").WithArguments(["-STOP", bus]).ExecuteAsync();

        _control.Sweep(new SweepId(1));
        _control.Start(new(1), new UnitName("stub-run.service"));

        Assert.Equal("no answer within 10 s", _reports.Next<UnitReport.Lost>().Why);
        _reports.Next<UnitReport.RunRefused>();
        await Cli.Wrap("kill").WithArguments(["-CONT", bus]).ExecuteAsync();
        _reports.Next<UnitReport.Connected>();
        _control.Sweep(new SweepId(2));
        Assert.Equal(UnitActivity.Active, _reports.Next<UnitReport.Swept>().Units.Single().Activity);
        Assert.Equal("", await StubUnits.Show("stub-run.service", "InvocationID"));
    }

    [SkippableFact]
    public async Task What_happens_without_a_bus_is_read_by_the_sweep_after_it()
    {
        StubUnits.SkipUnlessRootOnSystemd();
        var pid = await StubUnits.Show("stub-a.service", "MainPID");
        await WithoutBus(async () => await Cli.Wrap("kill").WithArguments(["-9", pid]).ExecuteAsync());

        _control.Sweep(new SweepId(1));

        var swept = _reports.Next<UnitReport.Swept>().Units.Single();
        Assert.Equal((UnitActivity.Failed, "signal"), (swept.Activity, swept.Result));
    }

    [SkippableTheory]
    [InlineData("daemon-reload")]
    [InlineData("daemon-reexec")]
    public async Task A_run_is_followed_over_a_systemd_that_starts_anew(string verb)
    {
        StubUnits.SkipUnlessRootOnSystemd();
        _control.Start(new(1), new UnitName("stub-run.service"));
        _reports.Next<UnitReport.RunAccepted>();

        await StubUnits.Systemctl(verb);
        await File.WriteAllTextAsync("/run/stub-go", "");

        Assert.Equal(5, _reports.Next<UnitReport.RunEnded>().Outcome.ExitStatus);
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_is_followed_over_a_lost_bus(bool endsMeanwhile)
    {
        StubUnits.SkipUnlessRootOnSystemd();
        _control.Start(new(1), new UnitName("stub-run.service"));
        _reports.Next<UnitReport.RunAccepted>();

        await WithoutBus(async () =>
        {
            if (!endsMeanwhile) return;
            await File.WriteAllTextAsync("/run/stub-go", "");
            while (await StubUnits.Show("stub-run.service", "ActiveState") != "failed")
            {
            }
        });
        await File.WriteAllTextAsync("/run/stub-go", "");

        var outcome = _reports.Next<UnitReport.RunEnded>().Outcome;
        Assert.Equal((Core.Recovery.RunResult.Failed, 5), (outcome.Result, outcome.ExitStatus));
        Assert.Equal(await StubUnits.Show("stub-run.service", "InvocationID"), outcome.Invocation);
    }

    // systemctl goes past the bus when it is root: over systemd's private socket.
    private async Task WithoutBus(Func<Task> act)
    {
        await StubUnits.Systemctl("stop", "dbus.socket", "dbus.service");
        _reports.Next<UnitReport.Lost>();
        await act();
        await StubUnits.Systemctl("start", "dbus.socket", "dbus.service");
        _reports.Next<UnitReport.Connected>();
    }
}
