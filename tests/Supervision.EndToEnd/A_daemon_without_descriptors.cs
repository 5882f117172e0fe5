using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;

namespace Supervision.EndToEnd;

/// <summary>A daemon that may open nothing more cannot be mended from within, and knows that.</summary>
public sealed class A_daemon_without_descriptors
{
    [SkippableFact]
    public async Task Ends_and_is_started_again_and_the_outage_of_that_time_is_dealt_with_once()
    {
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared.WithQuickRecovery());
        (await host.HealthcheckAsync("status")).OrFail();
        var daemon = await host.PropertyOfAsync(Installed.Unit, "MainPID");

        // Fewer than are open: each open, socket and accept fails from here on, that of systemd's watchdog too.
        await host.OutputOfAsync("prlimit", "--pid", daemon, "--nofile=8:");
        await host.KillAllOfAsync(SmallStack.Unit);
        await host.EventuallyAsync(async () => await host.PropertyOfAsync(Installed.Unit, "NRestarts") == "1");
        await host.UntilIncidentsAreOverAsync(1);

        Assert.Equal("active", await host.StateOfAsync(SmallStack.Unit));
        Assert.Equal("done", Assert.Single(await host.RunsAsync()).Result);
        Assert.Equal(1, await host.BackendCountAsync());
        await host.EventuallyAsync(async () => (await host.HealthcheckAsync("status")).Succeeded);
        Assert.NotEqual(daemon, await host.PropertyOfAsync(Installed.Unit, "MainPID"));
        // It has ended by itself, at the first beat that it could not give, and was not killed for its silence.
        Assert.DoesNotContain("Watchdog timeout", await host.JournalOfAsync(Installed.Unit), StringComparison.Ordinal);
    }
}
