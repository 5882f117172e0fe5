using System.Globalization;
using Supervision.Simulation.Scenarios;

namespace Supervision.Daemon.CommandLine;

/// <summary>Rehearsals for people: of one the whole course, of several what became of each.</summary>
internal static class SimulationText
{
    private const int LongestKind = 7;

    public static IEnumerable<string> Lines(IReadOnlyList<(string File, ScenarioRun Run)> runs, bool log, Paint paint) =>
        runs is [var only]
        ? [only.Run.Scenario.Title, "", .. Course(only.Run, log), "", .. Findings(only.Run, paint, onlyWrong: false)]
        : [.. runs.SelectMany(run => Short(run.File, run.Run, paint)), Sum(runs)];

    private static IEnumerable<string> Course(ScenarioRun run, bool log)
    {
        var day = default(DateOnly);
        foreach (var line in Timeline.Of(run.Happened, run.Scenario.Settings.Zone, log))
        {
            if (DateOnly.FromDateTime(line.At.DateTime) != day)
            {
                day = DateOnly.FromDateTime(line.At.DateTime);
                yield return line.At.ToString("ddd yyyy-MM-dd zzz", CultureInfo.InvariantCulture);
            }

            yield return $"{line.At.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}  {line.Kind.PadRight(LongestKind)}  {line.Text}";
        }
    }

    private static IEnumerable<string> Findings(ScenarioRun run, Paint paint, bool onlyWrong) => run.Findings
        .Where(one => !(onlyWrong && one.Finding.Holds))
        .Select(one => $"{Word(one.Finding.Holds, paint)}  {one.Expectation.Text}: {one.Finding.Seen}");

    private static IEnumerable<string> Short(string file, ScenarioRun run, Paint paint) =>
    [
        $"{Word(run.Holds, paint)}  {run.Scenario.Title}  ({file})",
        .. Findings(run, paint, onlyWrong: true).Select(line => "    " + line),
    ];

    private static string Sum(IReadOnlyList<(string File, ScenarioRun Run)> runs)
    {
        var failed = runs.Count(run => !run.Run.Holds);
        return string.Create(
            CultureInfo.InvariantCulture, $"{runs.Count} scenarios, {(failed == 0 ? "all hold" : $"{failed} of them do not hold")}");
    }

    private static string Word(bool holds, Paint paint) => holds ? paint.Outcome("passed", "holds") : paint.Outcome("failed", "FAILS");
}
