using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>dpkg where no systemd runs, as while an image is made: the host is whole from its next boot on.</summary>
public sealed class An_installation_without_systemd
{
    // What a package knows PID 1 by is out of sight, as in a chroot.
    private const string OutOfSight = "mount -t tmpfs tmpfs /run";

    [SkippableFact]
    public async Task Watches_from_the_next_boot_on_and_a_purge_leaves_nothing()
    {
        var package = await ShippedPackage.PathAsync();
        await using var host = await BootedHost.StartAsync(SmallStack.Prepared.WithQuickRecovery());
        await host.CopyInAsync(package, "/root/healthcheck.deb");

        await DpkgAsync(host, "--install /root/healthcheck.deb");
        Assert.Equal("install ok installed", await host.OutputOfAsync("dpkg-query", "--show", "--showformat=${Status}", "healthcheck"));
        Assert.Equal("inactive", await host.StateOfAsync(Installed.Unit));
        Assert.Equal("healthcheck adm", await host.OutputOfAsync("stat", "--format=%U %G", "/var/log/healthcheck"));

        await host.RebootAsync();
        await host.EventuallyAsync(async () => await host.StateOfAsync(Installed.Unit) == "active");
        await host.KillAllOfAsync(SmallStack.Unit);
        await host.UntilIncidentsAreOverAsync(1);
        Assert.Equal(1, await host.BackendCountAsync());

        await host.StopAsync(Installed.Unit);
        await DpkgAsync(host, "--purge healthcheck");
        Assert.Empty(await host.OutputOfAsync(
            "sh", "-c", "ls -d /etc/healthcheck /var/l*/healthcheck /etc/systemd/system/*.wants/healthcheck.service 2>/dev/null || true"));
    }

    private static Task<string> DpkgAsync(BootedHost host, string what) =>
        host.OutputOfAsync("unshare", "--mount", "sh", "-ec", $"{OutOfSight}; dpkg {what}");
}
