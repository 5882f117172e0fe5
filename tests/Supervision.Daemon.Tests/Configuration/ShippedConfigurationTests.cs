using Supervision.Core.Hosting;
using Supervision.Core.Messages;
using Supervision.Core.Probes;
using Supervision.Core.Recovery;
using Supervision.Core.Schedule;
using Supervision.Core.Services;
using Supervision.Daemon.Configuration;

namespace Supervision.Daemon.Tests.Configuration;

/// <summary>The configurations that we ship, read to the very settings that they promise.</summary>
public sealed class ShippedConfigurationTests
{
    [Fact]
    public void Reference_conf_alone_is_sound_except_that_it_names_no_service()
    {
        var (settings, errors) = Written.Read();

        Assert.Null(settings);
        var error = Assert.Single(errors);
        Assert.Equal("healthcheck.services", error.Path);
        Assert.Equal("names no service", error.Message);
    }

    [Fact]
    public void The_shipped_configuration_describes_the_deployment()
    {
        var settings = Written.Sound(Written.Shipped);

        Assert.Equal(HostKind.Systemd, settings.Host);
        Assert.Equal(SupervisionMode.Act, settings.Mode);
        Assert.Equal(Language.Turkish, settings.Language);
        Assert.Equal("Europe/Istanbul", settings.Zone.Id);
        Assert.Equal(new Directories("/var/log/healthcheck", "/var/lib/healthcheck", "/run/healthcheck"), settings.Directories);
        Assert.Equal(
            [
                "postgresql = postgresql.service, Respect, after ",
                "nginx = nginx.service, Tick, after ",
                "gunicorn = gunicorn.service, Tick, after postgresql",
                "daphne = daphne.service, Tick, after postgresql",
                "celery = celery.service, Tick, after ",
                "celerybeat = celerybeat.service, Tick, after ",
            ],
            settings.Services.Select(Told));
        Assert.All(settings.Services, service => Assert.Empty(service.Command));
    }

    [Fact]
    public void The_shipped_configuration_looks_at_the_work_of_its_services()
    {
        var probes = Written.Sound(Written.Shipped).Services.SelectMany(service => service.Probes).ToList();

        Assert.Equal(
            [
                "postgresql.query: postgres: host /var/run/postgresql, port 5432, database postgres, user healthcheck, query select 1",
                "nginx.itself: http: url http://127.0.0.1/, method TRACE, status 405",
                "nginx.page: http: url http://127.0.0.1/, status 200-499, upstream-status 502-504",
                "gunicorn.page: http: url http://127.0.0.1:8000/, status 200-499",
                "daphne.websocket: websocket: url ws://127.0.0.1:8001/ws/",
            ],
            probes.Where(probe => probe.Service.Text is not ("celery" or "celerybeat"))
                .Select(probe => $"{probe.Id}: {probe.Target.Kind}: {probe.Target.Question}"));
        Assert.All(probes, probe => Assert.Equal(
            (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), DownAfter(probe), TimeSpan.Zero),
            (probe.Every, probe.Timeout, probe.DownAfter, probe.UpAfter)));

        // What waits for an age has waited by that already.
        static TimeSpan DownAfter(ProbeSettings probe) =>
            probe.Service.Text is "celery" or "celerybeat" ? TimeSpan.FromSeconds(30) : TimeSpan.FromMinutes(2);
    }

    [Fact]
    public void The_shipped_configuration_recovers_as_the_contract_says()
    {
        var recovery = Written.Sound(Written.Shipped).Recovery;

        Assert.Equal(new BackendRun(new UnitName("backend-restart.service"), null, TimeSpan.FromMinutes(15)), recovery.Backend);
        Assert.Equal(TimeSpan.FromSeconds(2), recovery.Collect);
        Assert.Equal(TimeSpan.FromSeconds(10), recovery.Settle);
        Assert.Equal(TimeSpan.FromMinutes(1), recovery.VerifyTimeout);
        Assert.Equal((3, TimeSpan.FromHours(1)), (recovery.BudgetRuns, recovery.BudgetWithin));
        Assert.Equal<TimeSpan>([TimeSpan.Zero, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)], recovery.Backoff.ToArray());
    }

    [Fact]
    public void The_shipped_configuration_ticks_every_quarter_of_an_hour_and_five_times_on_monday_mornings()
    {
        var schedule = Written.Sound(Written.Shipped).Schedule;

        Assert.Equal("Europe/Istanbul", schedule.Zone.Id);
        Assert.Equal(
            [
                "periodic: 0,15,30,45 * * * * -> Sweep",
                "resources: 0 * * * * -> Resources",
                "monday: 30,45 7 * * 1; 0,15,30 8 * * 1 -> Sweep",
                "readiness: 30 7,8 * * 1 -> Readiness",
            ],
            schedule.Ticks.Select(tick => $"{tick.Name}: {string.Join("; ", tick.Crons)} -> {tick.Action}"));
    }

    [Fact]
    public void The_demo_runs_six_processes_and_has_runs_for_all_of_their_outages()
    {
        var settings = Written.Sound(EmbeddedConfiguration.Demo);

        Assert.Equal(HostKind.Processes, settings.Host);
        Assert.Equal("UTC", settings.Zone.Id);
        Assert.Equal(
            ["postgresql: /bin/sleep 86401", "nginx: /bin/sleep 86402", "gunicorn: /bin/sleep 86403",
             "daphne: /bin/sleep 86404", "celery: /bin/sleep 86405", "celerybeat: /bin/sleep 86406"],
            settings.Services.Select(service => $"{service.Name}: {string.Join(' ', service.Command)}"));
        Assert.Equal((TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(1)), (settings.Recovery.Collect, settings.Recovery.Settle));
        Assert.Equal(TimeSpan.FromSeconds(10), settings.Recovery.VerifyTimeout);
        Assert.Equal((100, TimeSpan.FromHours(1)), (settings.Recovery.BudgetRuns, settings.Recovery.BudgetWithin));
        Assert.Equal<TimeSpan>([TimeSpan.Zero], settings.Recovery.Backoff.ToArray());
    }

    [Fact]
    public void What_the_operator_writes_under_akka_is_handed_on()
    {
        var settings = Written.Read("healthcheck.services.nginx { }, akka { loglevel = DEBUG, actor.debug.receive = on }").Settings!;

        Assert.Equal("loglevel = DEBUG\nactor {\n  debug {\n    receive = on\n  }\n}\n", settings.Akka);
    }

    private static string Told(ServiceSettings service) =>
        $"{service.Name} = {service.Unit}, {service.ManualStop}, after {string.Join(' ', service.DependsOn)}";
}
