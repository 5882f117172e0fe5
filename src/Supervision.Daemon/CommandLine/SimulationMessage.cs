using System.Text.Json;
using System.Text.Json.Serialization;
using Supervision.Simulation.Scenarios;

namespace Supervision.Daemon.CommandLine;

/// <summary>Rehearsals, for programs.</summary>
internal sealed record SimulationMessage(IReadOnlyList<ScenarioMessage> Scenarios);

/// <param name="Holds">Every expectation holds.</param>
internal sealed record ScenarioMessage(
    string File, string Title, bool Holds, IReadOnlyList<ExpectationMessage> Expectations, IReadOnlyList<TimelineLine> Timeline)
{
    public static ScenarioMessage Of(string file, ScenarioRun run) => new(
        file,
        run.Scenario.Title,
        run.Holds,
        [.. run.Findings.Select(one => new ExpectationMessage(one.Expectation.Text, one.Finding.Holds, one.Finding.Seen))],
        [.. Supervision.Simulation.Scenarios.Timeline.Of(run.Happened, run.Scenario.Settings.Zone, log: true)]);
}

/// <param name="Expected">As it was written.</param>
internal sealed record ExpectationMessage(string Expected, bool Holds, string Seen);

/// <summary>The JSON of <c>healthcheck simulate</c>, generated at build time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(SimulationMessage))]
internal sealed partial class SimulationJson : JsonSerializerContext
{
    public static string Write(SimulationMessage simulation) => JsonSerializer.Serialize(simulation, Default.SimulationMessage);
}
