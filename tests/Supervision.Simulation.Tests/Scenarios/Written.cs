using Supervision.Core.Configuration;
using Supervision.Simulation.Scenarios;

namespace Supervision.Simulation.Tests.Scenarios;

/// <summary>Scenarios as an operator writes them.</summary>
internal static class Written
{
    public static Scenario Sound(string file, string text)
    {
        var (scenario, errors) = ScenarioReader.Read(Shipped.Read(new HoconSource(file, text)), Shipped.Configuration());
        Assert.Empty(errors);
        return scenario!;
    }

    public static string[] Errors(string text) =>
        [.. ScenarioReader.Read(Shipped.Read(new HoconSource("night.conf", text)), Shipped.Configuration()).Errors.Select(error => error.ToString())];

    /// <summary>With some events and expectations, and whatever else it needs.</summary>
    public static string With(string events, string expect = "{ recovered = all }", string more = "") =>
        $$"""
        scenario {
          title = "İşte"
          start = "2026-11-23T07:25:00"
          for = 2h
          {{more}}
          events = [ {{events}} ]
          expect = [ {{expect}} ]
        }
        """;
}
