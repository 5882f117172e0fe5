using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;

namespace Supervision.EndToEnd;

/// <summary>What is in the way of a run holds it back, without a charge, and no longer than it is there.</summary>
public sealed class An_obstacle_on_the_host
{
    private const string Disk = "/srv/data";

    private const string SlowPackage = """
        #!/bin/sh
        set -e
        mkdir -p /root/slow/DEBIAN
        printf 'Package: slow\nVersion: 1\nArchitecture: all\nMaintainer: nobody <nobody@localhost>\nDescription: waits\n' >/root/slow/DEBIAN/control
        printf '#!/bin/sh\nmkfifo /run/slow\ncat /run/slow\n' >/root/slow/DEBIAN/postinst
        chmod 755 /root/slow/DEBIAN/postinst
        dpkg-deb --root-owner-group --build /root/slow /root/slow.deb
        systemd-run --quiet --unit=upgrade --service-type=exec dpkg --install /root/slow.deb
        until test -p /run/slow; do sleep 0.1; done
        """;

    private static readonly Preparation Prepared = SmallStack.Prepared
        .WithQuickRecovery($"healthcheck.obstacles.paths = [\"/\", \"{Disk}\"]")
        .With("/root/upgrade", SlowPackage);

    [SkippableTheory]
    [InlineData("/root/upgrade", "echo >/run/slow", "healthcheck.obstacles.package-upgrade")]
    [InlineData("touch /run/healthcheck.deploy", "rm /run/healthcheck.deploy", "healthcheck.obstacles.deploy-marker")]
    [InlineData("dd if=/dev/zero of=/srv/data/ballast bs=4k status=none || true", "rm /srv/data/ballast", "healthcheck.obstacles.disk-full")]
    [InlineData("mount -o remount,ro /srv/data", "mount -o remount,rw /srv/data", "healthcheck.obstacles.paths")]
    public async Task Holds_every_run_until_it_is_gone(string comes, string goes, string key)
    {
        await using var host = await HostWithADiskAsync();
        await host.OutputOfAsync("sh", "-c", comes);

        await host.KillAllOfAsync(SmallStack.Unit);
        await host.UntilRefusedForAsync(key);
        (await host.HealthcheckAsync("sweep")).OrFail();

        Assert.Equal("failed", await host.StateOfAsync(SmallStack.Unit));
        Assert.Empty(await host.RunsAsync());
        Assert.Equal(0, await host.BackendCountAsync());

        await host.OutputOfAsync("sh", "-c", goes);
        await host.UntilIncidentsAreOverAsync(1);

        Assert.Equal("done", Assert.Single(await host.RunsAsync()).Result);
        Assert.Equal(1, await host.BackendCountAsync());
        Assert.Equal("active", await host.StateOfAsync(SmallStack.Unit));
    }

    [SkippableFact]
    public async Task That_is_a_marker_which_somebody_forgot_holds_nothing()
    {
        await using var host = await HostWithADiskAsync();
        await host.OutputOfAsync("touch", "--date=2 hours ago", "/run/healthcheck.deploy");

        await host.KillAllOfAsync(SmallStack.Unit);
        await host.UntilIncidentsAreOverAsync(1);

        Assert.Equal("done", Assert.Single(await host.RunsAsync()).Result);
        Assert.Equal("active", await host.StateOfAsync(SmallStack.Unit));
    }

    // Mounted while the daemon runs: its own view of the mounts follows.
    private static async Task<BootedHost> HostWithADiskAsync()
    {
        var host = await Installed.OnBareHostAsync(Prepared);
        try
        {
            await host.OutputOfAsync("sh", "-ec", $"mkdir {Disk}; mount -t tmpfs -o size=256k none {Disk}");
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }
}
