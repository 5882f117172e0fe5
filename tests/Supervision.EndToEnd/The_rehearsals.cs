using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;

namespace Supervision.EndToEnd;

/// <summary>The scenarios that come with the package, by the program that comes with it, against the configuration that it lays
/// down.</summary>
public sealed class The_rehearsals(SharedHost shared) : IClassFixture<SharedHost>
{
    [SkippableFact]
    public async Task All_hold_and_anybody_may_have_them_run()
    {
        var host = await shared.StartedAsync();

        var simulated = await host.RunAsUserAsync("nobody", "sh", "-c", "healthcheck simulate /usr/share/healthcheck/scenarios/*.conf");

        Assert.True(simulated.Succeeded, simulated.Output + simulated.Error);
        Assert.Matches("^[0-9]+ scenarios, all hold$", simulated.Output.Split('\n')[^1]);
    }

    [SkippableFact]
    public async Task Random_days_keep_every_promise()
    {
        var host = await shared.StartedAsync();

        var explored = await host.RunAsUserAsync("nobody", "healthcheck", "simulate", "--explore", "10", "--seed", "6", "--for", "6h");

        Assert.True(explored.Succeeded, explored.Output + explored.Error);
        Assert.Equal("10 days of 6h with seed 6: every promise was kept.", explored.Output);
    }
}
