using System.Globalization;
using Supervision.Core.Configuration;

namespace Supervision.Simulation.Exploration;

/// <summary>An exploration's report for people, with each finding as a scenario that can be run again.</summary>
public static class ExploreReportWriter
{
    // The end of a trace tells; the rest is had by running the scenario.
    private const int MostLines = 200;

    public static void Write(ExploreReport report, TextWriter to)
    {
        var length = DurationText.Write(report.Length);
        var days = string.Create(CultureInfo.InvariantCulture, $"{report.Days} days of {length} with seed {report.Seed}");
        to.WriteLine(report.Findings.IsEmpty ? $"{days}: every promise was kept." : $"{days}: broken promises: {report.Findings.Length}");
        foreach (var finding in report.Findings) Write(finding, to);
    }

    /// <summary>The shortest day as a scenario's file.</summary>
    public static void WriteScenario(Finding finding, TextWriter to)
    {
        to.WriteLine("scenario {");
        to.WriteLine($"  title = {HoconRenderer.Quoted($"{finding.Violation.Invariant}: {finding.Violation.Words}")}");
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  start = \"{finding.Shortest.Start:yyyy-MM-ddTHH:mm:ss}\""));
        to.WriteLine($"  for = {DurationText.Write(finding.Shortest.Length)}");
        to.WriteLine("  events = [");
        foreach (var planned in finding.Shortest.Faults)
            to.WriteLine($"    {{ at = \"+{At(planned.At)}\", {planned.Fault} }}");
        to.WriteLine("  ]");
        to.WriteLine("  expect = [ { recovered = all } ]");
        to.WriteLine("}");
    }

    private static void Write(Finding finding, TextWriter to)
    {
        to.WriteLine();
        to.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Day {finding.Day} (seed {finding.Seed}), after {finding.Violation.Elapsed:c}:"));
        to.WriteLine($"{finding.Violation.Invariant}: {finding.Violation.Words}");
        to.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"The shortest list of faults found, {finding.Shortest.Faults.Length} of {finding.FaultsBefore}:"));
        to.WriteLine();
        WriteScenario(finding, to);
        to.WriteLine();
        if (finding.Trace.Length > MostLines) to.WriteLine("…");
        foreach (var line in finding.Trace.TakeLast(MostLines)) to.WriteLine(line);
    }

    // Scenarios know no time shorter than a millisecond.
    private static string At(TimeSpan at) => at.Ticks % TimeSpan.TicksPerMillisecond == 0
        ? DurationText.Write(at)
        : string.Create(CultureInfo.InvariantCulture, $"{at.TotalMilliseconds:0.####}ms");
}
