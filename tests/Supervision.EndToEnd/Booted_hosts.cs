using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>What a test may rely on when it has hosts of its own.</summary>
public sealed class Booted_hosts
{
    [SkippableFact]
    public async Task Two_hosts_at_the_same_time_do_not_see_each_other()
    {
        var hosts = await BootedHost.StartSeveralAsync(2, Deployment.Prepared);
        await using var one = hosts[0];
        await using var other = hosts[1];
        await one.EventuallyAsync(one.IsWholeAsync);
        await other.EventuallyAsync(other.IsWholeAsync);
        var untouched = await other.PropertyOfAsync("gunicorn.service", "MainPID");

        await one.KillAllOfAsync("gunicorn.service");
        await one.WriteAsync("/root/mark", "of the one host");
        await one.EventuallyAsync(async () => await one.StateOfAsync("gunicorn.service") == "failed");

        Assert.True(await other.IsWholeAsync());
        Assert.Equal(untouched, await other.PropertyOfAsync("gunicorn.service", "MainPID"));
        Assert.False((await other.RunAsync("test", "-e", "/root/mark")).Succeeded);
        Assert.False(File.Exists("/root/mark"));
        Assert.NotEqual(await one.ReadAsync("/etc/machine-id"), await other.ReadAsync("/etc/machine-id"));
    }

    [SkippableFact]
    public async Task A_host_comes_back_from_a_reboot_with_the_same_disk()
    {
        await using var host = await BootedHost.StartAsync(Preparation.Bare.With("/root/before-boot", "prepared"));
        await host.WriteAsync("/root/after-boot", "written");
        var bootBefore = await host.ReadAsync("/proc/sys/kernel/random/boot_id");

        await host.RebootAsync();

        Assert.Empty(host.FailedUnits);
        Assert.Equal("prepared", await host.ReadAsync("/root/before-boot"));
        Assert.Equal("written", await host.ReadAsync("/root/after-boot"));
        Assert.NotEqual(bootBefore, await host.ReadAsync("/proc/sys/kernel/random/boot_id"));
    }

    [SkippableFact]
    public async Task A_package_is_installed_and_may_start_its_unit()
    {
        await using var host = await BootedHost.StartAsync(Preparation.Bare);
        var files = Directory.CreateTempSubdirectory();
        try
        {
            var package = await SmallPackageAsync(files);

            await host.InstallAsync(package);
        }
        finally
        {
            files.Delete(recursive: true);
        }

        Assert.Equal("active", await host.StateOfAsync("small.service"));
    }

    [SkippableFact]
    public async Task A_host_that_is_disposed_of_leaves_no_process_and_no_control_group()
    {
        string name;
        await using (var host = await BootedHost.StartAsync(Preparation.Bare))
        {
            name = host.Name;
            Assert.NotEmpty(ControlGroupsOf(name));
        }

        Assert.Empty(ControlGroupsOf(name));
        Assert.False((await Outside.RunAsync(["pgrep", "--full", $"--machine={name} "], Eventually.Patience)).Succeeded);
        Assert.DoesNotContain(name, await File.ReadAllTextAsync("/proc/self/mountinfo"), StringComparison.Ordinal);
    }

    private static async Task<string> SmallPackageAsync(DirectoryInfo files)
    {
        var control = files.CreateSubdirectory("small/DEBIAN").FullName;
        var units = files.CreateSubdirectory("small/lib/systemd/system").FullName;
        await File.WriteAllTextAsync(Path.Combine(control, "control"), """
            Package: small
            Version: 1
            Architecture: all
            Maintainer: nobody <nobody@localhost>
            Description: one unit

            """);
        var script = Path.Combine(control, "postinst");
        await File.WriteAllTextAsync(script, "#!/bin/sh\nsystemctl daemon-reload\nsystemctl enable --quiet small.service\ndeb-systemd-invoke start small.service\n");
        await Outside.RunAsync(["chmod", "755", script], Eventually.Patience);
        await File.WriteAllTextAsync(Path.Combine(units, "small.service"), "[Service]\nExecStart=/bin/sleep infinity\n[Install]\nWantedBy=multi-user.target\n");
        var package = Path.Combine(files.FullName, "small.deb");
        (await Outside.RunAsync(["dpkg-deb", "--build", Path.Combine(files.FullName, "small"), package], Eventually.Patience)).OrFail();
        return package;
    }

    private static string[] ControlGroupsOf(string host) =>
        [.. new[] { "/sys/fs/cgroup", "/sys/fs/cgroup/unified", "/sys/fs/cgroup/systemd" }
            .Select(hierarchy => Path.Combine(hierarchy, host)).Where(Directory.Exists)];
}
