using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>A database or a broker that takes no work is told and named, by the shipped configuration with its own times.</summary>
public sealed class What_others_depend_on
{
    /// <summary>Two minutes of unbroken failure, a look before and one after them; and some for a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [SkippableFact]
    public async Task Is_told_and_not_restarted_when_it_is_out_of_connections_or_gone()
    {
        await using var host = await Installed.OnDeploymentAsync();
        await host.UntilProvenAsync("postgresql", "celery");

        await host.UseUpConnectionsAsync();
        await host.UntilStandingAsync("postgresql", "degraded", Patience);
        Assert.Contains("too many", (await host.HealthcheckAsync("status", "postgresql")).Output, StringComparison.Ordinal);

        await host.StopAsync("redis-server.service");
        await host.UntilStandingAsync("celery", "unknown", Patience);
        Assert.Contains("broker", (await host.HealthcheckAsync("status", "celery")).Output, StringComparison.Ordinal);

        // An outage of another kind, later than the time after which a failing probe is acted on, shows that those were left alone.
        await host.OutputOfAsync("systemctl", "kill", "--kill-whom=all", "--signal=STOP", "nginx.service");
        await host.EventuallyAsync(async () => (await host.RunsAsync()).Count > 0, Patience);

        Assert.Equal("nginx", (await host.RunsAsync())[0].Members);
        Assert.Contains("which no restart mends", (await host.HealthcheckAsync("why", "postgresql")).Output, StringComparison.Ordinal);
        Assert.Contains("without evidence", (await host.HealthcheckAsync("why", "celery")).Output, StringComparison.Ordinal);
    }
}
