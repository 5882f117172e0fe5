using System.Text.Json;
using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary><c>healthcheck doctor</c> on a booted host: silent where the host is sound, and on to everything that is planted there.</summary>
public sealed class A_doctor_on_a_host
{
    private const string Conf = "/etc/healthcheck/conf.d/90-planted.conf";
    private const string Script = Deployment.BackendScript;
    private const string Rule = "60-healthcheck.rules";
    private const string Rules = "/usr/share/polkit-1/rules.d/" + Rule;
    private const string OldLog = "/var/www/sapb1reportsv2/backend/logs/service_monitor.log";

    /// <param name="Do">Lines of sh that plant it.</param>
    /// <param name="Undo">Lines of sh that take it out again.</param>
    private sealed record Planted(string Do, string Undo, string Gravity, string Place, string Said);

    private static readonly Planted[] All =
    [
        new(Configured("services.gunicorn.unit = absent"), $"rm {Conf}", "error", "absent.service", "no such unit"),
        new(Configured("services.celery.unit = \"celery@.service\""), $"rm {Conf}", "error", $"{Conf}:1", "a template"),
        new(Configured("services.celery.depend-on = [redis]"), $"rm {Conf}", "error", $"{Conf}:1", "unknown key"),
        new(
            Configured("services.nginx.probes.plugin { kind = command, run = [\"/etc/hostname\"] }"),
            $"rm {Conf}", "error", "/etc/hostname", "is not executable"),
        new(
            Configured("services.nginx.probes.plugin { kind = command, run = [\"/nowhere/check\"] }"),
            $"rm {Conf}", "error", "/nowhere/check", "does not exist"),
        new("systemctl mask nginx", "systemctl unmask nginx", "warning", "nginx.service", "is masked"),
        new(
            DropIn("celery", "[Unit]", "StartLimitIntervalSec=0", "[Service]", "Restart=always"),
            NoDropIn("celery"), "warning", "celery.service", "restarts it for ever"),
        new(DropIn("gunicorn", "[Service]", "Restart=always", "RestartSec=5"), NoDropIn("gunicorn"), "warning", "gunicorn.service", "restarts it for ever"),
        new(
            DropIn("backend-restart", "[Service]", "Restart=on-failure"),
            NoDropIn("backend-restart"), "warning", "backend-restart.service", "past the budget"),
        new(
            DropIn("gunicorn", "[Service]", "StartLimitIntervalSec=300"),
            NoDropIn("gunicorn"), "warning", "/etc/systemd/system/gunicorn.service.d/planted.conf:2", "systemd ignores it"),
        new(
            DropIn("postgresql@15-main", "[Service]", "StartLimitBurst=9"),
            NoDropIn("postgresql@15-main"), "warning", "/etc/systemd/system/postgresql@15-main.service.d/planted.conf:2", "before systemd 230"),
        new(DropIn("daphne", "[Service]", "Environment="), NoDropIn("daphne"), "warning", "daphne.service", "DJANGO_SETTINGS_MODULE"),
        new(
            "touch --date=tomorrow /etc/systemd/system/celerybeat.service",
            "touch /etc/systemd/system/celerybeat.service\nsystemctl daemon-reload", "warning", "celerybeat.service", "its files have changed"),
        new($"mv {Rules} /root/", $"mv /root/{Rule} {Rules}", "error", "backend-restart.service", "polkit does not let healthcheck start it"),
        new($"chown www-data {Script}", $"chown root {Script}", "warning", Script, "belongs to somebody other than root"),
        new($"chmod o+w $(dirname {Script})", $"chmod o-w $(dirname {Script})", "warning", Path.GetDirectoryName(Script)!, "can be written by others"),
        new($"mv {Script} {Script}.old", $"mv {Script}.old {Script}", "error", Script, "does not exist"),
        new(
            $"chmod a-x {Script}\n" + DropIn("backend-restart", "[Service]", "ExecStart=", $"ExecStart={Script}"),
            $"chmod a+x {Script}\n" + NoDropIn("backend-restart"), "error", Script, "is not executable"),
        new($"sed -i '$a systemctl reset-failed' {Script}", $"sed -i '$d' {Script}", "warning", Script + ":", "reset-failed without names"),
        new(
            "chown root /var/log/healthcheck", "chown healthcheck /var/log/healthcheck",
            "error", "/var/log/healthcheck", "cannot be written by healthcheck"),
        new(Configured("log.directory = \"/srv\""), $"rm {Conf}", "error", "/srv", "cannot be written by healthcheck"),
        new($"rm {OldLog}", $"ln -s /var/log/healthcheck/service_monitor.log {OldLog}", "warning", OldLog, "does not exist"),
        new(
            "ln -sf /usr/share/zoneinfo/Etc/UTC /etc/localtime",
            "ln -sf /usr/share/zoneinfo/Europe/Istanbul /etc/localtime", "warning", "healthcheck.timezone", "Etc/UTC"),
    ];

    [SkippableFact]
    public async Task Finds_each_thing_that_is_planted_and_nothing_where_the_host_is_sound()
    {
        await using var host = await Installed.OnDeploymentAsync();
        await host.OutputOfAsync("ln", "-sf", "/usr/share/zoneinfo/Europe/Istanbul", "/etc/localtime");
        var sound = await host.HealthcheckAsync("doctor");
        Assert.Equal((0, "Nothing was found."), (sound.ExitCode, sound.Output));

        foreach (var planted in All)
        {
            await host.OutputOfAsync("sh", "-ec", planted.Do);
            await host.EventuallyAsync(async () => IsFound(planted, await ExamineAsync(host)), expected: $"{planted.Place}: {planted.Said}");
            await host.OutputOfAsync("sh", "-ec", planted.Undo);
            await host.EventuallyAsync(async () => (await ExamineAsync(host)).ExitCode == 0, expected: $"nothing after: {planted.Undo}");
        }
    }

    [SkippableFact]
    public async Task Writes_the_rule_that_its_configuration_needs_and_polkit_takes_it()
    {
        await using var host = await Installed.OnDeploymentAsync();
        await host.OutputOfAsync("mv", Rules, "/root/");
        await host.EventuallyAsync(async () => (await host.HealthcheckAsync("doctor")).ExitCode == 2);

        await host.OutputOfAsync("sh", "-ec", $"healthcheck doctor --write-polkit >/etc/polkit-1/rules.d/{Rule}");

        await host.EventuallyAsync(async () => (await host.HealthcheckAsync("doctor")).ExitCode < 2);
        await host.OutputOfAsync("runuser", "--user", "healthcheck", "--", "systemctl", "start", "backend-restart.service");
        Assert.False((await host.RunAsUserAsync("healthcheck", "systemctl", "restart", "nginx.service")).Succeeded);
        Assert.False((await host.RunAsUserAsync("healthcheck", "systemctl", "stop", "backend-restart.service")).Succeeded);
    }

    [SkippableFact]
    public async Task Says_what_only_root_can_look_at()
    {
        await using var host = await Installed.OnDeploymentAsync();
        await host.OutputOfAsync("mv", Rules, "/root/");
        await host.OutputOfAsync("useradd", "--groups", "healthcheck", "ayse");

        var examined = await host.RunAsUserAsync("ayse", "healthcheck", "doctor");

        Assert.Contains("only root can ask that", examined.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("polkit does not let", examined.Output, StringComparison.Ordinal);
    }

    private static async Task<CommandResult> ExamineAsync(BootedHost host) => await host.HealthcheckAsync("doctor", "--json");

    private static bool IsFound(Planted planted, CommandResult examined)
    {
        using var report = JsonDocument.Parse(examined.Output);
        return examined.ExitCode == (planted.Gravity == "error" ? 2 : 1)
            && report.RootElement.GetProperty("findings").EnumerateArray().Any(finding =>
                finding.GetProperty("gravity").GetString() == planted.Gravity
                && finding.GetProperty("place").GetString()!.StartsWith(planted.Place, StringComparison.Ordinal)
                && finding.GetProperty("what").GetString()!.Contains(planted.Said, StringComparison.Ordinal)
                && finding.GetProperty("remedy").GetString()!.Length > 0);
    }

    private static string Configured(string line) => $"echo 'healthcheck.{line}' >{Conf}";

    private static string DropIn(string unit, params string[] lines) =>
        $"mkdir -p /etc/systemd/system/{unit}.service.d\n"
        + $"printf '%s\\n' {string.Join(' ', lines.Select(line => $"'{line}'"))} >/etc/systemd/system/{unit}.service.d/planted.conf\n"
        + "systemctl daemon-reload";

    private static string NoDropIn(string unit) => $"rm -r /etc/systemd/system/{unit}.service.d\nsystemctl daemon-reload";
}
