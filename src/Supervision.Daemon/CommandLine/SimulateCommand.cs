using System.Collections.Immutable;
using System.CommandLine;
using Supervision.Core.Configuration;
using Supervision.Daemon.Configuration;
using Supervision.Daemon.Hosting;
using Supervision.Simulation.Scenarios;

namespace Supervision.Daemon.CommandLine;

/// <summary><c>healthcheck simulate</c>: the configuration against outages in virtual time; needs no daemon, and touches nothing.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("SCENARIO")
        {
            Description = "Files with a scenario each",
            Arity = ArgumentArity.OneOrMore,
        };
        var config = ConfigOption.Create();
        var seed = new Option<ulong?>("--seed")
        {
            Description = "Let each event be up to five seconds late, the same way for the same N",
            HelpName = "N",
        };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var log = new Option<bool>("--log") { Description = "Show the lines of service_monitor.log, too" };
        var command = new Command("simulate", "Rehearse outages against the configuration in virtual time") 
        {
            files, config, seed, log, json,
        };
        command.SetAction(async (parsed, _) =>
        {
            var (scenarios, errors) = Read(parsed.GetValue(files)!, config.Read(parsed));
            foreach (var error in errors)
                await JournalStream.ComplainAsync(error.ToString());
            if (!errors.IsEmpty) return ExitCode.Configuration;

            var runs = scenarios.Select(one => (one.File, Run: ScenarioRun.Of(one.Scenario, parsed.GetValue(seed)))).ToList();
            await Console.Out.WriteLineAsync(parsed.GetValue(json)
                ? SimulationJson.Write(new SimulationMessage([.. runs.Select(run => ScenarioMessage.Of(run.File, run.Run))]))
                : string.Join(Environment.NewLine, SimulationText.Lines(runs, parsed.GetValue(log), Paint.OfTerminal)));
            return runs.TrueForAll(run => run.Run.Holds) ? ExitCode.Success : ExitCode.NotAsExpected;
        });
        return command;
    }

    private static (ImmutableArray<(string File, Scenario Scenario)> Scenarios, ImmutableArray<ConfigError> Errors) Read(
        IEnumerable<string> files, HoconReading configuration)
    {
        var scenarios = ImmutableArray.CreateBuilder<(string, Scenario)>();
        var errors = new ConfigErrors();
        foreach (var file in files)
        {
            var (scenario, wrong) = ScenarioReader.Read(ConfigurationFiles.ReadScenario(file), configuration);
            errors.AddRange(wrong);
            if (scenario is not null) scenarios.Add((file, scenario));
        }

        return (scenarios.ToImmutable(), errors.Ordered());
    }
}
