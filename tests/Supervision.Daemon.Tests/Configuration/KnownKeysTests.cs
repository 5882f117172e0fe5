using Supervision.Core.Configuration;
using Supervision.Core.Hosting;

namespace Supervision.Daemon.Tests.Configuration;

/// <summary>The keys that reference.conf explains and the keys that are read are the same, in both directions.</summary>
public sealed class KnownKeysTests
{
    // A service with nothing of its own, and one with a probe of each kind: sections whose names are not ours. What a kind needs stands in its own section.
    private static readonly string OneService =
        $"healthcheck.services.bare {{ }}, healthcheck.services.nginx {{ probes {{ {string.Join(", ", Probes.Keys.Select(kind => $"{kind} {{ kind = {kind} }}"))} }} }}, "
        + string.Join(", ", Probes.Select(kind => $"healthcheck.probes.{kind.Key} {{ {kind.Value} }}"));

    // The kinds with what has no default that would do.
    private static Dictionary<string, string> Probes => new()
    {
        ["tcp"] = "port = 1",
        ["unix"] = "path = \"/run/x.sock\"",
        ["http"] = "url = \"https://127.0.0.1/\"",
        ["websocket"] = "url = \"wss://127.0.0.1/\"",
        ["postgres"] = "",
        ["redis"] = "",
        ["process"] = "restarts-limit = 5",
        ["file"] = "path = \"/run/x\"",
        ["command"] = "run = [\"/bin/true\"]",
        ["celery-worker"] = "password-file = \"/etc/x\"",
        ["celery-beat"] = "password-file = \"/etc/x\"",
    };

    public static TheoryData<string> Explained() => [.. Keys(Written.Tree().Tree, "")];

    [Theory]
    [MemberData(nameof(Explained))]
    public void A_key_of_reference_conf_is_missed_where_it_is_taken_out(string path)
    {
        var reading = Written.Tree(new HoconSource(Written.File, OneService));
        Assert.Empty(Core.Hosting.HealthcheckSettingsReader.Read(reading).Errors);

        var errors = Core.Hosting.HealthcheckSettingsReader.Read(reading with { Tree = Without(reading.Tree, path.Split('.')) }).Errors;

        Assert.Contains(errors, error => error.Message == "is missing" && error.Path.EndsWith(path.Split('.')[^1], StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Explained))]
    public void A_key_of_reference_conf_is_shown_with_its_origin(string path)
    {
        var shown = HoconRenderer.Lines(EffectiveConfiguration.Of(Written.Tree(new HoconSource(Written.File, OneService)).Tree)).ToList();

        var place = path.StartsWith("healthcheck.probes.", StringComparison.Ordinal) && !path.Contains(".defaults.", StringComparison.Ordinal) ? ".conf:" : "reference.conf:";
        Assert.Single(shown, line => line.StartsWith($"{path} = ", StringComparison.Ordinal) && line.Contains("    # ", StringComparison.Ordinal) && line.Contains(place, StringComparison.Ordinal));
    }

    [Fact]
    public void A_service_is_shown_with_what_it_takes_over_and_from_where()
    {
        var shown = HoconRenderer.Lines(EffectiveConfiguration.Of(
            Written.Tree(new HoconSource(Written.File, "healthcheck.services.nginx {\n  manual-stop = act\n}")).Tree)).ToList();

        Assert.Contains("healthcheck.services.nginx.manual-stop = act    # healthcheck.conf:2", shown);
        Assert.Single(shown, line => line.StartsWith("healthcheck.services.nginx.enabled = true    # reference.conf:", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Explained))]
    public void A_change_of_a_key_is_carried_out_by_a_reload_or_named_as_waiting(string path)
    {
        var other = Others[path];
        // A file that asks for a unit and a script exclude each other.
        var around = path.EndsWith(".backend.request", StringComparison.Ordinal) ? $"{Base}\nhealthcheck.recovery.backend.script = \"\"" : Base;
        var before = Written.Sound(new HoconSource(Written.File, around));
        var after = Written.Sound(new HoconSource(Written.File, $"{around}\n{path} = {other}"));

        var reload = Reload.Of(before, after);

        // A default of several probes changes each of them.
        var changes = reload.Changed.Concat(reload.Waiting).ToList();
        var ofProbes = path.StartsWith("healthcheck.probes.", StringComparison.Ordinal);
        Assert.Equal(
            path == "healthcheck.services.defaults.enabled" ? 1 + Probes.Count
            : path.StartsWith("healthcheck.probes.defaults.", StringComparison.Ordinal) ? Probes.Count
            : 1,
            changes.Count);
        Assert.All(changes, change => Assert.True(
            ofProbes ? change.Key.StartsWith("healthcheck.services.other.probes.", StringComparison.Ordinal)
            : path.Contains(".defaults.", StringComparison.Ordinal) || path.StartsWith(change.Key, StringComparison.Ordinal)
                || change.Key.StartsWith(path, StringComparison.Ordinal),
            change.Done));
        Assert.Equal(Restarts.Contains(path), reload.Changed.IsEmpty);
        Assert.Empty(Reload.Of(reload.InForce, reload.InForce).Changed);
    }

    // Two services, one that takes nothing over from the defaults and one that takes everything.
    private static readonly string Base =
        $$"""
        healthcheck {
          services {
            own   { enabled = on, unit = own, manual-stop = tick, depends-on = [], exec = ["/bin/true"], steps = [], start-grace = 2m, flapping { times = 5, within = 10m }, {{OwnProbe}} }
            other { exec = ["/bin/true"], probes { {{string.Join(", ", Probes.Keys.Select(kind => $"{kind} {{ kind = {kind} }}"))}} } }
          }
          recovery.backend.script = "/usr/bin/backend.sh"
          notify { {{Ways}} }
          probes { {{string.Join(", ", Probes.Select(kind => $"{kind.Key} {{ {kind.Value} }}"))}} }
        }
        """;

    // A channel of each kind and a route, which take everything over.
    private const string Ways =
        """
        defaults {
          email   { smtp = "127.0.0.1:25", from = "a@example.org", to = ["b@example.org"] }
          sms     { provider = template, url = "https://127.0.0.1/", to = ["+905321234567"], body = "{}", sender = me, key-file = key, hash-file = hash }
          webhook { url = "https://127.0.0.1/" }
          command { run = ["/bin/true"] }
        }
        email { }, sms { }, webhook { }, command { }
        routes { defaults { to = [email] }, all { } }
        """;

    private const string OwnProbe =
        "probes { own { kind = tcp, host = localhost, port = 1, every = 10s, timeout = 10s, down-after = 2m, up-after = 0s } }";

    private static readonly Dictionary<string, string> Others = new()
    {
        ["healthcheck.host"] = "processes",
        ["healthcheck.mode"] = "observe",
        ["healthcheck.takeover"] = "on",
        ["healthcheck.language"] = "en",
        ["healthcheck.timezone"] = "UTC",
        ["healthcheck.services.defaults.enabled"] = "off",
        ["healthcheck.services.defaults.unit"] = "another",
        ["healthcheck.services.defaults.manual-stop"] = "act",
        ["healthcheck.services.defaults.depends-on"] = "[own], healthcheck.services.own.depends-on = []",
        ["healthcheck.services.defaults.exec"] = "[\"/bin/true\"], healthcheck.services.other.exec = [\"/bin/false\"]",
        ["healthcheck.services.defaults.steps"] = "[unit]",
        ["healthcheck.recovery.steps"] = "[unit, backend]",
        ["healthcheck.recovery.unit.budget.runs"] = "5",
        ["healthcheck.recovery.unit.budget.within"] = "2h",
        ["healthcheck.recovery.dependents.budget.runs"] = "5",
        ["healthcheck.recovery.dependents.budget.within"] = "2h",
        ["healthcheck.services.defaults.start-grace"] = "3m",
        ["healthcheck.notify.reminder"] = "1h",
        ["healthcheck.notify.wait"] = "1m",
        ["healthcheck.notify.digest"] = "\"08:00\"",
        ["healthcheck.notify.give-up-after"] = "1d",
        ["healthcheck.notify.storm.messages"] = "5",
        ["healthcheck.notify.storm.within"] = "2h",
        ["healthcheck.notify.fallback"] = "{ email { to = sms, after = 1m } }",
        ["healthcheck.notify.routes.defaults.to"] = "[sms]",
        ["healthcheck.notify.routes.defaults.severity"] = "critical",
        ["healthcheck.notify.routes.defaults.events"] = "[flapping]",
        ["healthcheck.notify.routes.defaults.between"] = "\"22:00-07:00\"",
        ["healthcheck.notify.routes.defaults.days"] = "[mon]",
        ["healthcheck.notify.defaults.email.smtp"] = "\"localhost:25\"",
        ["healthcheck.notify.defaults.email.security"] = "tls",
        ["healthcheck.notify.defaults.email.from"] = "\"c@example.org\"",
        ["healthcheck.notify.defaults.email.to"] = "[\"c@example.org\"]",
        ["healthcheck.notify.defaults.email.user"] = "me, healthcheck.notify.defaults.email.password-file = password",
        ["healthcheck.notify.defaults.email.password-file"] = "password, healthcheck.notify.defaults.email.user = me",
        ["healthcheck.notify.defaults.email.verify"] = "off",
        ["healthcheck.notify.defaults.email.ca-file"] = "\"/etc/another.pem\"",
        ["healthcheck.notify.defaults.email.timeout"] = "3s",
        ["healthcheck.notify.defaults.sms.provider"] = "iletimerkezi",
        ["healthcheck.notify.defaults.sms.url"] = "\"https://another/\"",
        ["healthcheck.notify.defaults.sms.sender"] = "another",
        ["healthcheck.notify.defaults.sms.to"] = "[\"+905321234568\"]",
        ["healthcheck.notify.defaults.sms.key-file"] = "another",
        ["healthcheck.notify.defaults.sms.hash-file"] = "another",
        ["healthcheck.notify.defaults.sms.body"] = "\"[]\"",
        ["healthcheck.notify.defaults.sms.success"] = "ok",
        ["healthcheck.notify.defaults.sms.parts"] = "2",
        ["healthcheck.notify.defaults.sms.verify"] = "off",
        ["healthcheck.notify.defaults.sms.ca-file"] = "\"/etc/another.pem\"",
        ["healthcheck.notify.defaults.sms.timeout"] = "3s",
        ["healthcheck.notify.defaults.webhook.url"] = "\"https://another/\"",
        ["healthcheck.notify.defaults.webhook.body"] = "\"{}\"",
        ["healthcheck.notify.defaults.webhook.headers"] = "[\"X-Of: another\"]",
        ["healthcheck.notify.defaults.webhook.secret-file"] = "another",
        ["healthcheck.notify.defaults.webhook.token-file"] = "another",
        ["healthcheck.notify.defaults.webhook.verify"] = "off",
        ["healthcheck.notify.defaults.webhook.ca-file"] = "\"/etc/another.pem\"",
        ["healthcheck.notify.defaults.webhook.timeout"] = "3s",
        ["healthcheck.notify.defaults.command.run"] = "[\"/bin/false\"]",
        ["healthcheck.notify.defaults.command.timeout"] = "3s",
        ["healthcheck.services.defaults.flapping.times"] = "3",
        ["healthcheck.services.defaults.flapping.within"] = "3m",
        ["healthcheck.services.defaults.probes"] = "{ own { kind = tcp, port = 1 } }",
        ["healthcheck.probes.defaults.every"] = "20s",
        ["healthcheck.probes.defaults.timeout"] = "3s",
        ["healthcheck.probes.defaults.down-after"] = "3m",
        ["healthcheck.probes.defaults.up-after"] = "3s",
        ["healthcheck.probes.tcp.host"] = "another",
        ["healthcheck.probes.tcp.port"] = "2",
        ["healthcheck.probes.unix.path"] = "\"/run/another.sock\"",
        ["healthcheck.probes.http.url"] = "\"https://another/\"",
        ["healthcheck.probes.http.method"] = "HEAD",
        ["healthcheck.probes.http.status"] = "\"200\"",
        ["healthcheck.probes.http.upstream-status"] = "\"502\"",
        ["healthcheck.probes.http.contains"] = "ok",
        ["healthcheck.probes.http.matches"] = "ok",
        ["healthcheck.probes.http.headers"] = "[\"Accept: text/html\"]",
        ["healthcheck.probes.http.host-header"] = "another",
        ["healthcheck.probes.http.socket"] = "\"/run/another.sock\"",
        ["healthcheck.probes.http.verify"] = "off",
        ["healthcheck.probes.http.certificate-days"] = "30",
        ["healthcheck.probes.http.ca-file"] = "\"/etc/another.pem\"",
        ["healthcheck.probes.websocket.url"] = "\"wss://another/\"",
        ["healthcheck.probes.websocket.host-header"] = "another",
        ["healthcheck.probes.websocket.origin"] = "\"https://another\"",
        ["healthcheck.probes.websocket.protocol"] = "another",
        ["healthcheck.probes.websocket.socket"] = "\"/run/another.sock\"",
        ["healthcheck.probes.websocket.verify"] = "off",
        ["healthcheck.probes.websocket.certificate-days"] = "30",
        ["healthcheck.probes.websocket.ca-file"] = "\"/etc/another.pem\"",
        ["healthcheck.probes.postgres.host"] = "another",
        ["healthcheck.probes.postgres.port"] = "5433",
        ["healthcheck.probes.postgres.database"] = "another",
        ["healthcheck.probes.postgres.user"] = "another",
        ["healthcheck.probes.postgres.password-file"] = "\"/etc/another\"",
        ["healthcheck.probes.postgres.tls"] = "on",
        ["healthcheck.probes.postgres.query"] = "\"select 2\"",
        ["healthcheck.probes.redis.host"] = "another",
        ["healthcheck.probes.redis.port"] = "6380",
        ["healthcheck.probes.redis.socket"] = "\"/run/another.sock\"",
        ["healthcheck.probes.redis.user"] = "another",
        ["healthcheck.probes.redis.password-file"] = "\"/etc/another\"",
        ["healthcheck.probes.process.memory-warning"] = "1GiB",
        ["healthcheck.probes.process.memory-limit"] = "90%",
        ["healthcheck.probes.process.cpu-warning"] = "90%",
        ["healthcheck.probes.process.cpu-limit"] = "150%",
        ["healthcheck.probes.process.tasks-warning"] = "10",
        ["healthcheck.probes.process.tasks-limit"] = "20",
        ["healthcheck.probes.process.restarts-warning"] = "3",
        ["healthcheck.probes.process.restarts-limit"] = "6",
        ["healthcheck.probes.process.restarts-within"] = "2h",
        ["healthcheck.probes.file.path"] = "\"/run/another\"",
        ["healthcheck.probes.file.max-age"] = "5m",
        ["healthcheck.probes.file.min-size"] = "1B",
        ["healthcheck.probes.file.max-size"] = "1GiB",
        ["healthcheck.probes.command.run"] = "[\"/bin/false\"]",
        ["healthcheck.probes.celery-worker.host"] = "another",
        ["healthcheck.probes.celery-worker.port"] = "6380",
        ["healthcheck.probes.celery-worker.database"] = "1",
        ["healthcheck.probes.celery-worker.user"] = "another",
        ["healthcheck.probes.celery-worker.password-file"] = "\"/etc/another\"",
        ["healthcheck.probes.celery-worker.queues"] = "[celery, reports]",
        ["healthcheck.probes.celery-worker.stuck-after"] = "1h",
        ["healthcheck.probes.celery-worker.ping"] = "\"celery@%h\"",
        ["healthcheck.probes.celery-beat.host"] = "another",
        ["healthcheck.probes.celery-beat.port"] = "6380",
        ["healthcheck.probes.celery-beat.database"] = "1",
        ["healthcheck.probes.celery-beat.user"] = "another",
        ["healthcheck.probes.celery-beat.password-file"] = "\"/etc/another\"",
        ["healthcheck.probes.celery-beat.key"] = "another",
        ["healthcheck.probes.celery-beat.schedule-file"] = "\"/var/lib/celerybeat/schedule\"",
        ["healthcheck.probes.celery-beat.max-age"] = "1h",
        ["healthcheck.probes.celery-beat.queues"] = "[celery, reports]",
        ["healthcheck.recovery.backend.unit"] = "another",
        ["healthcheck.recovery.backend.request"] = "\"/run/another\"",
        ["healthcheck.recovery.backend.script"] = "\"/usr/bin/another.sh\"",
        ["healthcheck.recovery.backend.via"] = "direct",
        ["healthcheck.recovery.backend.timeout"] = "1h",
        ["healthcheck.recovery.backend.require-root-owned"] = "on",
        ["healthcheck.recovery.collect"] = "3s",
        ["healthcheck.recovery.settle"] = "3s",
        ["healthcheck.recovery.verify-timeout"] = "3s",
        ["healthcheck.recovery.budget.runs"] = "5",
        ["healthcheck.recovery.budget.within"] = "2h",
        ["healthcheck.recovery.backoff"] = "[1s]",
        ["healthcheck.obstacles.package-upgrade"] = "off",
        ["healthcheck.obstacles.deploy-marker"] = "\"\"",
        ["healthcheck.obstacles.max-age"] = "2h",
        ["healthcheck.obstacles.disk-full"] = "90%",
        ["healthcheck.obstacles.paths"] = "[\"/\"]",
        ["healthcheck.resources.every"] = "1m",
        ["healthcheck.resources.course"] = "12h",
        ["healthcheck.resources.hysteresis"] = "10%",
        ["healthcheck.resources.ignore"] = "[\"/mnt/archive\"]",
        ["healthcheck.resources.cpu.warning"] = "41%",
        ["healthcheck.resources.cpu.critical"] = "98%",
        ["healthcheck.resources.cpu.for"] = "3m",
        ["healthcheck.resources.steal.warning"] = "41%",
        ["healthcheck.resources.steal.critical"] = "98%",
        ["healthcheck.resources.steal.for"] = "3m",
        ["healthcheck.resources.iowait.warning"] = "45%",
        ["healthcheck.resources.iowait.critical"] = "98%",
        ["healthcheck.resources.iowait.for"] = "3m",
        ["healthcheck.resources.load.warning"] = "1",
        ["healthcheck.resources.load.critical"] = "9",
        ["healthcheck.resources.load.for"] = "3m",
        ["healthcheck.resources.memory.warning"] = "41%",
        ["healthcheck.resources.memory.critical"] = "98%",
        ["healthcheck.resources.memory.for"] = "3m",
        ["healthcheck.resources.memory.full-in"] = "12h",
        ["healthcheck.resources.swap.warning"] = "41%",
        ["healthcheck.resources.swap.critical"] = "98%",
        ["healthcheck.resources.swap.for"] = "3m",
        ["healthcheck.resources.swap-traffic.warning"] = "1MiB",
        ["healthcheck.resources.swap-traffic.critical"] = "9MiB",
        ["healthcheck.resources.swap-traffic.for"] = "3m",
        ["healthcheck.resources.pressure-cpu.warning"] = "41%",
        ["healthcheck.resources.pressure-cpu.critical"] = "98%",
        ["healthcheck.resources.pressure-cpu.for"] = "3m",
        ["healthcheck.resources.pressure-memory.warning"] = "41%",
        ["healthcheck.resources.pressure-memory.critical"] = "98%",
        ["healthcheck.resources.pressure-memory.for"] = "3m",
        ["healthcheck.resources.pressure-io.warning"] = "41%",
        ["healthcheck.resources.pressure-io.critical"] = "98%",
        ["healthcheck.resources.pressure-io.for"] = "3m",
        ["healthcheck.resources.disk.warning"] = "41%",
        ["healthcheck.resources.disk.critical"] = "98%",
        ["healthcheck.resources.disk.for"] = "3m",
        ["healthcheck.resources.disk.full-in"] = "12h",
        ["healthcheck.resources.inodes.warning"] = "41%",
        ["healthcheck.resources.inodes.critical"] = "98%",
        ["healthcheck.resources.inodes.for"] = "3m",
        ["healthcheck.resources.inodes.full-in"] = "12h",
        ["healthcheck.resources.descriptors.warning"] = "41%",
        ["healthcheck.resources.descriptors.critical"] = "98%",
        ["healthcheck.resources.descriptors.for"] = "3m",
        ["healthcheck.resources.tasks.warning"] = "41%",
        ["healthcheck.resources.tasks.critical"] = "98%",
        ["healthcheck.resources.tasks.for"] = "3m",
        ["healthcheck.resources.network.warning"] = "1",
        ["healthcheck.resources.network.critical"] = "90",
        ["healthcheck.resources.network.for"] = "3m",
        ["healthcheck.resources.read-only"] = "off",
        ["healthcheck.resources.oom-kills"] = "warning",
        ["healthcheck.schedule.periodic.run"] = "resources",
        ["healthcheck.schedule.periodic.cron"] = "\"0 8 * * 1\"",
        ["healthcheck.heartbeat.url"] = "\"https://another.example/path\"",
        ["healthcheck.heartbeat.every"] = "2m",
        ["healthcheck.heartbeat.method"] = "POST",
        ["healthcheck.heartbeat.timeout"] = "3s",
        ["healthcheck.log.directory"] = "\"/elsewhere\"",
        ["healthcheck.state.directory"] = "\"/elsewhere\"",
        ["healthcheck.control.directory"] = "\"/elsewhere\"",
    };

    private static readonly string[] Restarts =
    [
        "healthcheck.host", "healthcheck.log.directory", "healthcheck.state.directory", "healthcheck.control.directory",
        "healthcheck.recovery.backend.request", "healthcheck.recovery.backend.script", "healthcheck.recovery.backend.via", "healthcheck.recovery.backend.timeout",
        "healthcheck.recovery.backend.require-root-owned",
    ];

    [Fact]
    public void A_key_that_reference_conf_does_not_explain_is_not_read()
    {
        // Whatever is read without standing in reference.conf would be missing here.
        Assert.Empty(Written.Read(OneService).Errors);
    }

    [Theory]
    [InlineData("healthcheck")]
    [InlineData("healthcheck.services.nginx")]
    [InlineData("healthcheck.services.defaults")]
    [InlineData("healthcheck.services.nginx.probes.tcp")]
    [InlineData("healthcheck.probes")]
    [InlineData("healthcheck.probes.defaults")]
    [InlineData("healthcheck.probes.http")]
    [InlineData("healthcheck.recovery")]
    [InlineData("healthcheck.recovery.backend")]
    [InlineData("healthcheck.recovery.budget")]
    [InlineData("healthcheck.obstacles")]
    [InlineData("healthcheck.resources")]
    [InlineData("healthcheck.resources.cpu")]
    [InlineData("healthcheck.resources.disk")]
    [InlineData("healthcheck.schedule.periodic")]
    [InlineData("healthcheck.heartbeat")]
    [InlineData("healthcheck.notify")]
    [InlineData("healthcheck.notify.storm")]
    [InlineData("healthcheck.notify.routes.defaults")]
    [InlineData("healthcheck.notify.defaults.email")]
    [InlineData("healthcheck.log")]
    [InlineData("healthcheck.state")]
    [InlineData("healthcheck.control")]
    public void A_key_that_nobody_reads_is_refused_in_every_section(string section)
    {
        var error = Assert.Single(Written.Read($"{OneService}, {section}.zzzzzzzzzz = 1").Errors);

        Assert.Contains("unknown key", error.Message, StringComparison.Ordinal);
        Assert.Equal(Written.File, error.Where.File);
    }

    private static IEnumerable<string> Keys(HoconValue.Map tree, string path) => tree.Entries.SelectMany(entry =>
        entry.Value is HoconValue.Map { Entries.Length: > 0 } section ? Keys(section, $"{path}{entry.Key}.")
        : entry.Key == "akka" ? []
        : [path + entry.Key]);

    private static HoconValue.Map Without(HoconValue.Map tree, ReadOnlySpan<string> path)
    {
        var (key, rest) = (path[0], path[1..].ToArray());
        return new HoconValue.Map(
            [
                .. tree.Entries
                    .Where(entry => entry.Key != key || rest.Length > 0)
                    .Select(entry => entry.Key == key ? entry with { Value = Without((HoconValue.Map)entry.Value, rest) } : entry),
            ],
            tree.Where);
    }
}
