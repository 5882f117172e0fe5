using Supervision.Actors.Resources;
using Supervision.Core.Journal;
using Supervision.Core.Notifications;
using Supervision.Core.Resources;
using Supervision.Daemon.CommandLine;
using Supervision.Daemon.Control;

namespace Supervision.Daemon.Tests.CommandLine;

public sealed class ResourcesTextTests
{
    private const double Gibi = 1L << 30;

    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 7, 30, 0, TimeSpan.FromHours(3));
    private static readonly Metric Cpu = new(MetricKind.Cpu);
    private static readonly Metric Var = new(MetricKind.Disk, "/var");
    private static readonly Metric Unit = new(MetricKind.UnitMemory, "gunicorn.service");

    [Fact]
    public void Each_figure_has_a_line_with_its_course_and_what_is_wrong_with_it() => Assert.Equal(
        [
            "                                                       1d ago           now",
            "CPU                      50.0%                         ▁▂▃▄▅▆▇█████████████",
            "Disk /var                92.0% (92.0 GiB / 100.0 GiB)  █         █        █  warning, full at",
            "gunicorn.service memory  1.0 GiB                                █",
        ],
        Lines(Found(), 75).Select(line => line.Split(" 2026")[0]));

    [Fact]
    public void A_narrow_terminal_costs_the_charts() => Assert.Equal(
        ["CPU                      50.0%", "Disk /var                92.0% (92.0 GiB / 100.0 GiB)  warning, full at"],
        Lines(Found(), 60).Take(2).Select(line => line.Split(" 20")[0]));

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(200)]
    public void No_chart_is_wider_than_the_terminal(int width) =>
        Assert.All(Lines(Found() with { Resources = [.. Found().Resources.Select(one => one with { Raised = null, FullAt = null })] }, width),
            line => Assert.True(line.Length <= width, $"{line.Length}: {line}"));

    [Fact]
    public void Before_the_first_look_nothing_is_known() =>
        Assert.Equal(["Nothing has been looked at yet."], Lines(Of(null, [], []), 80));

    [Fact]
    public void What_is_not_there_any_more_is_told_by_its_course_alone() =>
        Assert.Equal("Disk /var  -", Lines(Of([], [], [Taken(0, (Var, 1, 2))]), 20).Single());

    [Fact]
    public void Names_cannot_draw_on_the_terminal_and_long_ones_are_cut()
    {
        var strange = new Metric(MetricKind.Disk, "/\u001b[31m" + new string('x', 100));

        var line = Lines(Of([new Reading(strange, 1, 2)], [], []), 80).Single();

        Assert.DoesNotContain('\u001b', line);
        Assert.Contains("xxx...  50.0%", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kind_of_a_later_version_is_told_by_its_word()
    {
        var later = new ResourceMessage("gpu", "0", 1.5, null, null, null, null, null, []);

        Assert.Equal("gpu 0  1.5", Lines(Of([], [], []) with { Resources = [later] }, 20).Single());
    }

    public static TheoryData<Severity?, DateTimeOffset?, int> Codes => new()
    {
        { null, null, 0 },
        { null, Monday, 1 },
        { Severity.Warning, null, 1 },
        { Severity.Critical, Monday, 2 },
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_exit_code_says_how_bad_it_is(Severity? raised, DateTimeOffset? fullAt, int code)
    {
        var reading = new Reading(Var, 1, 2);

        Assert.Equal(code, ResourcesText.ExitCodeOf(Of([reading], raised is null && fullAt is null ? [] : [new Trouble(reading, raised, fullAt)], [])));
        Assert.Equal(3, ResourcesText.ExitCodeOf(Of(null, [], [])));
    }

    [Fact]
    public void The_course_has_a_value_for_each_instant_and_null_where_there_is_none()
    {
        var found = Of([new Reading(Cpu, 1, 2)], [], [Taken(0, (Cpu, 0.5, 2)), Taken(1, (Var, 1, 2)), Taken(2, (Cpu, 1.0 / 3, 2))]);

        Assert.Equal([0.5, null, 0.33333], found.Resources[0].Values);
        Assert.Equal((0.5, "cpu", ""), (found.Resources[0].Peak, found.Resources[0].Resource, found.Resources[0].Subject));
        Assert.Equal([null, 1.0, null], found.Resources[1].Values);
        Assert.Equal(3, found.Times.Count);
    }

    private static ResourcesMessage Found()
    {
        var disk = new Reading(Var, 92 * Gibi, 100 * Gibi);
        var course = Enumerable.Range(0, 20).Select(n => Taken(
            n * 1.2 + 0.6,
            [(Cpu, n * 0.5 + 0.01, 4), .. n is 0 or 10 or 19 ? new[] { (Var, 99 * Gibi, (double?)(100 * Gibi)) } : [],
                .. n == 9 ? new[] { (Unit, Gibi, (double?)null) } : []]));
        return Of(
            [new Reading(Cpu, 2, 4), disk, new Reading(Unit, Gibi, null)],
            [new Trouble(disk, Severity.Warning, Monday.AddHours(5))],
            [.. course]);
    }

    private static IEnumerable<string> Lines(ResourcesMessage found, int width) => new ResourcesText(Sparkline.Blocks, Paint.None, width).Lines(found);

    private static ResourcesMessage Of(Reading[]? readings, Trouble[] troubles, Sample[] course) => ResourcesMessage.Of(
        new ResourceProtocol.Now(readings is null ? null : new Sample(Monday, [.. readings]), [.. troubles], ResourceSettings.None),
        new Recorded<Sample>([.. course]),
        Monday.AddHours(-24),
        Monday);

    private static Sample Taken(double hours, params (Metric Metric, double Value, double? Limit)[] readings) => new(
        Monday.AddHours(-24 + hours), [.. readings.Select(one => new Reading(one.Metric, one.Value, one.Limit))]);
}
