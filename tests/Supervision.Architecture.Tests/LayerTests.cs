using NetArchTest.Rules;

namespace Supervision.Architecture.Tests;

/// <summary>The directions of docs/architecture.md: decisions know nothing of actors, actors nothing of the outside.</summary>
public sealed class LayerTests
{
    [Fact]
    public void Core_uses_the_platform_and_cronos_alone() => Assert.All(
        Ours.Used(Ours.Core), used => Assert.True(used == "Cronos" || used.StartsWith("System.", StringComparison.Ordinal), $"Core uses {used}"));

    [Theory]
    [InlineData("System.IO.File")]
    [InlineData("System.IO.Directory")]
    [InlineData("System.IO.FileStream")]
    [InlineData("System.Console")]
    [InlineData("System.Diagnostics.Process")]
    [InlineData("System.Environment")]
    [InlineData("System.Net")]
    [InlineData("System.Random")]
    [InlineData("System.Threading.Timer")]
    [InlineData("System.Threading.Thread")]
    public void Core_does_nothing_but_decide(string outside)
    {
        var result = Types.InAssembly(Ours.Core).ShouldNot().HaveDependencyOn(outside).GetResult();

        Assert.True(result.IsSuccessful, $"{outside} is used by {string.Join(", ", result.FailingTypeNames ?? [])}");
    }

    [Theory]
    [InlineData("Core", "Supervision.")]
    [InlineData("Core", "healthcheck")]
    [InlineData("Core", "Akka")]
    [InlineData("Adapters", "Akka")]
    [InlineData("Adapters", "Supervision.Actors")]
    [InlineData("Adapters", "Supervision.Simulation")]
    [InlineData("Adapters", "healthcheck")]
    [InlineData("Actors", "Supervision.Adapters")]
    [InlineData("Actors", "Supervision.Simulation")]
    [InlineData("Actors", "healthcheck")]
    [InlineData("Simulation", "Supervision.Adapters")]
    [InlineData("Simulation", "healthcheck")]
    [InlineData("Simulation", "Akka.TestKit")]
    public void A_layer_does_not_use_what_lies_over_or_beside_it(string layer, string forbidden)
    {
        var assembly = Ours.All.Single(one => one.GetName().Name == $"Supervision.{layer}");

        Assert.DoesNotContain(Ours.Used(assembly), used => used.StartsWith(forbidden, StringComparison.Ordinal));
    }

    [Fact]
    public void No_test_kit_ships_in_the_program() =>
        Assert.DoesNotContain(Ours.Used(Ours.Daemon), used => used.Contains("TestKit", StringComparison.Ordinal));

    [Fact]
    public void Nothing_is_named_for_what_is_in_no_other_place()
    {
        string[] empty = ["Util", "Utils", "Utilities", "Helper", "Helpers", "Manager", "Handler", "Processor", "Common", "Shared"];

        Assert.DoesNotContain(
            Ours.Types.Select(type => type.FullName!),
            name => name.Split('.', '+', '`').Any(word => empty.Any(end => word.EndsWith(end, StringComparison.Ordinal))));
    }
}
