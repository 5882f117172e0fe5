using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;

namespace Supervision.EndToEnd;

/// <summary>A stop has a job, an end of the service's own has none; to a look at the unit both are the same.</summary>
public sealed class A_service_that_ends_in_good_order
{
    [SkippableTheory]
    [InlineData("kill -TERM $(systemctl show -P MainPID alpha)")]
    [InlineData("systemctl kill alpha")]
    public async Task By_itself_is_an_outage_at_once_and_by_a_persons_stop_is_none(string end)
    {
        await using var host = await Installed.OnBareHostAsync(
            SmallStack.Prepared.WithQuickRecovery("healthcheck.services.alpha.manual-stop = respect"));
        await host.StopAsync(SmallStack.Unit);
        await host.StartUnitAsync(SmallStack.Unit);
        await host.OutputOfAsync("systemctl", "restart", SmallStack.Unit);

        await host.OutputOfAsync("sh", "-c", end);
        await host.UntilIncidentsAreOverAsync(1);

        await host.StoryIsAsync(
            [ServiceLog.DownAndRunFollows(SmallStack.Service), ServiceLog.Run(1), ServiceLog.Recovered(SmallStack.Service)]);
        Assert.Contains(
            "alpha.service ended by itself (success)",
            await host.OutputOfAsync("sqlite3", "/var/lib/healthcheck/healthcheck.db", "select evidence from decisions"),
            StringComparison.Ordinal);

        await host.StopAsync(SmallStack.Unit);
        Assert.Matches("(?m)^alpha +stopped +alpha.service is inactive", (await host.HealthcheckAsync("sweep")).OrFail());
        Assert.Single(await host.RunsAsync());
    }

    [SkippableFact]
    public async Task And_is_started_again_by_systemd_itself_needs_no_run()
    {
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared.WithQuickRecovery()
            .With($"/etc/systemd/system/{SmallStack.Unit}.d/always.conf", "[Service]\nRestart=always\nRestartSec=100ms\n"));

        for (var again = 1; again <= 5; again++)
        {
            await host.OutputOfAsync("systemctl", "kill", SmallStack.Unit);
            var expected = again.ToString(System.Globalization.CultureInfo.InvariantCulture);
            await host.EventuallyAsync(async () => await host.PropertyOfAsync(SmallStack.Unit, "NRestarts") == expected
                && await host.StateOfAsync(SmallStack.Unit) == "active");
        }

        (await host.HealthcheckAsync("sweep")).OrFail();
        Assert.Empty(await host.IncidentsAsync());
        Assert.Empty(await host.RunsAsync());
    }
}
