using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;
using Xunit.Abstractions;

namespace Supervision.EndToEnd;

/// <summary>The main job, with the shipped configuration between two ticks: a unit that dies is back within seconds, at the price of one run.</summary>
public sealed class Killed_units(ITestOutputHelper output)
{
    [SkippableTheory]
    [InlineData("gunicorn", "daphne", "celery")]
    [InlineData("celerybeat", "nginx", "postgresql")]
    public async Task Each_is_brought_back_by_one_run(params string[] victims)
    {
        await using var host = await Installed.OnDeploymentAsync(Deployment.Prepared.WithoutTicks());
        var story = new List<string>();
        foreach (var (run, victim) in victims.Index().Select(indexed => (indexed.Index + 1, indexed.Item)))
        {
            await KillAndFollowAsync(host, victim, run);

            story.AddRange([ServiceLog.DownAndRunFollows(victim), ServiceLog.Run(run), ServiceLog.Recovered(victim)]);
            await host.StoryIsAsync(story);
            Assert.Equal(run, (await host.BackendRunsAsync()).Count);
            Assert.True(await host.IsWholeAsync());
        }

        var runs = await host.RunsAsync();
        Assert.Equal(victims, runs.Select(run => run.Root));
        Assert.Equal(victims, runs.Select(run => run.Members));
        Assert.All(runs, run => Assert.Equal(("backend-restart.service", "done", false), (run.Unit, run.Result, run.Refunded)));
        var incidents = await host.IncidentsAsync();
        Assert.Equal(victims, incidents.Select(incident => incident.Root));
        Assert.Equal([1, 2, 3], runs.Select(run => run.Incident));
        Assert.Equal(runs.Select(run => $"recovered after run-{run.Id}"), incidents.Select(incident => incident.How));

        // The outages, and they alone, are warnings; a line is said there as it stands in the log.
        Assert.Equal(victims.Select(ServiceLog.DownAndRunFollows), await host.SaidAsync("warning"));
    }

    private async Task KillAndFollowAsync(BootedHost host, string victim, int incident)
    {
        var clock = TimeProvider.System;
        var killed = clock.GetTimestamp();
        if (victim == "postgresql")
            await host.KillMainOfAsync(await host.PostgresInstanceAsync());
        else
            await host.KillAllOfAsync(victim + ".service");

        await host.UntilLoggedAsync(ServiceLog.DownAndRunFollows(victim));
        var seen = clock.GetElapsedTime(killed);
        await host.EventuallyAsync(async () => (await host.BackendRunsAsync()).Count == incident && await host.IsWholeAsync());
        var up = clock.GetElapsedTime(killed);
        await host.UntilIncidentsAreOverAsync(incident);
        output.WriteLine($"{victim}: down in the log after {seen.TotalSeconds:F1} s, all up after {up.TotalSeconds:F1} s, "
            + $"settled after {clock.GetElapsedTime(killed).TotalSeconds:F1} s");
    }
}
