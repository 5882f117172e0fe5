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
        await using var host = await Installed.OnDeploymentAsync(Deployment.Prepared.WithQuickRecovery().With("/etc/backend-mode", "noop"));
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
        Assert.True(await host.IsWholeAsync());
    }
}
