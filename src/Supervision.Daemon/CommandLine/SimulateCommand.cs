using System.Collections.Immutable;
using System.CommandLine;
using Supervision.Core.Configuration;
using Supervision.Daemon.Configuration;
using Supervision.Daemon.Hosting;
using Supervision.Simulation.Exploration;
using Supervision.Simulation.Scenarios;

namespace Supervision.Daemon.CommandLine;

/// <summary><c>healthcheck simulate</c>: the configuration against outages in virtual time, those that somebody wrote down or those that
/// nobody thought of; needs no daemon, and touches nothing.</summary>
internal sealed class SimulateCommand : Command
{
    private const int MostDays = 1_000_000;

    private static readonly TimeSpan ShortestDay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestDay = TimeSpan.FromDays(30);

    private readonly Argument<string[]> _files = new("SCENARIO")
    {
        Description = "Files with a scenario each",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly ConfigOption _config = ConfigOption.Create();

    private readonly Option<int?> _explore = new("--explore")
    {
        Description = "Let random faults strike on N days, and look whether a promise is broken on any",
        HelpName = "N",
        CustomParser = argument => CountOption.Parse(argument, MostDays),
    };

    private readonly Option<string> _for = new("--for")
    {
        Description = "How long a day of the exploration is",
        HelpName = "DURATION",
        DefaultValueFactory = _ => "1d",
    };

    private readonly Option<ulong?> _seed = new("--seed")
    {
        Description = "With --explore: the days that are drawn. With a scenario: each event is up to five seconds late, the same way for the same N",
        HelpName = "N",
        CustomParser = argument => CountOption.ParseSeed(argument),
    };

    private readonly Option<bool> _log = new("--log") { Description = "Show the lines of service_monitor.log, too" };

    private readonly Option<bool> _json = new("--json") { Description = "Print JSON" };

    private SimulateCommand()
        : base("simulate", "Rehearse outages against the configuration in virtual time")
    {
        Add(_files);
        Add(_config);
        Add(_explore);
        Add(_for);
        Add(_seed);
        Add(_log);
        Add(_json);
        SetAction((parsed, _) => parsed.GetValue(_explore) is { } days ? ExploreAsync(parsed, days) : RehearseAsync(parsed));
        Validators.Add(result =>
        {
            var files = result.GetValue(_files) is { Length: > 0 };
            var explores = result.GetResult(_explore) is not null;
            if (files == explores)
                result.AddError("simulate wants files with scenarios, or --explore N");
            if (explores && result.GetValue(_json))
                result.AddError("--json belongs to scenarios");
            if (!explores && result.GetResult(_for) is { Implicit: false })
                result.AddError("--for belongs to --explore");
            // A word that is no option of ours would be a file that does not exist.
            foreach (var word in result.GetValue(_files)?.Where(word => word.StartsWith('-')) ?? [])
                result.AddError($"there is no option {word}{Meant(word)}");
        });
    }

    private string Meant(string option) =>
        NearestKey.To(option, Options.Select(one => one.Name)) is { } meant ? $"; did you mean {meant}?" : "";

    public static Command Create() => new SimulateCommand();

    private async Task<int> RehearseAsync(ParseResult parsed)
    {
        var (scenarios, errors) = Read(parsed.GetValue(_files)!, _config.Read(parsed));
        foreach (var error in errors)
            await JournalStream.ComplainAsync(error.ToString());
        if (!errors.IsEmpty) return ExitCode.Configuration;

        var runs = scenarios.Select(one => (one.File, Run: ScenarioRun.Of(one.Scenario, parsed.GetValue(_seed)))).ToList();
        await Console.Out.WriteLineAsync(parsed.GetValue(_json)
            ? SimulationJson.Write(new SimulationMessage([.. runs.Select(run => ScenarioMessage.Of(run.File, run.Run))]))
            : string.Join(Environment.NewLine, SimulationText.Lines(runs, parsed.GetValue(_log), Paint.OfTerminal)));
        return runs.TrueForAll(run => run.Run.Holds) ? ExitCode.Success : ExitCode.NotAsExpected;
    }

    private async Task<int> ExploreAsync(ParseResult parsed, int days)
    {
        var (length, problem) = DurationText.Read(parsed.GetValue(_for)!, ShortestDay, LongestDay);
        if (problem is not null)
        {
            await Console.Error.WriteLineAsync($"healthcheck: --for {problem}");
            return ExitCode.Usage;
        }

        if (await _config.ReadAsync(parsed) is not { } settings) return ExitCode.Configuration;
        var seed = parsed.GetValue(_seed) ?? ExploreReport.FreshSeed();

        // Whoever is well at the end has also done nothing forbidden on the way: one mode asks for both.
        var report = new Explorer(settings, ExplorationMode.Liveness).Run(days, seed, length);
        ExploreReportWriter.Write(report, Console.Out);
        return report.Findings.IsEmpty ? ExitCode.Success : ExitCode.NotAsExpected;
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
