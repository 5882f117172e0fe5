using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;

namespace Supervision.EndToEnd;

/// <summary>What PID 1 does about a daemon that hangs, and does not do about one that was told nonsense.</summary>
public sealed class The_daemon_under_PID_1
{
    private const string Settings = "/etc/healthcheck/conf.d/90-mine.conf";

    [SkippableFact]
    public async Task Is_killed_and_started_again_when_it_hangs()
    {
        await using var host = await Installed.OnBareHostAsync(Preparation.Bare
            .With("/etc/systemd/system/healthcheck.service.d/impatient.conf", "[Service]\nWatchdogSec=15\n"));
        Assert.Equal("15s", await host.PropertyOfAsync(Installed.Unit, "WatchdogUSec"));
        var hung = await host.PropertyOfAsync(Installed.Unit, "MainPID");

        await host.OutputOfAsync("kill", "-STOP", hung);
        await host.EventuallyAsync(async () => await host.PropertyOfAsync(Installed.Unit, "NRestarts") == "1"
            && await host.StateOfAsync(Installed.Unit) == "active");

        Assert.NotEqual(hung, await host.PropertyOfAsync(Installed.Unit, "MainPID"));
        Assert.Contains("Watchdog timeout", await host.JournalOfAsync(Installed.Unit), StringComparison.Ordinal);
        (await host.HealthcheckAsync("budget")).OrFail();
    }

    [SkippableFact]
    public async Task Refuses_a_bad_configuration_once_and_says_where_it_is_bad()
    {
        await using var host = await Installed.OnBareHostAsync();
        await host.WriteAsync(Settings, "healthcheck {\n  languag = tr\n  recovery { settle = 5 }\n}\n");

        var check = await host.HealthcheckAsync("config", "check");
        Assert.Equal((78, ""), (check.ExitCode, check.Output));
        var errors = check.Error.Split('\n');
        Assert.Collection(
            errors,
            unknown => Assert.StartsWith($"{Settings}:2:3: healthcheck.languag: unknown key", unknown, StringComparison.Ordinal),
            unitless => Assert.StartsWith($"{Settings}:3:23: healthcheck.recovery.settle: must be", unitless, StringComparison.Ordinal));

        Assert.False((await host.RunAsync("systemctl", "restart", Installed.Unit)).Succeeded);

        // failed, and not activating (auto-restart): that is the end of it.
        Assert.Equal("failed", await host.StateOfAsync(Installed.Unit));
        Assert.Equal("78", await host.PropertyOfAsync(Installed.Unit, "ExecMainStatus"));
        Assert.Equal("0", await host.PropertyOfAsync(Installed.Unit, "NRestarts"));
        Assert.Equal(errors, await host.SaidAsync("err"));

        await host.OutputOfAsync("rm", Settings);
        (await host.HealthcheckAsync("config", "check")).OrFail();
        await host.StartUnitAsync(Installed.Unit);
    }

    [SkippableFact]
    public async Task Says_what_is_missing_where_there_is_no_proc()
    {
        await using var host = await Installed.OnBareHostAsync();

        var without = await host.RunAsync("unshare", "--mount", "sh", "-c", "umount --lazy /proc && exec healthcheck run");

        Assert.Equal(
            (69, "healthcheck: /proc is not mounted; mount it with: mount -t proc proc /proc"), (without.ExitCode, without.Error));
    }

    [SkippableFact]
    public async Task Ends_in_good_order_when_it_is_stopped()
    {
        await using var host = await Installed.OnBareHostAsync();

        await host.StopAsync(Installed.Unit);

        Assert.Equal("inactive", await host.StateOfAsync(Installed.Unit));
        Assert.Equal("success", await host.PropertyOfAsync(Installed.Unit, "Result"));
        Assert.Equal("0", await host.PropertyOfAsync(Installed.Unit, "ExecMainStatus"));
        Assert.DoesNotContain("The daemon ends", await host.JournalOfAsync(Installed.Unit), StringComparison.Ordinal);

        var alone = await host.HealthcheckAsync("budget");
        Assert.Equal(4, alone.ExitCode);
        Assert.StartsWith("healthcheck: no daemon answers at /run/healthcheck/control.sock; start it with", alone.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Calls_units_that_do_not_exist_unknown_and_runs_nothing_for_them()
    {
        await using var host = await Installed.OnBareHostAsync(Preparation.Bare
            .WithoutTicks()
            .With("/etc/healthcheck/conf.d/50-mine.conf", "healthcheck.services { ghost { } }\n"));

        var check = await host.HealthcheckAsync("check", "ghost");

        Assert.Equal(3, check.ExitCode);
        Assert.EndsWith("ghost servisinin durumu bilinmiyor: ghost.service does not exist", check.Output, StringComparison.Ordinal);
        Assert.Empty(await host.RunsAsync());
    }
}
