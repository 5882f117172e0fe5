using Supervision.Core.Configuration;
using Supervision.Core.Hosting;
using Supervision.Core.Services;

namespace Supervision.Daemon.Tests.Configuration;

/// <summary>What a new configuration changes in a daemon that lives on, and what waits for its restart.</summary>
public sealed class ReloadSettingsTests
{
    [Fact]
    public void Services_come_go_and_change()
    {
        var reload = Between(
            "healthcheck.services { a { }, b { }, c { } }",
            "healthcheck.services { a { }, c { unit = \"c@1\", depends-on = [d] }, d { } }");

        Assert.Equal(
            [
                "healthcheck.services.c = { unit = c@1.service, manual-stop = tick, depends-on = [d], start-grace = 2m, flapping = { times = 5, within = 10m } } (was { unit = c.service, manual-stop = tick, depends-on = [], start-grace = 2m, flapping = { times = 5, within = 10m } })",
                "healthcheck.services.d = { unit = d.service, manual-stop = tick, depends-on = [], start-grace = 2m, flapping = { times = 5, within = 10m } } (new)",
                "healthcheck.services.b is gone (was { unit = b.service, manual-stop = tick, depends-on = [], start-grace = 2m, flapping = { times = 5, within = 10m } })",
            ],
            reload.Changed.Select(change => change.Done));
        Assert.Equal(["a", "c", "d"], reload.InForce.Services.Select(service => service.Name.Text));
        Assert.Empty(reload.Waiting);
    }

    [Fact]
    public void Processes_of_the_daemon_s_own_stay_as_they_are_until_a_restart()
    {
        var reload = Between(
            "healthcheck { host = processes, services { a { exec = [x] }, b { exec = [x] } } }",
            "healthcheck { host = processes, services { a { exec = [y], manual-stop = act, depends-on = [c] }, c { exec = [x] } } }");

        Assert.Equal(["healthcheck.services.a"], reload.Changed.Select(change => change.Key));
        Assert.Equal(
            ["healthcheck.services.a", "healthcheck.services.c", "healthcheck.services.b"], reload.Waiting.Select(change => change.Key));
        Assert.Equal(
            ["a Act [x]", "b Tick [x]"],
            reload.InForce.Services.Select(service => $"{service.Name} {service.ManualStop} [{string.Join(' ', service.Command)}]"));
        Assert.Empty(reload.InForce.Services[0].DependsOn);
    }

    [Fact]
    public void Another_unit_manager_waits_for_a_restart_with_its_services()
    {
        var reload = Between("healthcheck.services { a { } }", "healthcheck { host = processes, services { b { exec = [x] } } }");

        Assert.Equal(HostKind.Systemd, reload.InForce.Host);
        Assert.Equal(new UnitName("a.service"), Assert.Single(reload.InForce.Services).Unit);
        Assert.Empty(reload.Changed);
        Assert.Equal("healthcheck.host = processes waits for a restart; systemd stays in force", reload.Waiting[0].Waits);
    }

    [Fact]
    public void The_unit_of_the_run_and_its_time_change_at_once_and_a_script_waits()
    {
        const string Services = "healthcheck.services { a { } }\n";
        Assert.Equal(
            ["healthcheck.recovery.backend.unit", "healthcheck.recovery.backend.timeout"],
            Between(Services, Services + "healthcheck.recovery.backend { unit = another, timeout = 1h }").Changed.Select(change => change.Key));
        Assert.Equal(
            ["healthcheck.recovery.backend.script", "healthcheck.recovery.backend.via"],
            Between(Services, Services + "healthcheck.recovery.backend { script = \"/x.sh\", via = direct }").Waiting.Select(change => change.Key));
    }

    [Theory]
    [InlineData("unit = mine, timeout = 1h", "script = \"/x.sh\"", "mine.service", null)]
    [InlineData("script = \"/x.sh\"", "unit = mine, timeout = 1h", "backend-restart.service", "/x.sh")]
    public void From_one_way_of_running_to_the_other_all_of_the_old_way_stays_until_the_restart(string before, string after, string unit, string? script)
    {
        const string Services = "healthcheck.services { a { } }\n";

        var reload = Between(
            $"{Services}healthcheck.recovery.backend {{ {before} }}", $"{Services}healthcheck.recovery.backend {{ {after} }}");

        Assert.Equal((unit, script), (reload.InForce.Recovery.Backend.Unit.Text, reload.InForce.Recovery.Backend.Script?.Path));
        Assert.Empty(reload.Changed);
        Assert.Contains("healthcheck.recovery.backend.script", reload.Waiting.Select(change => change.Key));
        Assert.Contains("healthcheck.recovery.backend.unit", reload.Waiting.Select(change => change.Key));
        Assert.Contains("healthcheck.recovery.backend.timeout", reload.Waiting.Select(change => change.Key));
    }

    [Fact]
    public void What_a_process_of_the_daemon_s_own_is_judged_by_changes_at_once()
    {
        const string Service = "healthcheck {{ host = processes, services {{ a {{ exec = [x], flapping.times = {0} }} }} }}";

        var reload = Between(
            string.Format(System.Globalization.CultureInfo.InvariantCulture, Service, 5),
            string.Format(System.Globalization.CultureInfo.InvariantCulture, Service, 3));

        Assert.Equal(3, Assert.Single(reload.InForce.Services).Flapping.Times);
        Assert.Equal(["healthcheck.services.a"], reload.Changed.Select(change => change.Key));
        Assert.Empty(reload.Waiting);
    }

    private static Reload Between(string before, string after) =>
        Reload.Of(Written.Sound(new HoconSource(Written.File, before)), Written.Sound(new HoconSource(Written.File, after)));
}
