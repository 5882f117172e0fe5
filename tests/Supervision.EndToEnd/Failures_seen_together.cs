using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>What fails together is one incident: one run, one unit of budget, charged to the root.</summary>
public sealed class Failures_seen_together
{
    [SkippableFact]
    public async Task Are_one_incident_and_one_run_charged_to_the_root()
    {
        await using var host = await Installed.OnDeploymentAsync(Deployment.Prepared.WithoutTicks());

        await host.KillAllOfAsync("nginx.service", "celery.service");
        await host.UntilIncidentsAreOverAsync(1);

        var story = await host.StoryOfAsync(5);
        string[] victims = ["celery", "nginx"];
        Assert.Equal(victims.Select(ServiceLog.DownAndRunFollows), story.Take(2).Order(StringComparer.Ordinal));
        Assert.Equal(ServiceLog.Run(1), story[2]);
        Assert.Equal(victims.Select(ServiceLog.Recovered), story.Skip(3).Order(StringComparer.Ordinal));
        Assert.Equal("celery nginx", (await host.IncidentsAsync())[0].Members);

        // gunicorn depends on postgresql, so it is a consequence even where it failed first.
        await host.KillAllOfAsync("gunicorn.service", await host.PostgresInstanceAsync());
        await host.UntilIncidentsAreOverAsync(2);

        var runs = await host.RunsAsync();
        Assert.Equal(["celery nginx", "gunicorn postgresql"], runs.Select(run => run.Members));
        Assert.Equal(["nginx", "postgresql"], runs.Select(run => run.Root));
        Assert.Equal(2, (await host.BackendRunsAsync()).Count);
        Assert.True(await host.IsWholeAsync());
        Assert.StartsWith("2 of 3 runs used", (await host.HealthcheckAsync("budget")).OrFail(), StringComparison.Ordinal);
    }
}
