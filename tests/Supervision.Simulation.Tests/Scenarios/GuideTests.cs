using Supervision.Simulation.Scenarios;

namespace Supervision.Simulation.Tests.Scenarios;

/// <summary>The guides tell of everything that a scenario can hold, and their examples work.</summary>
public sealed class GuideTests
{
    [Theory]
    [InlineData("simulation.md")]
    [InlineData("simulation.tr.md")]
    public void Every_event_and_every_expectation_has_its_row(string guide)
    {
        var rows = Shipped.Text(guide).Text.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();

        Assert.All(EventReader.Kinds.Concat(ExpectationReader.Kinds), kind => Assert.Contains(
            rows, row => row.StartsWith($"| `{kind} =", StringComparison.Ordinal) || row.StartsWith($"| `{kind} {{", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("simulation.md")]
    [InlineData("simulation.tr.md")]
    public void Its_scenario_runs_and_holds(string guide)
    {
        var lines = Shipped.Text(guide).Text.Split('\n').SkipWhile(line => line != "    scenario {").ToList();
        var text = string.Join('\n', lines.Take(lines.IndexOf("    }") + 1));

        Assert.True(ScenarioRun.Of(Written.Sound(guide, text)).Holds);
    }

    [Theory]
    [InlineData("simulation.md")]
    [InlineData("simulation.tr.md")]
    public void Every_row_of_an_event_or_an_expectation_is_read_as_it_stands(string guide)
    {
        const string More =
            "config { healthcheck.notify.email { smtp = \"127.0.0.1:25\", from = \"a@example.org\", to = [\"b@example.org\"] } }";
        var rows = Shipped.Text(guide).Text.Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1].Replace("= S", "= celery", StringComparison.Ordinal))
            .ToList();

        Assert.All(rows.Where(row => IsOf(row, EventReader.Kinds)), row =>
            Assert.Single(Written.Sound(guide, Written.With($"{{ at = \"08:03\", {row} }}", more: More)).Events));
        Assert.All(rows.Where(row => IsOf(row, ExpectationReader.Kinds)), row =>
            Assert.Single(Written.Sound(guide, Written.With("", $"{{ {row} }}", More)).Expectations));
    }

    private static bool IsOf(string row, IEnumerable<string> kinds) => row.Contains(' ', StringComparison.Ordinal) && kinds.Contains(row.Split(' ')[0]);
}
