using Supervision.Simulation.Scenarios;

namespace Supervision.Simulation.Tests.Scenarios;

/// <summary>Every scenario of <c>hocon/scenarios</c> against the shipped configuration, with the tree of the product in virtual
/// time.</summary>
public sealed class ShippedScenarios
{
    private const string Folder = "scenarios/";

    public static TheoryData<string> Files() =>
        [.. typeof(ShippedScenarios).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_shipped_scenario_holds(string file) => Hold(file, seed: null);

    [Theory]
    [MemberData(nameof(Files))]
    public void And_takes_the_same_course_again(string file)
    {
        var scenario = Written.Sound(file, Shipped.Text(file).Text);

        var courses = new[] { ScenarioRun.Of(scenario, seed: 7), ScenarioRun.Of(scenario, seed: 7) };

        Assert.Equal(string.Join('\n', courses[0].Happened), string.Join('\n', courses[1].Happened));
    }

    [Fact]
    public void There_are_at_least_twenty_five() => Assert.True(Files().Count >= 25);

    private static void Hold(string file, ulong? seed)
    {
        var run = ScenarioRun.Of(Written.Sound(file, Shipped.Text(file).Text), seed);

        Assert.Empty(run.Findings.Where(one => !one.Finding.Holds).Select(one => $"{one.Expectation.Text}: {one.Finding.Seen}"));
    }
}
