using CliWrap;
using Supervision.Adapters.Systemd;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Systemd;

/// <summary>Restarts of real units by one run; these run where systemd is PID 1, as root.</summary>
[Collection(nameof(LiveSystemd))]
public sealed class SystemdRestartsTests : IDisposable
{
    private const string First = "stub-a.service";
    private const string Second = "stub-b.service";
    private const string Third = "stub-c.service";
    private const string Go = "/run/stub-go";
    private static readonly RunId Id = new(1);

    private readonly Reports _reports = new();
    private readonly SystemdUnits _control = new(TimeProvider.System);

    public void Dispose()
    {
        _control.Dispose();
        _reports.Dispose();
    }

    private async Task<StubUnits> With(params (string Name, string Text)[] units)
    {
        StubUnits.SkipUnlessRootOnSystemd();
        var stubs = new StubUnits();
        foreach (var (name, text) in units) await stubs.With(name, text);
        await StubUnits.Reload();
        _control.Open([], _reports.Add);
        _reports.Next<UnitReport.Connected>();
        return stubs;
    }

    private static (string Name, string Text) Sleeper(string name, string unit = "", string more = "") =>
        (name, $"[Unit]\n{unit}\n[Service]\nExecStart=/bin/sleep infinity\n{more}\n");

    // Starts when it may, and not before.
    private static (string Name, string Text) Held(string name) =>
        (name, $"[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/bin/sh -c 'until test -e {Go}; do sleep 0.05; done'\n");

    private void Restart(params string[] units) => _control.Restart(Id, [.. units.Select(unit => new UnitName(unit))]);

    private RunOutcome Outcome()
    {
        Assert.Equal(Id, _reports.Next<UnitReport.RunAccepted>().Run);
        return _reports.Next<UnitReport.RunEnded>().Outcome;
    }

    private static Task<string> Invocation(string unit) => StubUnits.Show(unit, "InvocationID");

    [SkippableFact]
    public async Task Units_are_restarted_one_after_the_other_each_once()
    {
        await using var stubs = await With(
            Sleeper(First, more: $"ExecStartPost=/bin/sh -c 'systemctl show -P InvocationID {Second} >/run/stub-seen'"),
            Sleeper(Second), Sleeper(Third));
        await StubUnits.Systemctl("start", First, Second, Third);
        var before = (await Invocation(First), await Invocation(Second), await Invocation(Third));

        Restart(First, Second);
        var outcome = Outcome();

        Assert.Equal(RunResult.Done, outcome.Result);
        Assert.Equal($"restarted {First}; {Second}: job done, unit success", outcome.Evidence);
        Assert.NotEqual(before.Item1, await Invocation(First));
        Assert.NotEqual(before.Item2, await Invocation(Second));
        Assert.Equal(before.Item3, await Invocation(Third));
        // The second lived its old life until the first was up.
        Assert.Equal(before.Item2, (await File.ReadAllTextAsync("/run/stub-seen")).Trim());
    }

    [SkippableFact]
    public async Task A_unit_that_failed_is_started()
    {
        await using var stubs = await With(Sleeper(First));
        await StubUnits.Systemctl("start", First);
        await StubUnits.Kill(First);

        Restart(First);

        Assert.Equal(RunResult.Done, Outcome().Result);
        Assert.Equal("active", await StubUnits.Show(First, "ActiveState"));
    }

    [SkippableFact]
    public async Task A_unit_that_does_not_come_up_ends_the_run_and_the_rest_is_left_alone()
    {
        await using var stubs = await With((First, "[Service]\nType=notify\nExecStart=/bin/sh -c 'exit 4'\n"), Sleeper(Second));
        await StubUnits.Systemctl("start", Second);
        var before = await Invocation(Second);

        Restart(First, Second);
        var outcome = Outcome();

        Assert.Equal((RunResult.Failed, 4), (outcome.Result, outcome.ExitStatus));
        Assert.Contains($"not tried: {Second}", outcome.Evidence, StringComparison.Ordinal);
        Assert.Equal(before, await Invocation(Second));
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_unit_at_its_start_limit_is_refused_in_words_that_say_so(bool hasFailed)
    {
        await using var stubs = await With(Sleeper(First, unit: "StartLimitIntervalSec=1h\nStartLimitBurst=1"));
        await StubUnits.Systemctl("start", First);
        if (hasFailed) await StubUnits.Kill(First);

        Restart(First);
        var outcome = Outcome();

        Assert.Equal(RunResult.RefusedBySystemd, outcome.Result);
        Assert.Contains("start-limit-hit", outcome.Evidence, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_unit_with_a_contrary_job_is_refused_with_the_remedy()
    {
        await using var stubs = await With(Sleeper(First, more: "ExecStop=/bin/sleep 600"));
        await StubUnits.Systemctl("start", First);
        await StubUnits.Systemctl("stop", "--no-block", First);

        Restart(First);

        Assert.Contains("list-jobs", _reports.Next<UnitReport.RunRefused>().Why, StringComparison.Ordinal);
        await StubUnits.Systemctl("kill", "-s", "KILL", First);
    }

    [SkippableFact]
    public async Task A_later_unit_that_does_not_exist_ends_a_run_of_which_a_part_ran()
    {
        await using var stubs = await With(Sleeper(First));

        Restart(First, "no-such.service", Second);
        var outcome = Outcome();

        Assert.Equal(RunResult.Failed, outcome.Result);
        Assert.StartsWith($"restarted {First}; no-such.service: ", outcome.Evidence, StringComparison.Ordinal);
        Assert.EndsWith($"not tried: {Second}", outcome.Evidence, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("daemon-reload")]
    [InlineData("daemon-reexec")]
    public async Task A_restart_is_followed_over_a_systemd_that_starts_anew(string verb)
    {
        File.Delete(Go);
        await using var stubs = await With(Held(First), Sleeper(Second));
        Restart(First, Second);
        _reports.Next<UnitReport.RunAccepted>();

        await StubUnits.Systemctl(verb);
        await File.WriteAllTextAsync(Go, "");

        Assert.Equal(RunResult.Done, _reports.Next<UnitReport.RunEnded>().Outcome.Result);
        Assert.Equal("active", await StubUnits.Show(Second, "ActiveState"));
    }

    [SkippableFact]
    public async Task After_a_lost_bus_the_unit_under_way_is_followed_to_its_end()
    {
        File.Delete(Go);
        await using var stubs = await With(Held(First));
        Restart(First);
        _reports.Next<UnitReport.RunAccepted>();

        await StubUnits.Systemctl("restart", "dbus.service");
        _reports.Next<UnitReport.Lost>();
        _reports.Next<UnitReport.Connected>();
        await File.WriteAllTextAsync(Go, "");

        Assert.Equal(RunResult.Done, _reports.Next<UnitReport.RunEnded>().Outcome.Result);
    }

    [SkippableFact]
    public async Task Without_a_bus_nothing_is_restarted_now_or_later()
    {
        await using var stubs = await With(Sleeper(First));
        await StubUnits.Systemctl("stop", "dbus.socket", "dbus.service");
        _reports.Next<UnitReport.Lost>();

        Restart(First);

        Assert.Contains("cannot be reached", _reports.Next<UnitReport.RunRefused>().Why, StringComparison.Ordinal);
        await StubUnits.Systemctl("start", "dbus.socket", "dbus.service");
        _reports.Next<UnitReport.Connected>();
        Assert.Equal("", await Invocation(First));
    }

    [SkippableFact]
    public async Task A_restart_that_somebody_cancels_is_cancelled_and_the_rest_left_alone()
    {
        File.Delete(Go);
        await using var stubs = await With(Held(First), Sleeper(Second));
        Restart(First, Second);
        _reports.Next<UnitReport.RunAccepted>();

        await Cli.Wrap("systemctl").WithArguments(["stop", First]).ExecuteAsync();

        Assert.Equal(RunResult.Cancelled, _reports.Next<UnitReport.RunEnded>().Outcome.Result);
        Assert.Equal("", await Invocation(Second));
    }
}
