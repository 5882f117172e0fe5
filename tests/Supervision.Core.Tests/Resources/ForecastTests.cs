using CsCheck;
using Supervision.Core.Notifications;
using Supervision.Core.Resources;

namespace Supervision.Core.Tests.Resources;

public sealed class ForecastTests
{
    private const int PerHour = 120;

    private static double[] Over(double hours, Func<double, double> share) =>
        [.. Enumerable.Range(0, (int)(hours * PerHour)).Select(at => share((double)at / PerHour))];

    [Fact]
    public void A_disk_that_fills_up_is_announced_once_with_the_time_when_it_is_full()
    {
        // Ten percent an hour, from forty: full after six.
        var meter = new Meter(Meter.Forecast).Read(Over(3, hour => 40 + 10 * hour));

        var told = Assert.IsType<Notice.ResourceRunsOut>(Assert.Single(meter.Effects.OfType<ResourceEffect.Tell>()).Notice);
        var start = meter.Now - TimeSpan.FromHours(3);
        Assert.InRange(told.FullAt, start + TimeSpan.FromHours(5.9), start + TimeSpan.FromHours(6.1));
        Assert.InRange(told.At, start + TimeSpan.FromMinutes(60), start + TimeSpan.FromMinutes(80));
        Assert.Equal(told.FullAt, Assert.Single(meter.State.Troubles).FullAt!.Value, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void What_will_be_full_later_than_is_asked_for_is_not_announced() =>
        Assert.Empty(new Meter(Meter.Forecast).Read(Over(12, hour => 10 + hour)).Told);

    [Fact]
    public void A_disk_that_has_stopped_filling_up_is_over() =>
        Assert.Equal(["RunsOut", "Cleared"], new Meter(Meter.Forecast).Read(Over(12, hour => 40 + 10 * Math.Min(hour, 3))).Told);

    [Fact]
    public void A_disk_that_was_emptied_is_over() =>
        Assert.Equal(["RunsOut", "Cleared"], new Meter(Meter.Forecast).Read(Over(8, hour => hour < 3 ? 40 + 10 * hour : 10)).Told);

    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    [InlineData(4)]
    public void One_jump_is_no_line(double at) =>
        Assert.Empty(new Meter(Meter.Forecast).Read(Over(12, hour => hour < at ? 20 : 80)).Told);

    [Fact]
    public void Steps_that_go_on_are_one() =>
        Assert.Equal(["RunsOut"], new Meter(Meter.Forecast).Read(Over(5, hour => 10 + 10 * Math.Floor(hour * 2))).Told);

    [Fact]
    public void Waves_are_no_line() =>
        Assert.Empty(new Meter(Meter.Forecast).Read(Over(48, hour => 50 + 30 * Math.Sin(hour * Math.PI))).Told);

    [Fact]
    public void Noise_announces_nothing() =>
        Gen.Double[40, 60].Array[6 * PerHour].Sample(shares => Assert.Empty(new Meter(Meter.Forecast).Read(shares).Told), iter: 30);

    [Fact]
    public void Noise_about_a_line_hides_it_not_and_does_not_tell_it_twice() =>
        Gen.Double[-2, 2].Array[5 * PerHour].Sample(
            noise => Assert.Equal(["RunsOut"], new Meter(Meter.Forecast).Read([.. noise.Select((ripple, at) => 30 + 10d * at / PerHour + ripple)]).Told),
            iter: 30);

    [Fact]
    public void Nothing_is_foreseen_from_the_first_hour() =>
        Assert.Empty(new Meter(Meter.Forecast).Read(Over(0.95, hour => 40 + 50 * hour)).Told);

    [Fact]
    public void Full_in_warning_critical_and_the_all_clear_come_once_each()
    {
        var settings = Meter.Bounds(new ResourceBound(MetricKind.Disk, "disk", 85, 95, default, default, TimeSpan.FromDays(1)));

        Assert.Equal(
            ["RunsOut", "Warning", "Critical", "Cleared"],
            new Meter(settings).Read(Over(14, hour => hour < 5.9 ? 40 + 10 * hour : 10)).Told);
    }

    [Fact]
    public void A_course_keeps_a_few_dozen_points_however_long_it_goes_on() =>
        Assert.InRange(new Meter(Meter.Forecast).Read(Over(48, hour => hour)).State.Metrics[Meter.Disk].Trend.Points.Length, 70, 74);

    [Theory]
    [InlineData(1)]
    [InlineData(1e13)]
    public void The_line_through_points_on_a_line_is_that_line(double height)
    {
        var line = Line.Through([.. Enumerable.Range(0, 50).Select(at => new Point(TimeSpan.FromSeconds(at), height + 3d * at))]);

        Assert.Equal(3, line.Slope, 6);
        Assert.Equal(1, line.Fit, 6);
    }

    [Fact]
    public void No_line_goes_through_nothing() => Assert.Equal(default, Line.Through([new Point(TimeSpan.Zero, 5)]));
}
