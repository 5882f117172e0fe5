using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;

namespace Supervision.EndToEnd;

/// <summary>logind announces a shutdown and lets programs finish first; PID 1 does not know of it yet.</summary>
public sealed class An_announced_shutdown
{
    private static readonly Preparation Prepared = SmallStack.Prepared
        .WithQuickRecovery()
        .With("/etc/systemd/logind.conf.d/slow.conf", "[Login]\nInhibitDelayMaxSec=10min\n");

    [SkippableFact]
    public async Task Is_the_end_of_every_start()
    {
        await using var host = await Installed.OnBareHostAsync(Prepared);
        await host.OutputOfAsync(
            "systemd-run", "--quiet", "--unit=slow", "--service-type=exec", "systemd-inhibit", "--what=shutdown", "--mode=delay", "sleep", "infinity");
        await host.EventuallyAsync(async () =>
            (await host.OutputOfAsync("systemd-inhibit", "--list", "--no-legend", "--no-pager")).Contains("sleep", StringComparison.Ordinal));

        await host.OutputOfAsync("systemctl", "reboot");
        await host.KillAllOfAsync(SmallStack.Unit);
        await host.UntilRefusedForAsync("shutting down");

        Assert.Equal("running", (await host.RunAsync("systemctl", "is-system-running")).Output.Replace("degraded", "running", StringComparison.Ordinal));
        Assert.Empty(await host.RunsAsync());
        Assert.Equal(0, await host.BackendCountAsync());
    }
}
