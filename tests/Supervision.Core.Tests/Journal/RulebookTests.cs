using Supervision.Core.Hosting;
using Supervision.Core.Journal;
using Supervision.Core.Tests.Configuration;

namespace Supervision.Core.Tests.Journal;

public sealed class RulebookTests
{
    private readonly Rulebook _rules = new(EffectiveConfiguration.Of(Written.Tree(
        """
        healthcheck.services.defaults.start-grace = 30s
        healthcheck {
          recovery { budget { runs = 3 }, backoff = [0s, 2m] }
          services { "a.b" { manual-stop = act } }
        }
        healthcheck.recovery.budget.runs = 5
        """)));

    [Fact]
    public void A_key_is_quoted_with_its_value_and_the_line_that_decided_it() => Assert.Equal(
        new Rule("healthcheck.recovery.budget.runs", "5", "healthcheck.conf:6"), _rules.Quote("healthcheck", "recovery", "budget", "runs"));

    [Fact]
    public void A_list_is_quoted_on_one_line() => Assert.Equal("[0s, 2m]", _rules.Quote("healthcheck", "recovery", "backoff").Value);

    [Fact]
    public void What_a_service_takes_over_is_quoted_as_its_own_from_where_it_is_written() => Assert.Equal(
        new Rule("healthcheck.services.\"a.b\".start-grace", "30s", "healthcheck.conf:1"),
        _rules.Quote("healthcheck", "services", "a.b", "start-grace"));

    [Fact]
    public void A_key_that_is_written_nowhere_is_quoted_by_its_name_alone() =>
        Assert.Equal(new Rule("healthcheck.nowhere", "", ""), _rules.Quote("healthcheck", "nowhere"));
}
