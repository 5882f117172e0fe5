using Supervision.Simulation.Scenarios;

namespace Supervision.Simulation.Tests.Scenarios;

/// <summary>Scenarios as operators write them, with their slips.</summary>
public sealed class ScenarioReaderTests
{
    private static readonly TimeSpan Turkey = TimeSpan.FromHours(3);

    [Theory]
    [InlineData("08:03", "08:03:00")]
    [InlineData("08:03:20", "08:03:20")]
    [InlineData("+10m", "07:35:00")]
    [InlineData("2026-11-23T08:03", "08:03:00")]
    [InlineData("2026-11-23T05:03Z", "08:03:00")]
    public void A_time_is_one_of_the_day_of_the_scenario_or_since_its_start(string at, string expected)
    {
        var scenario = Written.Sound("night.conf", Written.With($"{{ at = \"{at}\", kill = celery }}"));

        Assert.Equal(expected, Assert.Single(scenario.Events).At.ToOffset(Turkey).ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_time_of_day_that_is_over_is_that_of_the_next_day()
    {
        var text = Written.With("{ at = \"23:00\", kill = celery }, { at = \"02:00\", kill = nginx }").Replace("for = 2h", "for = 1d", StringComparison.Ordinal);

        var events = Written.Sound("night.conf", text).Events;

        Assert.Equal(new DateTimeOffset(2026, 11, 24, 2, 0, 0, Turkey), events[1].At);
    }

    [Theory]
    [InlineData("{ at = \"08:03\", kill = gunicor }", "night.conf:6:", "events[0].kill: must be ", "gunicorn")]
    [InlineData("{ at = \"08:03\", kil = gunicorn }", "night.conf:6:", "events[0].kil: says nothing that happens; did you mean 'kill'?")]
    [InlineData("{ at = \"08:03\", nonsense = gunicorn }", "night.conf:6:", "says nothing that happens (write one of kill, exit")]
    [InlineData("{ at = \"08:03\", obstacle = deploy }", "did you mean deployment?")]
    [InlineData("{ at = \"08:03\", kill = nginx, stop = nginx }", "night.conf:6:", "says two things that happen: kill, stop")]
    [InlineData("{ kill = nginx }", "at: is missing")]
    [InlineData("{ at = \"8:3\", kill = nginx }", "must be a time; write 08:03")]
    [InlineData("{ at = \"12:00\", kill = nginx }", "is 2026-11-23 12:00:00, which is after the end of the scenario")]
    [InlineData("{ at = \"07:00\", kill = nginx }", "is 2026-11-24 07:00:00, which is after the end of the scenario")]
    [InlineData("{ at = \"+1h\", kill = nginx }, { at = \"+10m\", kill = nginx }", "events[1].at: is before the event above it")]
    [InlineData("{ at = \"08:03\", kill = nginx, fro = 10m }", "unknown key 'fro'")]
    [InlineData("{ at = \"08:03\", backend { exti = 1 } }", "unknown key 'exti'; did you mean 'exit'?")]
    [InlineData("{ at = \"08:03\", channel = email, for = 1h }", "is no channel of the configuration")]
    [InlineData("{ at = \"08:03\", clock = 1h }", "write \"+1h\" or \"-1h\"")]
    [InlineData("{ at = \"08:03\", figure = \"disc:/\", value = 97 }", "is no figure of a host")]
    [InlineData("{ at = \"08:03\", disk = full, for = 10 }", "for:")]
    [InlineData("kill", "must be a list of sections")]
    public void A_slip_in_an_event_is_told_with_its_place(string events, params string[] expected)
    {
        var errors = Written.Errors(Written.With(events));

        Assert.All(expected, part => Assert.Contains(errors, error => error.Contains(part, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("{ detectd = nginx }", "expect[0].detectd: expects nothing; did you mean 'detected'?")]
    [InlineData("{ recovered = all, by = \"07:00\" }", "by: is 2026-11-24 07:00:00, which is after the end of the scenario")]
    [InlineData("{ recovered = all, by = \"2026-11-23T07:00\" }", "by: is before the start")]
    [InlineData("{ no-run-from = \"08:10\", to = \"07:50\" }", "to: is not after no-run-from")]
    [InlineData("{ detected = nginx, root = nginx }", "expects two things")]
    [InlineData("{ runs = many }", "write 3, \"at most 3\" or \"at least 3\"")]
    [InlineData("{ recovered = everybody }", "recovered")]
    [InlineData("{ recovered = all, by = noon }", "must be a time")]
    [InlineData("{ told = nginx, chanel = email }", "did you mean 'channel'?")]
    [InlineData("", "expects nothing, and so can never fail")]
    public void A_slip_in_an_expectation_is_told_with_its_place(string expect, string expected) =>
        Assert.Contains(Written.Errors(Written.With("", expect)), error =>
            error.StartsWith("night.conf:", StringComparison.Ordinal) && error.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var errors = Written.Errors("scenario { title = x, start = \"23.11.2026\", for = 0s, events = [ { at = \"08:03\", kill = ngnix } ], expect = [], units { x { } } }");

        Assert.Contains(errors, error => error.Contains("scenario.start", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("scenario.for", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("events[0].kill: must be ", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("scenario.units.x: is no service", StringComparison.Ordinal));
    }

    [Fact]
    public void A_slip_in_its_configuration_is_told_at_its_place_in_the_scenario() => Assert.Contains(
        Written.Errors(Written.With("", more: "config { healthcheck.recovery.budget.rnus = 2 }")),
        error => error.StartsWith("night.conf:5:", StringComparison.Ordinal) && error.Contains("did you mean 'runs'?", StringComparison.Ordinal));

    [Fact]
    public void Its_configuration_lies_over_that_under_test() => Assert.Equal(
        5, Written.Sound("night.conf", Written.With("", more: "config { healthcheck.recovery.budget.runs = 5 }")).Settings.Recovery.BudgetRuns);

    [Theory]
    [InlineData("3", 3, true)]
    [InlineData("3", 2, false)]
    [InlineData("at most 3", 3, true)]
    [InlineData("at most 3", 4, false)]
    [InlineData("at least 1", 0, false)]
    [InlineData("at least 1", 9, true)]
    public void An_amount_is_exact_or_a_bound(string text, int count, bool holds)
    {
        Assert.Equal(holds, Amount.Read(text)!.Holds(count));
        Assert.Equal(text, Amount.Read(text)!.ToString());
    }
}
