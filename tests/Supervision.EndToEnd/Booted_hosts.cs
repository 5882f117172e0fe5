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

    private static string[] ControlGroupsOf(string host) =>
        [.. new[] { "/sys/fs/cgroup", "/sys/fs/cgroup/unified", "/sys/fs/cgroup/systemd" }
            .Select(hierarchy => Path.Combine(hierarchy, host)).Where(Directory.Exists)];
}
