using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>A unit that comes back every time, and every time dies as soon as it has recovered.</summary>
public sealed class A_unit_that_fails_again_and_again
{
    private const int Runs = 4;

    [SkippableFact]
    public async Task Is_never_restarted_faster_than_the_backoff_says()
    {
        await using var host = await Installed.OnDeploymentAsync(
            Deployment.Prepared.WithQuickRecovery($"healthcheck.recovery.budget.runs = {Runs}"));

        // It fails as soon as it counts as recovered: each death is an incident of its own.
        for (var outage = 1; outage <= Runs; outage++)
        {
            await host.KillAllOfAsync("celerybeat.service");
            await host.UntilIncidentsAreOverAsync(outage);
        }

        await host.KillAllOfAsync("celerybeat.service");
        await host.UntilLoggedAsync(ServiceLog.BudgetSpent);

        var runs = await host.RunsAsync();
        Assert.Equal(Runs, runs.Count);
        Assert.Equal(Runs, runs.Select(run => run.Incident).Distinct().Count());
        QuickRecovery.AssertBackoffKept(runs);
        Assert.Equal(Runs, (await host.BackendRunsAsync()).Count);
    }
}
