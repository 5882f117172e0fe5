using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>Where polkit cannot let the daemon start a single unit, a file asks PID 1 for the run; where that is not to be either, the
/// daemon runs backend.sh by sudo, at the price of its sandbox.</summary>
public sealed class A_host_without_polkit
{
    private const string NoPolkit = "systemctl mask --now polkit";

    // What was refused is not tried again before the test has seen it.
    private static readonly Preparation Small = SmallStack.Prepared.WithQuickRecovery("healthcheck.recovery.backoff = [0s, 0s, 1h]")
        .With(Deployment.BackendScript, SmallStack.Script($"id --user >>/root/who\necho \"$PWD $PATH\" >>/root/where\n{SmallStack.Mend}"));

    [SkippableFact]
    public async Task Has_its_runs_started_by_a_file_and_a_path_unit()
    {
        await using var host = await Installed.OnBareHostAsync(Small.With(
            "/etc/healthcheck/conf.d/50-request.conf", "healthcheck.recovery.backend.request = \"/run/healthcheck/restart.request\"\n"));
        await host.OutputOfAsync("sh", "-c", NoPolkit);

        // As long as nobody waits for the file, nothing runs, nothing is charged, and the remedy is told.
        Assert.Contains("no path unit is active", await FoundAsync(host), StringComparison.Ordinal);
        await host.KillAllOfAsync(SmallStack.Unit);
        var refused = await host.RunOverAsync(1);
        Assert.True(refused.Refunded);
        await host.EventuallyAsync(async () => (await host.SentencesAsync())
            .Any(line => line.Contains("systemctl restart backend-restart.path", StringComparison.Ordinal)));
        await AssertNoRequestAsync(host);

        await host.OutputOfAsync("systemctl", "enable", "--now", "backend-restart.path");
        Assert.DoesNotContain("restart.request", await FoundAsync(host), StringComparison.Ordinal);
        (await host.HealthcheckAsync("budget", "reset")).OrFail();
        Assert.Equal("done", (await host.RunOverAsync(2)).Result);
        await host.UntilIncidentsAreOverAsync(1);

        // The directory of the file goes with the daemon, and comes again with it.
        await host.OutputOfAsync("systemctl", "restart", Installed.Unit);
        await host.KillAllOfAsync(SmallStack.Unit);
        Assert.Equal("done", (await host.RunOverAsync(3)).Result);
        await host.UntilIncidentsAreOverAsync(2);

        Assert.Equal(2, await host.BackendCountAsync());
        await AssertNoRequestAsync(host);
    }

    [SkippableFact]
    public async Task Has_them_run_by_sudo_where_the_sandbox_is_taken_away_for_it()
    {
        await using var host = await Installed.OnBareHostAsync(Small.With(
            "/etc/healthcheck/conf.d/50-sudo.conf",
            $$"""healthcheck.recovery.backend { script = "{{Deployment.BackendScript}}", via = sudo }{{"\n"}}"""));
        await host.OutputOfAsync("sh", "-c", NoPolkit);
        var shut = await FoundAsync(host);
        Assert.Contains("sudo does not let healthcheck run it", shut, StringComparison.Ordinal);
        Assert.Contains("its sandbox keeps sudo from becoming root", shut, StringComparison.Ordinal);

        await host.OutputOfAsync("install", "-m", "0440", "/usr/share/healthcheck/sudo/sudoers", "/etc/sudoers.d/healthcheck");
        await host.OutputOfAsync("visudo", "--check");
        await host.OutputOfAsync(
            "install", "-D", "-m", "0644", "/usr/share/healthcheck/sudo/healthcheck.service.conf",
            "/etc/systemd/system/healthcheck.service.d/50-sudo.conf");
        await host.OutputOfAsync("systemctl", "daemon-reload");
        await host.OutputOfAsync("systemctl", "restart", Installed.Unit);
        Assert.DoesNotContain("sudo", await FoundAsync(host), StringComparison.Ordinal);

        await host.KillAllOfAsync(SmallStack.Unit);
        Assert.Equal("done", (await host.RunOverAsync(1)).Result);
        await host.UntilIncidentsAreOverAsync(1);

        Assert.Equal(1, await host.BackendCountAsync());
        Assert.Equal("0", await host.OutputOfAsync("cat", "/root/who"));
        Assert.Equal("/ /usr/sbin:/usr/bin:/sbin:/bin", await host.OutputOfAsync("cat", "/root/where"));
        // That script and no other, and no other words.
        foreach (var command in new[] { "/bin/bash", $"/bin/bash {Deployment.BackendScript} x", "/bin/sh", "systemctl restart nginx" })
        {
            var listed = await host.RunAsUserAsync("healthcheck", ["sudo", "--non-interactive", "--list", .. command.Split(' ')]);
            Assert.False(listed.Succeeded);
        }
    }

    private static async Task<string> FoundAsync(BootedHost host) => (await host.HealthcheckAsync("doctor")).Output;

    private static async Task AssertNoRequestAsync(BootedHost host) =>
        await host.OutputOfAsync("test", "!", "-e", "/run/healthcheck/restart.request");
}
