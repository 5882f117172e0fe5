using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>At shutdown every unit stops, and at boot none runs yet: neither is an outage.</summary>
public sealed class A_host_that_goes_down_and_comes_up
{
    [SkippableFact]
    public async Task Is_left_alone_even_where_every_stop_is_acted_on_at_once()
    {
        await using var host = await Installed.OnDeploymentAsync(Deployment.Prepared.WithQuickRecovery("""
            healthcheck.services.defaults.manual-stop = act
            healthcheck.services.postgresql.manual-stop = act
            healthcheck.recovery.collect = 0s
            """));
        // What ends last keeps the others waiting, so that the daemon sees them stop.
        await host.OutputOfAsync("systemctl", "stop", "celery.service");
        await host.UntilIncidentsAreOverAsync(1);
        Assert.Single(await host.BackendRunsAsync());

        await host.RebootAsync();
        await host.EventuallyAsync(host.IsWholeAsync);
        (await host.HealthcheckAsync("sweep")).OrFail();
        await host.RebootAsync();
        await host.EventuallyAsync(host.IsWholeAsync);
        (await host.HealthcheckAsync("sweep")).OrFail();

        Assert.Single(await host.BackendRunsAsync());
        Assert.Single(await host.RunsAsync());
    }
}
