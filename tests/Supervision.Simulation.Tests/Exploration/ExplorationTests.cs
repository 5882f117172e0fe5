using System.Globalization;
using Supervision.Core.Hosting;
using Supervision.Simulation.Exploration;
using Xunit.Abstractions;

namespace Supervision.Simulation.Tests.Exploration;

/// <summary>Explores the shipped configuration, with one channel to people: days of known seeds, and some that nobody has seen.</summary>
public sealed class ExplorationTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly HealthcheckSettings Settings = Shipped.Settings(
        "healthcheck.notify.email { smtp = \"127.0.0.1:25\", from = \"a@example.org\", to = [\"b@example.org\"] }");

    [Theory]
    [InlineData(6, 40)]
    [InlineData(1234567, 40)]
    public void Known_days_break_no_promise(ulong seed, int days) => Clean(seed, days);

    [Fact]
    public void Fresh_days_break_no_promise()
    {
        var seed = ExploreReport.FreshSeed();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        Clean(seed, 40);
    }

    [Fact]
    public void The_same_seed_leaves_the_same_trace_on_one_thread_and_on_another()
    {
        var day = new DayGenerator(Settings, Day).Draw(77);
        var here = Trace(day);
        var there = new List<string>();
        var thread = new Thread(() =>
        {
            Trace(new DayGenerator(Settings, Day).Draw(78));
            there = Trace(day);
        });
        thread.Start();
        thread.Join();

        Assert.True(here.Count > 200);
        Assert.Equal(here, there);
    }

    [Fact]
    public void A_report_names_the_seed_and_can_be_run_again_as_a_scenario()
    {
        var shortest = new DayGenerator(Settings, Day).Draw(5) with { Faults = new DayGenerator(Settings, Day).Draw(5).Faults[..1] };
        var report = new ExploreReport(9, 3, Day, ExplorationMode.Liveness, [
            new Finding(3, 5, new Violation("a promise", "it was broken", TimeSpan.FromHours(1)), shortest, 12, ["a line"]),
        ]);
        var text = new StringWriter();

        ExploreReportWriter.Write(report, text);

        Assert.Contains("3 days of 1d with seed 9: broken promises: 1", text.ToString(), StringComparison.Ordinal);
        Assert.Contains($"{shortest.Faults[0].Fault} }}", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 of 12", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("a line", text.ToString(), StringComparison.Ordinal);
    }

    private static List<string> Trace(ExploredDay day)
    {
        var trace = new List<string>();
        DayRun.Live(Settings, day, ExplorationMode.Safety, trace);
        return trace;
    }

    private void Clean(ulong seed, int days)
    {
        var report = new Explorer(Settings, ExplorationMode.Liveness).Run(days, seed, Day);
        var text = new StringWriter();
        ExploreReportWriter.Write(report, text);
        output.WriteLine(text.ToString());

        Assert.True(report.Findings.IsEmpty, text.ToString());
    }
}
