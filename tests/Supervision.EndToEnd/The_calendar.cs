using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>Ticks outlive the daemon, and an operator can see them come.</summary>
public sealed class The_calendar
{
    [SkippableFact]
    public async Task Makes_up_at_its_start_for_the_tick_that_the_daemon_slept_through()
    {
        await using var host = await Installed.OnDeploymentAsync(Deployment.Prepared.WithQuickRecovery());
        await host.StopAsync(Installed.Unit);
        await host.StopAsync("celery.service");
        var before = (await host.SentencesAsync()).Count(sentence => sentence == ServiceLog.SweepStarted);

        // The schedule of these settings ticks once a year, and last did on the first of January.
        await host.OutputOfAsync("sqlite3", "/var/lib/healthcheck/healthcheck.db", "update ticks_seen set up_to = '2025-06-01T00:00:00.000000Z'");
        await host.OutputOfAsync("systemctl", "start", Installed.Unit);
        await host.UntilIncidentsAreOverAsync(1);

        // What a person stopped waits for a tick: our start alone would have left it alone.
        Assert.Equal("celery", Assert.Single(await host.RunsAsync()).Members);
        Assert.Equal(before + 1, (await host.SentencesAsync()).Count(sentence => sentence == ServiceLog.SweepStarted));

        // It counts once: the next start finds it dealt with.
        await host.EventuallyAsync(async () =>
            (await host.OutputOfAsync("sqlite3", "/var/lib/healthcheck/healthcheck.db", "select up_to > '2026' from ticks_seen")) == "1");
        await host.StopAsync("celery.service");
        await host.OutputOfAsync("systemctl", "restart", Installed.Unit);
        await host.EventuallyAsync(async () => (await host.SentencesAsync()).Contains("celery servisi elle durdurulmuş."));
        Assert.Single(await host.RunsAsync());

        // The hardened daemon may listen to the clock.
        var threads = await host.OutputOfAsync("sh", "-c", "cat /proc/$(systemctl show --property=MainPID --value healthcheck)/task/*/comm");
        Assert.Contains("clock-steps", threads.Split('\n'));
        Assert.DoesNotContain(await host.SaidAsync("warning"), line => line.Contains("clock", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Can_be_seen_by_anybody_and_taken_over_from_the_old_crontab()
    {
        await using var host = await Installed.OnBareHostAsync();

        var coming = await host.RunAsUserAsync("www-data", "healthcheck", "schedule", "--from", "2026-11-23T07:00:00+03:00", "--count", "4");
        Assert.Equal(
            """
            Mon 2026-11-23 07:15 +03:00 Europe/Istanbul  periodic
            Mon 2026-11-23 07:30 +03:00 Europe/Istanbul  periodic, monday, readiness
            Mon 2026-11-23 07:45 +03:00 Europe/Istanbul  periodic, monday
            Mon 2026-11-23 08:00 +03:00 Europe/Istanbul  periodic, resources, monday
            """,
            coming.OrFail());

        await host.WriteAsync("/root/crontab", "*/5 * * * * /x/service_monitor.sh\n30 7 * * 1 sudo /x/service_monitor.sh >/dev/null 2>&1\n");
        await host.OutputOfAsync("sh", "-c", "healthcheck import-crontab /root/crontab >/etc/healthcheck/conf.d/50-crontab.conf");
        Assert.Equal(
            "Mon 2026-11-23 07:30 +03:00 Europe/Istanbul  periodic, monday, readiness",
            await host.OutputOfAsync("healthcheck", "schedule", "--from", "2026-11-23T07:25", "--count", "1"));
    }
}
