using Supervision.Core.Configuration;

namespace Supervision.Daemon.Tests.Configuration;

/// <summary>What an operator can get wrong: each mistake is told with its place, its full path and what to write instead.</summary>
public sealed class BadConfigurationTests
{
    private const string Nginx = "  services { nginx { } }";

    [Theory]
    [InlineData("  mod = act", 2, "healthcheck.mod", "unknown key 'mod'; did you mean 'mode'?", "write mode, or take it out")]
    [InlineData("  mode = on", 2, "healthcheck.mode", "'on'", "write act")]
    [InlineData("  language = turkish", 2, "healthcheck.language", "'turkish'", "write tr")]
    [InlineData("  host = docker", 2, "healthcheck.host", "'docker'", "write systemd")]
    [InlineData("  recovery.settle = 10", 2, "healthcheck.recovery.settle", "must be a duration from 0s to 1h, but is '10'", "add the unit, for example 10s")]
    [InlineData("  recovery.collect = 10m", 2, "healthcheck.recovery.collect", "from 0s to 5m", "choose a duration from 0s to 5m")]
    [InlineData("  recovery.budget.runs = three", 2, "healthcheck.recovery.budget.runs", "must be a whole number", "from 0 to 1000")]
    [InlineData("  recovery.budget.runs = -1", 2, "healthcheck.recovery.budget.runs", "must be a whole number", "from 0 to 1000")]
    [InlineData("  recovery.budget.within = 10s", 2, "healthcheck.recovery.budget.within", "from 1m to 7d", "choose a duration")]
    [InlineData("  recovery.backoff = []", 2, "healthcheck.recovery.backoff", "is empty", "write at least one pause")]
    [InlineData("  recovery.backoff = [0s, soon]", 2, "healthcheck.recovery.backoff[1]", "'soon'", "10s")]
    [InlineData("  recovery.steps = [unit, backend, unit]", 2, "healthcheck.recovery.steps", "names a step twice", "take one of them out")]
    [InlineData("  recovery.steps = []", 2, "healthcheck.recovery.steps", "is empty", "[backend]")]
    [InlineData("  recovery.backend.script = backend.sh", 2, "healthcheck.recovery.backend.script", "must be an absolute path", "beginning with /")]
    [InlineData("  obstacles.deploy-marker = deploy", 2, "healthcheck.obstacles.deploy-marker", "must be an absolute path", "beginning with /")]
    [InlineData("  obstacles.deploy-marker = /tmp/deploy", 2, "healthcheck.obstacles.deploy-marker", "a directory of its own", "/run/healthcheck.deploy")]
    [InlineData("  obstacles.max-age = 1s", 2, "healthcheck.obstacles.max-age", "from 1m to 7d", "choose a duration")]
    [InlineData("  obstacles.disk-full = 10%", 2, "healthcheck.obstacles.disk-full", "must be from 50% to 100%", "99%")]
    [InlineData("  obstacles.paths = [\"/\", var]", 2, "healthcheck.obstacles.paths", "has the entry 'var' in place 2", "beginning with /")]
    [InlineData("  schedule.periodic.cron = often", 2, "healthcheck.schedule.periodic.cron", "\"often\" is no cron line", "minute hour day month weekday")]
    [InlineData("  schedule.monday { cron = [\"0 8 * * 1\", \"61 * * * *\"], run = sweep }", 2, "healthcheck.schedule.monday.cron", "\"61 * * * *\"", "minute hour")]
    [InlineData("  schedule.monday { cron = \"0 8 * * 1\", run = restart }", 2, "healthcheck.schedule.monday.run", "'restart'", "write sweep")]
    [InlineData("  schedule.monday { run = sweep }", 2, "healthcheck.schedule.monday.cron", "is missing", "add it")]
    [InlineData("  timezone = \"Europe/Konstantinopel\"", 2, "healthcheck.timezone", "is no time zone of this host", "Europe/Istanbul")]
    [InlineData("  log.directory = logs", 2, "healthcheck.log.directory", "must be an absolute path", "beginning with /")]
    [InlineData("  state.directory = \"\"", 2, "healthcheck.state.directory", "must be an absolute path", "beginning with /")]
    [InlineData("  control.directory = \"./run\"", 2, "healthcheck.control.directory", "must be an absolute path", "beginning with /")]
    [InlineData("  control.directory = \"/0123456789012345678901234567890123456789/0123456789012345678901234567890123456789/01234567890123\"", 2, "healthcheck.control.directory", "is longer than 94 bytes", "shorter")]
    [InlineData("  log = here", 2, "healthcheck.log", "must be a section", "write log { … }")]
    [InlineData("  services.daphne.depends-on = [postgres]", 2, "healthcheck.services.daphne.depends-on", "names postgres, which is no service here", "write one of")]
    [InlineData("  services.daphne.unit = nginx", 3, "healthcheck.services.nginx", "watches nginx.service, which the service daphne watches already", "drop one of the two")]
    [InlineData("  services.self.unit = healthcheck", 2, "healthcheck.services.self", "watches healthcheck.service, the daemon itself", "watch another unit")]
    [InlineData("  services.healthcheck { }", 2, "healthcheck.services.healthcheck", "watches healthcheck.service", "watch another unit")]
    [InlineData("  services.run.unit = backend-restart.service", 2, "healthcheck.services.run", "the unit of the recovery run", "watch another unit")]
    [InlineData("  services.daphne.manualstop = act", 2, "healthcheck.services.daphne.manualstop", "did you mean 'manual-stop'?", "write manual-stop")]
    [InlineData("  services.nginx.depends-on = [nginx]", 2, "healthcheck.services.nginx.depends-on", "makes a cycle: nginx -> nginx", "take one of them out")]
    [InlineData("  services.worker.unit = \"celery@\"", 2, "healthcheck.services.worker", "watches celery@.service, a template", "such as celery@1")]
    [InlineData("  services.\"celery@\" { }", 2, "healthcheck.services.\"celery@\"", "watches celery@.service, a template", "such as celery@1")]
    [InlineData("  services.none.unit = \".service\"", 2, "healthcheck.services.none", "a name without a beginning", "such as nginx.service")]
    [InlineData("  recovery.backend.request = restart", 2, "healthcheck.recovery.backend.request", "must be an absolute path", "beginning with /")]
    [InlineData(
        "  recovery.backend { request = \"/run/x\", script = \"/srv/x.sh\" }",
        2, "healthcheck.recovery.backend.request", "asks for a unit, and script runs none", "write one of the two")]
    [InlineData("  recovery.backend.unit = healthcheck", 2, "healthcheck.recovery.backend.unit", "the daemon itself", "backend-restart.service")]
    [InlineData("  recovery.backend.unit = \"backend@\"", 2, "healthcheck.recovery.backend.unit", "a template", "such as backend@1")]
    [InlineData("  recovery.backend.unit = \"backend.timer\"", 2, "healthcheck.recovery.backend.unit", "which runs no script", "write a .service")]
    [InlineData("  recovery.backoff = [0s, 2h]", 2, "healthcheck.recovery.backoff", "a pause of 2h, which would end with the budget's window of 1h", "write at most 1h")]
    [InlineData("  recovery.budget.within = 5m", 2, "healthcheck.recovery.budget.within", "is 5m, shorter than the pause of 10m in backoff", "write at least 10m")]
    [InlineData("  recovery.budget { within = 1m }, recovery.backoff = [5m]", 2, "healthcheck.recovery.backoff", "a pause of 5m", "write at most 1m")]
    [InlineData("  recovery.budget.runs = 1000000000", 2, "healthcheck.recovery.budget.runs", "must be a whole number from 0 to 1000", "from 0 to 1000")]
    [InlineData("  recovery.verify-timeout = 0s", 2, "healthcheck.recovery.verify-timeout", "from 1s to 1h", "choose a duration")]
    public void A_mistake_is_told_with_its_place_and_its_remedy(string mistake, int line, string path, string message, string remedy)
    {
        var (settings, errors) = Written.Read($"healthcheck {{\n{mistake}\n{Nginx}\n}}\n");

        Assert.Null(settings);
        var error = Assert.Single(errors);
        Assert.Equal((Written.File, line), (error.Where.File, error.Where.Line));
        Assert.Equal(path, error.Path);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("remote.dot-netty.tcp.hostname = \"0.0.0.0\"", "akka.remote", "would open the actor system to a network", "take it out")]
    [InlineData("cluster.seed-nodes = []", "akka.cluster", "would open the actor system to a network", "take it out")]
    [InlineData("actor.provider = cluster", "akka.actor.provider", "is 'cluster', and every decision is local to its host", "write local")]
    [InlineData("actor { provider = \"Akka.Remote.RemoteActorRefProvider, Akka.Remote\" }", "akka.actor.provider", "is 'Akka.Remote.", "write local")]
    [InlineData("actor.provider = [remote]", "akka.actor.provider", "must be a single value", "")]
    public void What_would_open_the_actors_to_a_network_is_refused(string mistake, string path, string message, string remedy)
    {
        var (settings, errors) = Written.Read($"healthcheck {{\n{Nginx}\n}}\nakka.{mistake}\n");

        Assert.Null(settings);
        var error = Assert.Single(errors);
        Assert.Equal((Written.File, 4, path), (error.Where.File, error.Where.Line, error.Path));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void What_keeps_the_actors_to_the_host_is_handed_on()
    {
        var settings = Written.Read($"healthcheck {{ {Nginx} }}, akka.actor {{ provider = local, debug.receive = on }}").Settings!;

        Assert.Contains("provider", settings.Akka, StringComparison.Ordinal);
        Assert.Contains("receive", settings.Akka, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_service_of_a_cycle_is_told_its_way_around()
    {
        var (_, errors) = Written.Read(
            """
            healthcheck.services {
              a { depends-on = [b] }
              b { depends-on = [c] }
              c { depends-on = [a] }
              d { depends-on = [a] }
            }
            """);

        Assert.Equal(
            ["makes a cycle: a -> b -> c -> a", "makes a cycle: b -> c -> a -> b", "makes a cycle: c -> a -> b -> c"],
            errors.Select(error => error.Message));
        Assert.Equal([2, 3, 4], errors.Select(error => error.Where.Line));
    }

    [Fact]
    public void A_service_that_the_daemon_starts_itself_says_what_it_runs()
    {
        var (_, errors) = Written.Read("healthcheck {\n host = processes\n services {\n a { exec = [\"/bin/true\"] }\n b { }\n }\n}");

        var error = Assert.Single(errors);
        Assert.Equal((Written.File, 5, "healthcheck.services.b"), (error.Where.File, error.Where.Line, error.Path));
        Assert.StartsWith("has no exec, and with host = processes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_that_is_switched_off_is_none()
    {
        var (settings, errors) = Written.Read(
            "healthcheck.services { nginx { }, old { enabled = off, unit = nginx, depends-on = [nobody] }, new { depends-on = [old] } }");

        Assert.Null(settings);
        Assert.Equal("names old, which is no service here", Assert.Single(errors).Message);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_in_the_order_of_the_lines()
    {
        var (_, errors) = Written.Read(
            new HoconSource("20-b.conf", "healthcheck.mode = maybe"),
            new HoconSource("10-a.conf", "healthcheck.services.nginx.depends-on = [x]\nhealthcheck.langauge = tr\nhealthcheck.recovery.settle = 1"));

        Assert.Equal(
            ["10-a.conf:1", "10-a.conf:2", "10-a.conf:3", "20-b.conf:1"],
            errors.Select(error => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{error.Where.File}:{error.Where.Line}")));
    }

    [Fact]
    public void A_mistake_in_the_defaults_of_all_services_is_told_once()
    {
        var (_, errors) = Written.Read("healthcheck.services { defaults { manual-stop = never }, a { }, b { }, c { } }");

        Assert.Equal((Written.File, 1), (Assert.Single(errors).Where.File, errors[0].Where.Line));
    }
}
