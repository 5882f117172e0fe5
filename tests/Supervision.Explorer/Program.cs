using System.Globalization;
using Supervision.Simulation.Exploration;
using Supervision.Simulation.Tests;

namespace Supervision.Explorer;

/// <summary>Explores the shipped configuration, with one channel to people: <c>explorer DAYS SEED REPORT</c>. The first line of its output
/// is for a table: the day and the seed on which something was found, the length of the shortest list of faults, what was broken.</summary>
public static class Program
{
    private const int Nothing = 0;
    private const int Found = 1;

    public static int Main(string[] args)
    {
        var (days, seed) = (int.Parse(args[0], CultureInfo.InvariantCulture), ulong.Parse(args[1], CultureInfo.InvariantCulture));
        var settings = Shipped.Settings(
            "healthcheck.notify.email { smtp = \"127.0.0.1:25\", from = \"healthcheck@example.org\", to = [\"root@example.org\"] }");
        var report = new Supervision.Simulation.Exploration.Explorer(settings, ExplorationMode.Liveness).Run(days, seed, TimeSpan.FromDays(1));
        using var file = File.CreateText(args[2]);
        ExploreReportWriter.Write(report, file);
        foreach (var finding in report.Findings)
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{finding.Day}|{finding.Seed}|{finding.Shortest.Faults.Length}|{finding.Violation.Invariant}"));
        return report.Findings.IsEmpty ? Nothing : Found;
    }
}
