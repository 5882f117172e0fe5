using System.Globalization;
using System.Text.RegularExpressions;
using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>The package on a sound deployment, with nothing else done. Its tests share one host and break nothing.</summary>
public sealed partial class An_installed_package(SharedHost shared) : IClassFixture<SharedHost>
{
    [SkippableFact]
    public async Task Watches_from_then_on_as_a_user_of_its_own()
    {
        var host = await shared.StartedAsync();

        Assert.Equal("active", await host.StateOfAsync(Installed.Unit));
        Assert.Equal("notify", await host.PropertyOfAsync(Installed.Unit, "Type"));
        Assert.Equal("enabled", await host.PropertyOfAsync(Installed.Unit, "UnitFileState"));
        Assert.Equal("0", await host.PropertyOfAsync(Installed.Unit, "NRestarts"));
        Assert.Equal("30s", await host.PropertyOfAsync(Installed.Unit, "WatchdogUSec"));
        var process = await host.PropertyOfAsync(Installed.Unit, "MainPID");
        Assert.Equal("healthcheck", await host.OutputOfAsync("stat", "--format=%U", $"/proc/{process}"));

        // What has just been started is on its way up until its probes have passed.
        await host.UntilProvenAsync("postgresql", "nginx", "gunicorn", "daphne", "celery", "celerybeat");
        Assert.Equal(0, (await host.HealthcheckAsync("sweep")).ExitCode);
        await host.EventuallyAsync(async () => (await host.SentencesAsync()).TakeLast(9).SequenceEqual(ServiceLog.SweepOfWholeStack));
        Assert.DoesNotContain(await host.JournalOfAsync(Installed.Unit), "Exception", StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Looks_once_and_touches_nothing_when_asked_to_check()
    {
        var host = await shared.StartedAsync();
        var gunicorn = await host.PropertyOfAsync("gunicorn.service", "InvocationID");
        await host.UntilProvenAsync("celerybeat");

        var check = await host.RunAsUserAsync("nobody", "healthcheck", "check");

        Assert.True(check.Succeeded, check.Error);
        var lines = check.Output.Split('\n');
        Assert.Equal(ServiceLog.SweepOfWholeStack[1..^2], lines.Select(line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]));
        Assert.Empty(check.Error);
        Assert.Equal(gunicorn, await host.PropertyOfAsync("gunicorn.service", "InvocationID"));
    }

    [SkippableFact]
    public async Task Has_units_that_systemd_finds_nothing_wrong_with()
    {
        var host = await shared.StartedAsync();

        var verified = await host.RunAsync("systemd-analyze", "verify", Installed.Unit, "backend-restart.service");
        Assert.Equal((0, "", ""), (verified.ExitCode, verified.Output, verified.Error));

        var security = await host.OutputOfAsync("systemd-analyze", "security", "--no-pager", Installed.Unit);
        var verdict = security.Split('\n')[^1];
        var exposure = Exposure().Match(verdict);
        Assert.True(exposure.Success, verdict);
        Assert.InRange(decimal.Parse(exposure.Value, CultureInfo.InvariantCulture), 0.1m, 1.4m);

        // Without an [Install] section nobody can make it run at boot.
        Assert.Equal("static", await host.PropertyOfAsync("backend-restart.service", "UnitFileState"));
    }

    [SkippableFact]
    public async Task May_start_backend_restart_and_nothing_else()
    {
        const string Alias = "backend-restart-alias.service";
        var host = await shared.StartedAsync();
        await host.SetBackendAsync(BackendMode.Noop);
        var nginx = await host.PropertyOfAsync("nginx.service", "InvocationID");

        (await host.RunAsUserAsync("healthcheck", "systemctl", "start", "backend-restart.service")).OrFail();
        var ran = await host.BackendRunsAsync();
        Assert.Single(ran);

        string[] lookAlikes = ["backend-restart@x.service", "xbackend-restart.service", "backend-restart.service.service", "backend-restart.target"];
        foreach (var unit in lookAlikes)
            await host.OutputOfAsync("sh", "-ec", $"printf '[Unit]\nDescription=%s\n' {unit} >/run/systemd/system/{unit}");
        await host.OutputOfAsync("sh", "-ec", "printf '[Service]\nExecStart=/bin/true\n' | tee -a /run/systemd/system/*backend-restart*.service");
        // Another name of nginx. Only now: the line above would write through the link.
        var fragment = await host.PropertyOfAsync("nginx.service", "FragmentPath");
        await host.OutputOfAsync("ln", "-s", fragment, $"/run/systemd/system/{Alias}");
        await host.OutputOfAsync("systemctl", "daemon-reload");
        Assert.Equal("nginx.service", await host.PropertyOfAsync(Alias, "Id"));

        string[][] refused =
        [
            ["restart", "nginx.service"], ["start", "nginx.service"], ["stop", "nginx.service"], ["kill", "nginx.service"],
            ["reload", "nginx.service"], ["reload-or-restart", "nginx.service"], ["try-restart", "nginx.service"],
            ["set-property", "nginx.service", "CPUWeight=1"], ["mask", "nginx.service"], ["enable", "nginx.service"],
            ["reset-failed", "nginx.service"], ["start", Alias],
            ["restart", "backend-restart.service"], ["stop", "backend-restart.service"], ["kill", "backend-restart.service"],
            ["reload", "backend-restart.service"], ["reload-or-restart", "backend-restart.service"],
            ["reset-failed", "backend-restart.service"], ["set-property", "backend-restart.service", "CPUWeight=1"],
            ["restart", Installed.Unit], ["isolate", "rescue.target"], ["set-environment", "PATH=/tmp"],
            ["daemon-reload"], ["daemon-reexec"], ["poweroff"], ["reboot"],
            .. lookAlikes.Select(unit => new[] { "start", unit }),
        ];
        foreach (var command in refused)
            await AssertRefusedAsync(host, "healthcheck", ["systemctl", "--no-ask-password", .. command]);
        await AssertRefusedAsync(host, "healthcheck", ["systemd-run", "--no-ask-password", "/bin/true"]);
        await AssertRefusedAsync(host, "healthcheck", ["systemd-run", "--no-ask-password", "--unit=backend-restart-1.service", "/bin/true"]);
        await AssertRefusedAsync(host, "www-data", ["systemctl", "--no-ask-password", "start", "backend-restart.service"]);
        await host.OutputOfAsync("rm", $"/run/systemd/system/{Alias}");
        await host.OutputOfAsync("systemctl", "daemon-reload");

        Assert.Equal(ran, await host.BackendRunsAsync());
        Assert.Equal(nginx, await host.PropertyOfAsync("nginx.service", "InvocationID"));
        await host.SetBackendAsync(BackendMode.Ok);
    }

    [SkippableFact]
    public async Task Runs_the_programs_of_probes_as_the_daemon_also_where_root_looks()
    {
        const string Who =
            "healthcheck.services.nginx.probes.who { kind = command, run = [\"/bin/sh\", \"-c\", \"test $(id --user --name) = healthcheck\"] }";
        var host = await shared.StartedAsync();
        await host.OutputOfAsync("sh", "-c", $"echo '{Who}' >/root/who.conf");

        var check = await host.RunAsync("healthcheck", "check", "--config", "/root/who.conf");

        Assert.Equal((0, ""), (check.ExitCode, check.Error));
    }

    [SkippableFact]
    public async Task Listens_on_no_address_of_any_network()
    {
        var host = await shared.StartedAsync();

        var listening = await host.OutputOfAsync("ss", "--no-header", "--tcp", "--udp", "--raw", "--listening", "--processes");

        Assert.Contains("\"nginx\"", listening, StringComparison.Ordinal);
        Assert.DoesNotContain("\"healthcheck\"", listening, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Opens_its_control_socket_to_root_and_its_group_and_to_nobody_else()
    {
        var host = await shared.StartedAsync();
        await host.OutputOfAsync("useradd", "--groups", "healthcheck", "ayse");

        foreach (var user in new[] { "root", "ayse" })
        {
            var budget = await host.RunAsUserAsync(user, "healthcheck", "budget");
            Assert.StartsWith("0 of 3 runs used", budget.OrFail(), StringComparison.Ordinal);
        }

        foreach (var user in new[] { "www-data", "nobody" })
        {
            var refused = await host.RunAsUserAsync(user, "healthcheck", "budget", "reset");
            Assert.Equal((77, ""), (refused.ExitCode, refused.Output));
            Assert.Equal(
                "healthcheck: /run/healthcheck/control.sock is closed to this user; be root, or a member of the group healthcheck",
                refused.Error);
        }

        Assert.DoesNotContain(await host.StoryAsync(), sentence => sentence.Contains("sıfırlandı", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Lets_adm_read_the_log_where_it_always_was_and_nobody_else()
    {
        const string OldPlace = "/var/www/sapb1reportsv2/backend/logs/service_monitor.log";
        var host = await shared.StartedAsync();
        await host.OutputOfAsync("useradd", "--groups", "adm", "mehmet");

        var read = await host.RunAsUserAsync("mehmet", "tail", "--lines=1", OldPlace);

        Assert.EndsWith(ServiceLog.Separator, read.OrFail(), StringComparison.Ordinal);
        Assert.False((await host.RunAsUserAsync("www-data", "cat", OldPlace)).Succeeded);
        Assert.False((await host.RunAsUserAsync("mehmet", "sh", "-c", $"echo forged >>{OldPlace}")).Succeeded);
    }

    [SkippableFact]
    public async Task Loses_no_line_when_the_log_is_rotated()
    {
        const int Rotations = 3;
        var host = await shared.StartedAsync();

        var sweeps = await host.RotateWhileSweepingAsync("logrotate --force /etc/logrotate.d/healthcheck", Rotations, sweepsAtLeast: 40);
        Assert.Equal($"{Rotations}", await host.OutputOfAsync("sh", "-c", $"ls {ServiceLog.File}.* | wc --lines"));
        await host.OutputOfAsync("journalctl", "--sync");
        var sentences = await host.SentencesAsync();
        Assert.True(sentences.Count(sentence => sentence == ServiceLog.SweepFinished) > sweeps);
        // Everything that is written to the log is said in the journal too, so what is missing in the log is found there.
        var said = (await host.JournalOfAsync(Installed.Unit)).Split('\n');
        Assert.Equal(said.Where(sentences.ToHashSet(StringComparer.Ordinal).Contains), sentences);
        Assert.Equal("healthcheck adm 640", await host.OutputOfAsync("stat", "--format=%U %G %a", ServiceLog.File));
    }

    [SkippableFact]
    public async Task Keeps_a_second_daemon_off_its_state()
    {
        var host = await shared.StartedAsync();

        var second = await host.RunAsUserAsync("healthcheck", "healthcheck", "run");

        Assert.Equal((75, ""), (second.ExitCode, second.Output));
        var first = await host.PropertyOfAsync(Installed.Unit, "MainPID");
        Assert.Equal($"healthcheck: another daemon works on /var/lib/healthcheck already (process {first})", second.Error);
        (await host.HealthcheckAsync("budget")).OrFail();
    }

    private static async Task AssertRefusedAsync(BootedHost host, string user, string[] command)
    {
        var attempt = await host.RunAsUserAsync(user, command);
        Assert.False(attempt.Succeeded, $"{user} may {string.Join(' ', command)}");
        Assert.Matches("(?i)(authentication required|access denied)", attempt.Error);
    }

    [GeneratedRegex("(?<=exposure level for healthcheck.service: )[0-9.]+", RegexOptions.CultureInvariant)]
    private static partial Regex Exposure();
}
