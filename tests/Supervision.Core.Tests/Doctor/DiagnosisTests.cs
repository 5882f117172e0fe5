using Supervision.Core.Doctor;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Doctor;

public sealed class DiagnosisTests
{
    [Fact]
    public void Nothing_is_found_on_a_sound_host() => Assert.Empty(Hosts.With(Hosts.Sound));

    [Fact]
    public void Nothing_is_found_where_nothing_could_be_looked_at() =>
        Assert.Empty(Hosts.With(new HostFacts { Unseen = ["everything"] }));

    [Theory]
    [InlineData("gunicorn", UnitLoad.NotFound, Gravity.Error)]
    [InlineData("gunicorn", UnitLoad.Masked, Gravity.Warning)]
    [InlineData("gunicorn", UnitLoad.Other, Gravity.Error)]
    [InlineData("backend-restart", UnitLoad.NotFound, Gravity.Error)]
    [InlineData("backend-restart", UnitLoad.Masked, Gravity.Error)]
    public void A_unit_that_is_not_there_is_found(string unit, UnitLoad load, Gravity gravity)
    {
        var finding = Assert.Single(Hosts.With(Hosts.Unit(unit) with { Load = load, Restart = "always", StartLimitBurst = 0 }));

        Assert.Equal((gravity, $"{unit}.service"), (finding.Gravity, finding.Place));
    }

    [Fact]
    public void A_unit_whose_files_have_changed_is_found() =>
        Assert.Equal("systemctl daemon-reload", Assert.Single(Hosts.With(Hosts.Unit("nginx") with { NeedsReload = true })).Remedy);

    [Theory]
    [InlineData("no", 100, 0, 5, false)]
    [InlineData("always", 100, 10, 5, false)]
    [InlineData("always", 1999, 10, 5, false)]
    [InlineData("always", 2000, 10, 5, true)]
    [InlineData("always", 100, 0, 5, true)]
    [InlineData("on-failure", 100, 10, 0, true)]
    public void A_unit_that_systemd_restarts_for_ever_is_found(string restart, int delay, int interval, int burst, bool isFound)
    {
        var findings = Hosts.With(Hosts.Unit("nginx") with
        {
            Restart = restart,
            RestartDelay = TimeSpan.FromMilliseconds(delay),
            StartLimitInterval = TimeSpan.FromSeconds(interval),
            StartLimitBurst = burst,
        });

        Assert.Equal(isFound, findings is [{ Gravity: Gravity.Warning, Place: "nginx.service" }]);
        Assert.Equal(!isFound, findings.IsEmpty);
    }

    [Fact]
    public void A_run_that_systemd_repeats_by_itself_is_found() =>
        Assert.Contains("past the budget", Assert.Single(Hosts.With(Hosts.Unit("backend-restart") with { Restart = "on-failure" })).What);

    [Theory]
    [InlineData("[Service]\nStartLimitIntervalSec=300", "2")]
    [InlineData("[Unit]\nStartLimitBurst=3\n[Service]\n# x\n StartLimitBurst = 3", "5")]
    [InlineData("[Service]\nExecStart=/bin/true \\\n  a\nStartLimitInterval=1", "4")]
    [InlineData("[Unit]\nStartLimitIntervalSec=300", null)]
    [InlineData("[Service]\n#StartLimitIntervalSec=300\n;StartLimitBurst=1", null)]
    [InlineData("[Service]\nExecStart=/bin/true \\\nStartLimitBurst=1", null)]
    [InlineData("[Service]\r\nStartLimitIntervalSec=300\r\n", "2")]
    public void A_start_limit_in_the_wrong_section_is_found_with_its_line(string text, string? line)
    {
        var findings = Hosts.With(Hosts.Unit("nginx") with { Files = [new TextFile("/etc/systemd/system/nginx.service", text)] });

        Assert.Equal(line is null ? [] : [$"/etc/systemd/system/nginx.service:{line}"], findings.Select(finding => finding.Place));
    }

    [Fact]
    public void A_file_that_several_units_share_is_told_once()
    {
        var file = new TextFile("/lib/systemd/system/worker@.service", "[Service]\nStartLimitIntervalSec=300");

        Assert.Single(Hosts.With(Hosts.Sound with
        {
            Units = [Hosts.Unit("worker@1") with { Files = [file] }, Hosts.Unit("worker@2") with { Files = [file] }],
        }));
    }

    [Theory]
    [InlineData("/usr/bin/daphne", "", "", true)]
    [InlineData("/usr/bin/python3 -m daphne", "", "", true)]
    [InlineData("/usr/bin/daphne", "DJANGO_SETTINGS_MODULE=", "", true)]
    [InlineData("/usr/bin/daphne", "XDJANGO_SETTINGS_MODULE=x", "# DJANGO_SETTINGS_MODULE=x", true)]
    [InlineData("/usr/bin/daphne", "DJANGO_SETTINGS_MODULE=reports.settings", "", false)]
    [InlineData("/usr/bin/daphne", "", "A=1\n DJANGO_SETTINGS_MODULE=reports.settings", false)]
    [InlineData("/usr/bin/daphne", "", null, false)]
    [InlineData("/usr/bin/env DJANGO_SETTINGS_MODULE=reports.settings /usr/bin/daphne", "", "", false)]
    [InlineData("/usr/bin/gunicorn", "", "", false)]
    public void A_daphne_that_is_not_told_its_settings_is_found(string command, string environment, string? file, bool isFound)
    {
        var findings = Hosts.With(Hosts.Unit("daphne") with
        {
            Commands = [[.. command.Split(' ')]],
            Environment = [environment],
            EnvironmentFiles = [new TextFile("/etc/default/daphne", file)],
        });

        Assert.Equal(isFound, findings is [{ Place: "daphne.service" }]);
        Assert.Equal(!isFound, findings.IsEmpty);
    }

    [Theory]
    [InlineData(false, true, true, null, Gravity.Error)]
    [InlineData(true, false, false, "#!/bin/bash\n", Gravity.Error)]
    [InlineData(true, true, false, "#!/bin/bash\r\n", Gravity.Error)]
    [InlineData(true, true, true, "systemctl reset-failed\n", Gravity.Warning)]
    public void A_program_that_cannot_be_run_or_does_harm_is_found(bool exists, bool isExecutable, bool byShell, string? text, Gravity gravity)
    {
        var program = new ProgramFacts("/srv/backend.sh", Hosts.Run.Text, byShell, exists, isExecutable, text);

        Assert.Equal(gravity, Assert.Single(Hosts.With(Hosts.Sound with { Programs = [program] })).Gravity);
    }

    [Theory]
    [InlineData("systemctl reset-failed", true)]
    [InlineData("  sudo systemctl --quiet reset-failed  # all of them", true)]
    [InlineData("systemctl reset-failed && systemctl restart nginx", true)]
    [InlineData("systemctl reset-failed; true", true)]
    [InlineData("(systemctl reset-failed)", true)]
    [InlineData("systemctl reset-failed 2>/dev/null || true", true)]
    [InlineData("systemctl reset-failed nginx gunicorn", false)]
    [InlineData("systemctl reset-failed 'celery*'", false)]
    [InlineData("systemctl reset-failed \"$unit\"", false)]
    [InlineData("# systemctl reset-failed", false)]
    [InlineData("echo reset-failed", false)]
    public void A_reset_of_everything_is_told_from_one_of_named_units(string line, bool isFound)
    {
        var program = new ProgramFacts("/srv/backend.sh", Hosts.Run.Text, true, true, true, $"#!/bin/bash\n{line}\n");

        var places = Hosts.With(Hosts.Sound with { Programs = [program] }).Select(finding => finding.Place);

        Assert.Equal(isFound ? ["/srv/backend.sh:2"] : [], places);
    }

    [Fact]
    public void What_others_than_root_can_write_is_graver_where_no_run_is_possible_for_it()
    {
        var facts = Hosts.Sound with { Distrusted = [Finding.Warning("/srv/backend.sh", "can be written by others", "chmod go-w /srv/backend.sh")] };
        var recovery = Hosts.Settings.Recovery;
        var strict = Hosts.Settings with { Recovery = recovery with { Backend = recovery.Backend with { RequireRootOwned = true } } };

        Assert.Equal(Gravity.Warning, Assert.Single(Hosts.With(facts)).Gravity);
        Assert.Equal(Gravity.Error, Assert.Single(Diagnosis.Of(strict, facts)).Gravity);
    }

    [Theory]
    [InlineData(false, SupervisionMode.Act, Gravity.Error)]
    [InlineData(false, SupervisionMode.Observe, Gravity.Warning)]
    [InlineData(null, SupervisionMode.Act, Gravity.Error)]
    public void A_leave_that_polkit_does_not_give_is_found(bool? allowed, SupervisionMode mode, Gravity gravity)
    {
        var facts = Hosts.Sound with { Grants = [new GrantAnswer(new Grant(Hosts.Run, "start"), allowed, "it is gone")] };

        var finding = Assert.Single(Diagnosis.Of(Hosts.Settings with { Mode = mode }, facts));

        Assert.Equal((gravity, Hosts.Run.Text), (finding.Gravity, finding.Place));
    }

    [Theory]
    [InlineData(true, true, false)]
    [InlineData(true, null, false)]
    [InlineData(true, false, true)]
    [InlineData(false, null, true)]
    public void A_directory_that_cannot_be_written_is_found(bool exists, bool? writable, bool isFound) => Assert.Equal(
        isFound,
        Hosts.With(Hosts.Sound with { Directories = [new("log.directory", "/srv/log", exists, writable)] }) is [{ Gravity: Gravity.Error, Place: "/srv/log" }]);

    [Theory]
    [InlineData(null, false, "ln -sfn")]
    [InlineData(null, true, "ln -sfn")]
    [InlineData("/elsewhere/service_monitor.log", true, "ln -sfn")]
    [InlineData("/var/www/logs/service_monitor.log", false, "mv ")]
    public void An_old_place_of_the_log_that_shows_nothing_new_is_found(string? leadsTo, bool isLink, string remedy) => Assert.StartsWith(
        remedy,
        Assert.Single(Hosts.With(Hosts.Sound with { OldLog = new("/var/www/logs/service_monitor.log", leadsTo, isLink) })).Remedy,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("Europe/Istanbul", "Etc/UTC", true)]
    [InlineData("Europe/Istanbul", "Asia/Istanbul", false)]
    [InlineData("UTC", "Etc/UTC", false)]
    [InlineData("Europe/Istanbul", "Europe/Moscow", true)]
    public void A_host_in_another_zone_is_found_by_its_rules_and_not_by_its_name(string configured, string host, bool isFound)
    {
        var settings = Hosts.Settings with { Zone = TimeZoneInfo.FindSystemTimeZoneById(configured) };

        var findings = Diagnosis.Of(settings, Hosts.Sound with { Zone = TimeZoneInfo.FindSystemTimeZoneById(host) });

        Assert.Equal(isFound, findings is [{ Gravity: Gravity.Warning }]);
        Assert.Equal(!isFound, findings.IsEmpty);
    }

    [Fact]
    public void Errors_come_before_warnings() => Assert.Equal(
        [Gravity.Error, Gravity.Warning],
        Hosts.With(Hosts.Sound with { Units = [Hosts.Unit("nginx") with { NeedsReload = true }, Hosts.Unit("gunicorn") with { Load = UnitLoad.NotFound }] })
            .Select(finding => finding.Gravity));
}
