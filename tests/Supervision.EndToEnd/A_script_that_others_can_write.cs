using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>backend.sh lies in the tree of the web application: whoever can write it there is root from its next run on.</summary>
public sealed class A_script_that_others_can_write
{
    private const string Remedy = $"mend it with: chown root {Deployment.BackendScript}";

    [SkippableFact]
    public async Task Is_a_warning_with_its_remedy_and_no_run_where_the_operator_says_so()
    {
        await using var host = await Installed.OnDeploymentAsync(Deployment.Prepared.WithQuickRecovery(
            "healthcheck.recovery { backoff = [0s, 1h], backend.require-root-owned = on }"));
        Assert.DoesNotContain(await host.SaidAsync("warning"), line => line.Contains("decide what is run as root", StringComparison.Ordinal));
        await host.OutputOfAsync("chown", "www-data:www-data", Deployment.BackendScript);
        await host.OutputOfAsync("systemctl", "restart", Installed.Unit);
        await host.EventuallyAsync(async () => (await host.SaidAsync("warning")).Any(line => line.EndsWith(Remedy, StringComparison.Ordinal)));

        await host.KillAllOfAsync("gunicorn.service");
        await host.EventuallyAsync(async () => (await host.StoryAsync()).Any(line => line.Contains(Remedy, StringComparison.Ordinal)));

        Assert.Empty(await host.BackendRunsAsync());
        Assert.True(Assert.Single(await host.RunsAsync()).Refunded);

        await host.OutputOfAsync("chown", "root:root", Deployment.BackendScript);
        (await host.HealthcheckAsync("budget", "reset")).OrFail();
        await host.UntilIncidentsAreOverAsync(1);
        Assert.Single(await host.BackendRunsAsync());
    }
}
