using Supervision.Core.Hosting;
using Supervision.Core.Journal;
using Supervision.Core.Tests.Configuration;

namespace Supervision.Core.Tests.Hosting;

public sealed class ConfiguredRulesTests
{
    [Fact]
    public void Every_key_of_ours_is_known_with_its_value_and_the_line_that_decided_it()
    {
        var tree = Written.Tree(
            """
            healthcheck.services.defaults.start-grace = 30s
            healthcheck {
              recovery { budget { runs = 3 }, backoff = [0s, 2m] }
              services { "a.b" { manual-stop = act } }
            }
            healthcheck.recovery.budget.runs = 5
            akka.loglevel = DEBUG
            """);

        var rules = ConfiguredRules.Of(tree);

        Assert.Equal(new Rule("healthcheck.recovery.budget.runs", "5", "healthcheck.conf:6"), rules["healthcheck.recovery.budget.runs"]);
        Assert.Equal("[0s, 2m]", rules["healthcheck.recovery.backoff"].Value);
        Assert.DoesNotContain(rules.Keys, key => key.StartsWith("akka", StringComparison.Ordinal));
        Assert.Equal("30s", rules["healthcheck.services.\"a.b\".start-grace"].Value);
    }
}
