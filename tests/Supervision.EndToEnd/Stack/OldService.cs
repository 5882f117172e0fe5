using Supervision.EndToEnd.Hosts;

namespace Supervision.EndToEnd.Stack;

/// <summary>
/// The service that the package replaces, as its guide sets it up: two units in /etc, enabled; scripts and a log of www-data's, who may use
/// sudo; crontabs that call the script. The script is a stand-in that does to the log and to backend.sh what the old one does.
/// </summary>
internal static class OldService
{
    public const string Logs = "/var/www/sapb1reportsv2/backend/logs";
    public const string Log = Logs + "/service_monitor.log";
    public const string Script = "/var/www/sapb1reportsv2/backend/scripts/service_monitor.sh";
    public const string CrontabOfWwwData = "/var/spool/cron/crontabs/www-data";
    public const string CrontabOfSystem = "/etc/cron.d/sapb1reportsv2";

    /// <summary>A line of the old log, which nobody may lose.</summary>
    public const string OldLine = "Mon Nov 16 07:30:00 +03 2026: nginx servisi çalışıyor.";

    private const string Healthcheck = $"""
        [Unit]
        Description=Health Check for Django Application
        After=network.target

        [Service]
        Type=simple
        User=www-data
        ExecStart={Script}
        Restart=on-failure
        RestartSec=30
        StartLimitIntervalSec=300
        StartLimitBurst=3

        [Install]
        WantedBy=multi-user.target

        """;

    private const string BackendRestart = $"""
        [Unit]
        Description=Django Backend Restart Service
        After=network.target

        [Service]
        Type=oneshot
        User=root
        ExecStart={Deployment.BackendScript}
        RemainAfterExit=no

        [Install]
        WantedBy=multi-user.target

        """;

    private const string ScriptText = $$"""
        #!/bin/bash
        # Looks once at each service, has backend.sh run for one that is not there, and logs as root by way of sudo.
        log={{Log}}
        export LC_ALL=C TZ=Europe/Istanbul
        sudo mkdir -p "$(dirname "$log")"
        sudo touch "$log"
        sudo chown www-data:www-data "$log"
        say() { echo "$(date): $1" | sudo tee -a "$log" >/dev/null; }

        say "Eski script başladı"
        for service in nginx gunicorn daphne celery celerybeat; do
            systemctl is-active --quiet "$service" || sudo bash {{Deployment.BackendScript}}
        done
        say "Eski script bitti"

        """;

    private const string Crontab = $"""
        # Her 15 dakikada bir servisleri kontrol et
        */15 * * * * {Script}
        # Her saat başı sistem kaynaklarını kontrol et
        0 * * * * /var/www/sapb1reportsv2/backend/scripts/system_monitor.sh
        30 7 * * 1 {Script}

        """;

    /// <summary>The units as they lie in /etc/systemd/system, by their names.</summary>
    public static readonly (string Name, string Text)[] Units =
        [("healthcheck.service", Healthcheck), ("backend-restart.service", BackendRestart)];

    extension(BootedHost host)
    {
        /// <summary>Sets the old service up; nothing of it runs yet.</summary>
        public async Task LayOutOldServiceAsync()
        {
            foreach (var (name, text) in Units) await host.WriteAsync($"/etc/systemd/system/{name}", text);
            await host.OutputOfAsync("sh", "-ec", $"mkdir -p {Logs} $(dirname {Script}) /var/spool/cron/crontabs /etc/cron.d");
            await host.WriteAsync(Script, ScriptText);
            await host.WriteAsync(Log, OldLine + "\n");
            await host.WriteAsync(CrontabOfWwwData, Crontab);
            await host.WriteAsync(CrontabOfSystem, $"0 8 * * 1 root {Script}\n");
            await host.WriteAsync("/etc/sudoers.d/www-data", "www-data ALL=(ALL) NOPASSWD: ALL\n");
            await host.OutputOfAsync("sh", "-ec", $"""
                test -e {Deployment.BackendScript} || printf '#!/bin/sh\necho ran >>/var/lib/backend-runs.log\n' >{Deployment.BackendScript}
                chmod 755 {Script} {Deployment.BackendScript}
                chown -R www-data:www-data $(dirname {Script}) {Logs}
                chmod 664 {Log} /etc/systemd/system/backend-restart.service
                chmod 1730 /var/spool/cron/crontabs
                chown www-data {CrontabOfWwwData}
                chmod 600 {CrontabOfWwwData} {CrontabOfSystem}
                chmod 440 /etc/sudoers.d/www-data
                systemctl daemon-reload
                systemctl --quiet enable healthcheck.service backend-restart.service
                """);
        }

        /// <summary>Runs the old script as cron does.</summary>
        public async Task RunOldScriptAsync() => (await host.RunAsync("runuser", "--user", "www-data", "--", Script)).OrFail();

        /// <summary>All that the old service consists of: names, owners, modes, links and contents.</summary>
        public Task<string> OldServiceAsync() => host.OutputOfAsync("sh", "-ec", $"""
            find /etc/systemd/system $(dirname {Script}) {Logs} /var/spool/cron /etc/cron.d -printf '%p %u:%g %m %y %l\n' | sort
            find /etc/systemd/system $(dirname {Script}) {Logs} /var/spool/cron /etc/cron.d -type f -exec sha256sum '{"{}"}' + | sort -k 2
            """);
    }
}
