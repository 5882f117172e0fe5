using System.Text.Json;
using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;

namespace Supervision.EndToEnd;

/// <summary>A person wants nothing done for a while.</summary>
public sealed class A_hold
{
    private const string Reason = "bakım: yeni sürüm";

    [SkippableFact]
    public async Task Stops_every_action_survives_a_restart_of_the_daemon_and_ends_by_itself()
    {
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared.WithQuickRecovery());
        (await host.HealthcheckAsync("hold", SmallStack.Service, "--for", "1h", "--reason", Reason)).OrFail();

        await host.KillAllOfAsync(SmallStack.Unit);
        await host.EventuallyAsync(async () => (await host.HealthcheckAsync("status", "alpha")).Output.StartsWith("alpha            down", StringComparison.Ordinal));
        await host.OutputOfAsync("systemctl", "restart", Installed.Unit);
        (await host.HealthcheckAsync("sweep")).OrFail();

        var status = (await host.HealthcheckAsync("status")).Output;
        Assert.Contains("hold on alpha until ", status, StringComparison.Ordinal);
        Assert.Contains($"{Reason} (by root, uid 0", status, StringComparison.Ordinal);
        Assert.Equal(0, await host.BackendCountAsync());

        (await host.HealthcheckAsync("hold", SmallStack.Service, "--for", "30s", "--reason", Reason)).OrFail();
        var until = await UntilAsync(host);

        // Nobody does anything: the end of the hold is what brings it back.
        await host.EventuallyAsync(async () => await host.StateOfAsync(SmallStack.Unit) == "active", TimeSpan.FromMinutes(3));
        var run = await host.RunOverAsync(1);
        Assert.True(run.At >= until, $"the run came at {run.At:O}, and the hold ended at {until:O}");
        Assert.Equal(1, await host.BackendCountAsync());
        Assert.DoesNotContain("hold on", (await host.HealthcheckAsync("status")).Output, StringComparison.Ordinal);
        Assert.Contains(Reason, (await host.HealthcheckAsync("why", "alpha")).OrFail(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Is_ended_by_resume_and_what_is_down_by_then_is_dealt_with()
    {
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared.WithQuickRecovery());
        (await host.HealthcheckAsync("hold", "--for", "7d", "--reason", "all of it")).OrFail();
        await host.KillAllOfAsync(SmallStack.Unit);
        (await host.HealthcheckAsync("sweep")).OrFail();
        Assert.Equal(0, await host.BackendCountAsync());

        Assert.Equal("no hold is in force", (await host.HealthcheckAsync("resume")).OrFail());

        await host.UntilIncidentsAreOverAsync(1);
        Assert.Equal(1, await host.BackendCountAsync());
        Assert.Equal("active", await host.StateOfAsync(SmallStack.Unit));
    }

    private static async Task<DateTimeOffset> UntilAsync(BootedHost host)
    {
        using var status = JsonDocument.Parse((await host.HealthcheckAsync("status", "--json")).Output);
        return Assert.Single(status.RootElement.GetProperty("holds").EnumerateArray()).GetProperty("until").GetDateTimeOffset();
    }
}
