using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>What a person has stopped is left alone until the next sweep, and PostgreSQL for good.</summary>
public sealed class A_person_at_work
{
    [SkippableFact]
    public async Task Is_not_fought_before_the_next_sweep()
    {
        await using var host = await Installed.OnDeploymentAsync(Deployment.Prepared
            // The second run is the first of another service: it does not come before that is seen.
            .WithQuickRecovery("healthcheck.recovery.backoff = [0s, 1h]")
            .With("/etc/backend-mode", "noop"));
        await host.StopAsync("celery.service");
        await host.StopAsync("postgresql.service");

        // An outage that comes later and is dealt with all the same shows that the stops were seen, and left alone.
        await host.KillAllOfAsync("daphne.service");
        await host.EventuallyAsync(async () => (await host.RunsAsync()) is [{ Result: not null }]);
        Assert.Equal("daphne", (await host.RunsAsync())[0].Members);

        await host.SetBackendAsync(BackendMode.Ok);
        var seen = (await host.HealthcheckAsync("sweep")).OrFail();
        await host.UntilIncidentsAreOverAsync(1);

        Assert.Matches("(?m)^celery +stopped +celery.service is inactive", seen);
        Assert.Matches("(?m)^postgresql +stopped ", seen);
        var sentences = await host.SentencesAsync();
        Assert.Contains(ServiceLog.DownAndRunFollows("celery"), sentences);
        Assert.Contains("postgresql servisi elle durdurulmuş.", sentences);
        Assert.DoesNotContain(ServiceLog.DownAndRunFollows("postgresql"), sentences);
        Assert.Contains(ServiceLog.Recovered("celery"), sentences);
        Assert.Equal("celery daphne", (await host.RunsAsync())[^1].Members);
        // backend.sh restarts everything, whatever it was run for.
        await host.EventuallyAsync(host.IsWholeAsync);
    }
    [SkippableFact]
    public async Task May_restart_a_unit_and_no_outage_is_made_of_it()
    {
        // It takes its time to end and to come up, and every stop that nobody would undo is acted on at once.
        const string Slow = "[Service]\nExecStop=/bin/sleep 2\nExecStartPre=/bin/sleep 2\n";
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared
            .WithQuickRecovery("healthcheck.services.alpha.manual-stop = act")
            .With($"/etc/systemd/system/{SmallStack.Unit}.d/slow.conf", Slow));

        for (var restarts = 1; restarts <= 3; restarts++) await host.OutputOfAsync("systemctl", "restart", SmallStack.Unit);

        // What is dealt with later shows that the restarts were seen before, and left alone.
        await host.KillAllOfAsync(SmallStack.Unit);
        await host.UntilIncidentsAreOverAsync(1);
        Assert.Single(await host.RunsAsync());
        Assert.Equal(1, await host.BackendCountAsync());
    }
}
