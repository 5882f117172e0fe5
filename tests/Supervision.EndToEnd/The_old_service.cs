using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>A host on which the service runs that the package replaces.</summary>
public sealed class The_old_service
{
    private const string Called =
        $"a crontab still calls service_monitor.sh ({OldService.CrontabOfWwwData}:2, {OldService.CrontabOfWwwData}:5, {OldService.CrontabOfSystem}:1)";

    private const string Kept = "/var/backups/healthcheck/etc/systemd/system/";

    [SkippableFact]
    public async Task Is_taken_over_step_by_step_and_given_back_on_removal()
    {
        var package = await ShippedPackage.PathAsync();
        await using var host = await Deployment.StartAsync(Deployment.Prepared.WithQuickRecovery());
        await host.LayOutOldServiceAsync();
        var before = await host.OldServiceAsync();

        await host.InstallAsync(package);

        Assert.Equal("/lib/systemd/system/healthcheck.service", await host.PropertyOfAsync(Installed.Unit, "FragmentPath"));
        Assert.Equal(("enabled", "active"), (await host.PropertyOfAsync(Installed.Unit, "UnitFileState"), await host.StateOfAsync(Installed.Unit)));
        Assert.Equal("/lib/systemd/system/backend-restart.service", await host.PropertyOfAsync("backend-restart.service", "FragmentPath"));
        Assert.Equal("static", await host.PropertyOfAsync("backend-restart.service", "UnitFileState"));
        Assert.Equal(ServiceLog.File, await host.OutputOfAsync("readlink", OldService.Log));
        Assert.Equal(OldService.OldLine, await host.ReadAsync(OldService.Log + ".old"));
        Assert.Equal("www-data 664", await host.OutputOfAsync("stat", "--format=%U %a", OldService.Log + ".old"));

        // Two supervisors would restart one deployment, so the newcomer gives way and says so.
        await AssertObservesAsync(host, 1);
        await host.KillAllOfAsync("celery.service");
        await host.UntilLoggedAsync("Yalnızca gözlem (service_monitor.sh hala bir crontab'da): Backend.sh scripti çalıştırılmadı.");
        Assert.Empty(await host.RunsAsync());
        Assert.Equal("observing", await host.OutputOfAsync("sh", "-c", "healthcheck status --json | sed -n 's/.*\"phase\": \"\\(.*\\)\".*/\\1/p'"));
        await host.StartUnitAsync("celery.service");
        await host.UntilIncidentsAreOverAsync(1);

        await host.OutputOfAsync("sed", "-i", "/service_monitor/d", OldService.CrontabOfWwwData);
        await host.OutputOfAsync("systemctl", "restart", Installed.Unit);
        Assert.Contains($"observation only: a crontab still calls service_monitor.sh ({OldService.CrontabOfSystem}:1)", await StatusWhenAllIsUpAsync(host), StringComparison.Ordinal);

        // Gone altogether, and not only empty: nothing may keep the daemon from starting.
        await host.OutputOfAsync("rm", OldService.CrontabOfSystem, OldService.CrontabOfWwwData);
        await host.OutputOfAsync("systemctl", "restart", Installed.Unit);
        Assert.DoesNotContain("observation only", await StatusWhenAllIsUpAsync(host), StringComparison.Ordinal);
        await host.KillAllOfAsync("celery.service");
        await host.UntilLoggedAsync(ServiceLog.Recovered("celery"));
        Assert.Single(await host.RunsAsync());

        // The old backend-restart.service ran backend.sh at every boot.
        await host.RebootAsync();
        await host.EventuallyAsync(host.IsWholeAsync);
        await host.EventuallyAsync(async () => await host.StateOfAsync(Installed.Unit) == "active");
        Assert.Single(await host.BackendRunsAsync());

        await host.OutputOfAsync("dpkg", "--remove", "healthcheck");
        Assert.Equal(WithoutCrontabs(before), WithoutCrontabs(await host.OldServiceAsync()));
        Assert.Equal("/etc/systemd/system/healthcheck.service", await host.PropertyOfAsync(Installed.Unit, "FragmentPath"));
        Assert.Equal("enabled", await host.PropertyOfAsync("backend-restart.service", "UnitFileState"));
        Assert.True((await host.RunAsync("test", "-s", ServiceLog.File)).Succeeded);

        await host.OutputOfAsync("dpkg", "--purge", "healthcheck");
        Assert.Equal(WithoutCrontabs(before), WithoutCrontabs(await host.OldServiceAsync()));
        Assert.Empty(await host.OutputOfAsync("sh", "-c", "ls -d /etc/healthcheck /var/l*/healthcheck /var/backups/healthcheck 2>/dev/null || true"));
    }

    [SkippableFact]
    public async Task Takes_no_line_of_the_log_from_us_while_both_run()
    {
        const int Sweeps = 3;
        var package = await ShippedPackage.PathAsync();
        await using var host = await Deployment.StartAsync(Deployment.Prepared.WithQuickRecovery());
        await host.LayOutOldServiceAsync();
        await host.InstallAsync(package);

        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            await host.RunOldScriptAsync();
            await host.OutputOfAsync("healthcheck", "sweep");
        }

        // By way of our link, and with root's rights: what was ours is www-data's now.
        Assert.Equal("www-data", await host.OutputOfAsync("stat", "--format=%U", ServiceLog.File));
        await host.OutputOfAsync("systemctl", "restart", Installed.Unit);
        await host.EventuallyAsync(async () => (await host.SentencesAsync()).Count(it => it == ServiceLog.SweepFinished) == Sweeps + 2);

        var sentences = await host.SentencesAsync();
        Assert.Equal(Sweeps, sentences.Count(sentence => sentence == "Eski script bitti"));
        Assert.Equal("healthcheck adm 640", await host.OutputOfAsync("stat", "--format=%U %G %a", ServiceLog.File));
        Assert.Equal(
            [$"service_monitor.log belonged to somebody else; it lies at {ServiceLog.File}.1 now, and a new one was begun"],
            (await host.SaidAsync("warning")).Where(line => line.StartsWith("service_monitor.log", StringComparison.Ordinal)));

        // Both can be rotated, whoever owns them.
        await host.OutputOfAsync("logrotate", "--force", "/etc/logrotate.d/healthcheck");
        await host.OutputOfAsync("healthcheck", "sweep");
        await host.EventuallyAsync(async () => (await host.SentencesAsync()).Count == sentences.Count + ServiceLog.SweepOfWholeStack.Length);
    }

    [SkippableFact]
    public async Task May_be_overruled_with_takeover_on()
    {
        var package = await ShippedPackage.PathAsync();
        await using var host = await Deployment.StartAsync(Deployment.Prepared.WithQuickRecovery("healthcheck.takeover = on"));
        await host.LayOutOldServiceAsync();

        await host.InstallAsync(package);

        Assert.Contains("takeover = on, while a crontab still calls service_monitor.sh: ", await StatusWhenAllIsUpAsync(host), StringComparison.Ordinal);
        await host.KillAllOfAsync("celery.service");
        await host.UntilLoggedAsync(ServiceLog.Recovered("celery"));
    }

    [SkippableFact]
    public async Task Comes_back_whichever_way_the_package_goes()
    {
        var package = await ShippedPackage.PathAsync();
        await using var host = await BootedHost.StartAsync(Preparation.Bare);
        await host.LayOutOldServiceAsync();
        var before = await host.OldServiceAsync();

        // Purged at once.
        await host.InstallAsync(package);
        await host.OutputOfAsync("dpkg", "--purge", "healthcheck");
        Assert.Equal(before, await host.OldServiceAsync());

        // Removed and installed again, and installed over itself.
        await host.InstallAsync(package);
        await host.OutputOfAsync("dpkg", "--remove", "healthcheck");
        Assert.Equal(before, await host.OldServiceAsync());
        await host.InstallAsync(package);
        var during = await host.OldServiceAsync();
        await AssertObservesAsync(host, 2);
        await host.InstallAsync(package);
        Assert.Equal(during, await host.OldServiceAsync());
        Assert.Equal("enabled", await host.PropertyOfAsync(Installed.Unit, "UnitFileState"));

        // Somebody's tool puts the old unit back while ours is there; the next installation knows it again.
        foreach (var (name, text) in OldService.Units) await host.WriteAsync($"/etc/systemd/system/{name}", text);
        await host.InstallAsync(package);
        Assert.Equal(("active", "enabled"), (await host.StateOfAsync(Installed.Unit), await host.PropertyOfAsync(Installed.Unit, "UnitFileState")));
        Assert.Equal("/lib/systemd/system/healthcheck.service", await host.PropertyOfAsync(Installed.Unit, "FragmentPath"));
        await host.OutputOfAsync("sh", "-c", $"rm {Kept}*~; chmod 664 {Kept}backend-restart.service");
        await host.OutputOfAsync("dpkg", "--purge", "healthcheck");
        Assert.Equal(before, await host.OldServiceAsync());

        // Left half done, and done later.
        await host.OutputOfAsync("sh", "-c", "mv /var/backups /var/backups.away; touch /var/backups");
        Assert.False((await host.RunAsync("dpkg", "--install", "/root/" + Path.GetFileName(package))).Succeeded);
        Assert.Equal(before, await host.OldServiceAsync());
        await host.OutputOfAsync("sh", "-c", "rm /var/backups; mv /var/backups.away /var/backups");
        await host.OutputOfAsync("dpkg", "--configure", "healthcheck");
        Assert.Equal(during, await host.OldServiceAsync());
        await host.OutputOfAsync("dpkg", "--purge", "healthcheck");
        Assert.Equal(before, await host.OldServiceAsync());

        // Where no systemd runs, as while an image is made.
        await host.OutputOfAsync("unshare", "--mount", "sh", "-ec", $"mount -t tmpfs none /run; dpkg --install /root/{Path.GetFileName(package)}");
        Assert.Equal(during, await host.OldServiceAsync());
        await host.OutputOfAsync("unshare", "--mount", "sh", "-ec", "mount -t tmpfs none /run; dpkg --purge healthcheck");
        Assert.Equal(before, await host.OldServiceAsync());
    }

    [SkippableFact]
    public async Task Is_told_apart_from_what_an_administrator_wrote_over_ours()
    {
        var package = await ShippedPackage.PathAsync();
        await using var host = await BootedHost.StartAsync(Preparation.Bare);
        await host.InstallAsync(package);
        await host.OutputOfAsync("sh", "-ec", """
            cd /etc/systemd/system
            cp /lib/systemd/system/healthcheck.service /lib/systemd/system/backend-restart.service .
            printf '\n[Install]\nWantedBy=multi-user.target\n' >>backend-restart.service
            mkdir -p healthcheck.service.d
            printf '[Service]\nNice=5\n' >healthcheck.service.d/mine.conf
            systemctl daemon-reload
            """);
        var mine = await host.OutputOfAsync("sh", "-c", "cd /etc/systemd/system; find . -type f -exec sha256sum {} + | sort");

        await host.InstallAsync(package);
        await host.OutputOfAsync("dpkg", "--purge", "healthcheck");

        Assert.Equal(mine, await host.OutputOfAsync("sh", "-c", "cd /etc/systemd/system; find . -type f -exec sha256sum {} + | sort"));
    }

    [SkippableTheory]
    [InlineData("ln -s /root/shadow service_monitor.log")]
    [InlineData("mkfifo service_monitor.log")]
    [InlineData("mkdir service_monitor.log")]
    [InlineData("ln -s /nowhere service_monitor.log")]
    [InlineData("echo old >service_monitor.log; ln -s /root/shadow service_monitor.log.old")]
    [InlineData("ln /root/shadow service_monitor.log")]
    [InlineData("cd ..; mv logs real-logs; ln -s /root logs")]
    public async Task Leads_the_package_into_no_file_of_somebody_elses(string trap)
    {
        const string Look = "cd /var/www/sapb1reportsv2/backend; find . /root/shadow -printf '%p %u:%g %m %y %l\\n' | sort; sha256sum /root/shadow; ls /root";
        var package = await ShippedPackage.PathAsync();
        await using var host = await BootedHost.StartAsync(Preparation.Bare);
        await host.CopyInAsync(package, "/root/" + Path.GetFileName(package));
        await host.OutputOfAsync("sh", "-ec", $"""
            echo secret >/root/shadow
            chmod 600 /root/shadow
            mkdir -p {OldService.Logs}
            chown -R www-data:www-data /var/www/sapb1reportsv2
            cd {OldService.Logs}
            {trap}
            """);
        var before = await host.OutputOfAsync("sh", "-c", Look);

        await host.InstallAsync(package);
        Assert.Equal("active", await host.StateOfAsync(Installed.Unit));
        Assert.Equal("secret root 600", await host.OutputOfAsync("sh", "-c", "echo $(cat /root/shadow) $(stat --format='%U %a' /root/shadow)"));

        await host.OutputOfAsync("dpkg", "--purge", "healthcheck");
        Assert.Equal(before, await host.OutputOfAsync("sh", "-c", Look));
    }

    private static async Task AssertObservesAsync(BootedHost host, int starts)
    {
        Assert.Contains($"observation only: {Called}\n", (await host.HealthcheckAsync("status")).Output + "\n", StringComparison.Ordinal);
        var said = Assert.Single((await host.SaidAsync("warning")).Distinct(), line => line.Contains("UYARI: Bir crontab hala", StringComparison.Ordinal));
        Assert.Contains("crontab -u www-data -e", said, StringComparison.Ordinal);
        Assert.True((await host.SentencesAsync()).Count(sentence => sentence == said) >= starts);
    }

    // What has just been started, and what a daemon has just begun to watch, is on its way up until its probes have passed.
    private static async Task<string> StatusWhenAllIsUpAsync(BootedHost host)
    {
        CommandResult? status = null;
        await host.EventuallyAsync(async () => (status = await host.HealthcheckAsync("status")).Succeeded);
        Assert.Equal("", status!.Error);
        return status.Output;
    }

    private static string WithoutCrontabs(string found) => string.Join('\n', found.Split('\n').Where(line => !line.Contains("/cron", StringComparison.Ordinal)));
}
