using Supervision.Core.Configuration;
using Supervision.Core.Hosting;

namespace Supervision.Daemon.Tests.Configuration;

/// <summary>The keys that reference.conf explains and the keys that are read are the same, in both directions.</summary>
public sealed class KnownKeysTests
{
    // A service and a tick of the operator's own: sections whose names are not ours.
    private const string OneService = "healthcheck.services.nginx { }";

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

        Assert.Single(shown, line => line.StartsWith($"{path} = ", StringComparison.Ordinal) && line.Contains("    # reference.conf:", StringComparison.Ordinal));
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
        if (path is "healthcheck.recovery.steps" or "healthcheck.schedule.periodic.run")
            return; // They have one legal value.
        var other = Others[path];
        var (before, after) = (Written.Sound(new HoconSource(Written.File, Base)), Written.Sound(new HoconSource(Written.File, $"{Base}\n{path} = {other}")));

        var reload = Reload.Of(before, after);

        var change = Assert.Single(reload.Changed.Concat(reload.Waiting));
        Assert.True(path.Contains(".defaults.", StringComparison.Ordinal) || path.StartsWith(change.Key, StringComparison.Ordinal), change.Done);
        Assert.Equal(Restarts.Contains(path), reload.Changed.IsEmpty);
        Assert.Empty(Reload.Of(reload.InForce, reload.InForce).Changed);
    }

    // Two services, one that takes nothing over from the defaults and one that takes everything.
    private const string Base =
        """
        healthcheck {
          services {
            own   { enabled = on, unit = own, manual-stop = tick, depends-on = [], exec = ["/bin/true"] }
            other { exec = ["/bin/true"] }
          }
          recovery.backend.script = "/usr/bin/backend.sh"
        }
        """;

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
        ["healthcheck.recovery.backend.unit"] = "another",
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
        ["healthcheck.schedule.periodic.cron"] = "\"0 8 * * 1\"",
        ["healthcheck.log.directory"] = "\"/elsewhere\"",
        ["healthcheck.state.directory"] = "\"/elsewhere\"",
        ["healthcheck.control.directory"] = "\"/elsewhere\"",
    };

    private static readonly string[] Restarts =
    [
        "healthcheck.host", "healthcheck.log.directory", "healthcheck.state.directory", "healthcheck.control.directory",
        "healthcheck.recovery.backend.script", "healthcheck.recovery.backend.via", "healthcheck.recovery.backend.timeout",
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
    [InlineData("healthcheck.recovery")]
    [InlineData("healthcheck.recovery.backend")]
    [InlineData("healthcheck.recovery.budget")]
    [InlineData("healthcheck.obstacles")]
    [InlineData("healthcheck.schedule.periodic")]
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
