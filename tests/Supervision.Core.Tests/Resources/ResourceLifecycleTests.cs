using CsCheck;
using Supervision.Core.Notifications;
using Supervision.Core.Resources;

namespace Supervision.Core.Tests.Resources;

public sealed class ResourceLifecycleTests
{
    private static readonly TimeSpan AtOnce = TimeSpan.Zero;

    [Fact]
    public void Every_change_is_told_once_and_with_its_threshold()
    {
        var meter = new Meter(Meter.Thresholds(MetricKind.Disk, AtOnce)).Read(50, 85, 86, 95, 99, 90, 89, 50, 50);

        Assert.Equal(["Warning", "Critical", "Warning", "Cleared"], meter.Told);
        Assert.Equal(
            [85, 95, 85], meter.Effects.OfType<ResourceEffect.Tell>().Select(tell => tell.Notice).OfType<Notice.ResourceRaised>().Select(it => it.Threshold));
    }

    [Theory]
    [InlineData(84.99, "")]
    [InlineData(85, "Warning")]
    [InlineData(94.99, "Warning")]
    [InlineData(95, "Critical")]
    public void A_threshold_is_passed_at_it_and_not_below(double share, string told) =>
        Assert.Equal(told, string.Join(' ', new Meter(Meter.Thresholds(MetricKind.Disk, AtOnce)).Read(share).Told));

    [Theory]
    [InlineData(80.76, "Warning")] // 5 % of 85 below it is 80.75.
    [InlineData(80.74, "Warning Cleared")]
    public void What_trembles_on_the_threshold_does_not_come_and_go(double share, string told) =>
        Assert.Equal(told, string.Join(' ', new Meter(Meter.Thresholds(MetricKind.Disk, AtOnce)).Read(85, share, 85, share).Told.Take(2)));

    [Fact]
    public void Too_much_has_to_last_without_a_break()
    {
        var meter = new Meter(Meter.Thresholds(MetricKind.Disk, TimeSpan.FromMinutes(1)));

        Assert.Empty(meter.Read(90, 90, 84, 90, 90).Told);
        Assert.Equal(["Warning"], meter.Read(90).Told);
    }

    [Fact]
    public void Well_has_to_last_as_long()
    {
        var meter = new Meter(Meter.Thresholds(MetricKind.Disk, TimeSpan.FromMinutes(1))).Read(90, 90, 90);

        Assert.Equal(["Warning"], meter.Read(10, 10, 82, 10, 10).Told);
        Assert.Equal(["Warning", "Cleared"], meter.Read(10).Told);
    }

    [Fact]
    public void A_figure_that_cannot_be_read_changes_nothing_and_one_that_is_gone_is_over()
    {
        var meter = new Meter(Meter.Thresholds(MetricKind.Cpu, AtOnce)).Take(new Reading(new Metric(MetricKind.Cpu), 9, 10));

        Assert.Equal(["Warning"], meter.Take().Pass(TimeSpan.FromMinutes(58)).Take().Told);
        Assert.Equal(["Warning", "Cleared"], meter.Pass(TimeSpan.FromMinutes(1)).Take().Told);
        Assert.Empty(meter.State.Metrics);
    }

    [Fact]
    public void A_file_system_that_hangs_stays_what_it_was_and_one_that_is_unmounted_is_over()
    {
        var mounted = new Reading(new Metric(MetricKind.DiskReadOnly, "/var"), 0, null);
        var meter = new Meter(Meter.Thresholds(MetricKind.Disk, AtOnce)).Take(mounted, new Reading(Meter.Disk, 90, 100));

        Assert.Equal(["Warning"], meter.Pass(TimeSpan.FromHours(5)).Take(mounted).Told);
        Assert.Equal(["Warning", "Cleared"], meter.Take(mounted with { Metric = new(MetricKind.DiskReadOnly, "/") }).Told);
    }

    [Fact]
    public void A_share_of_an_unknown_whole_is_not_judged() =>
        Assert.Empty(new Meter(Meter.Thresholds(MetricKind.Memory, AtOnce)).Take(new Reading(new Metric(MetricKind.Memory), 1e12, null)).Told);

    [Fact]
    public void The_load_is_judged_for_each_core()
    {
        var meter = new Meter(Meter.Bounds(new ResourceBound(MetricKind.Load, "load", 2, 4, default, default, null)));

        Assert.Empty(meter.Take(new Reading(new Metric(MetricKind.Load), 7.9, 4)).Told);
        Assert.Equal(["Warning"], meter.Take(new Reading(new Metric(MetricKind.Load), 8, 4)).Told);
    }

    [Fact]
    public void A_kill_for_want_of_memory_is_told_at_once_and_over_after_an_hour_without_another()
    {
        var meter = new Meter(Meter.Bounds(new ResourceBound(MetricKind.OomKills, "oom-kills", null, 1, default, TimeSpan.FromHours(1), null)));
        Meter Killed(double count) => meter.Take(new Reading(new Metric(MetricKind.OomKills), count, null));

        Killed(2);
        Killed(0).Pass(TimeSpan.FromMinutes(50));
        Killed(1);
        Killed(0).Pass(TimeSpan.FromMinutes(58));
        Killed(0);
        Assert.Equal(["Critical"], meter.Told);

        meter.Pass(TimeSpan.FromMinutes(2));
        Killed(0);
        Assert.Equal(["Critical", "Cleared"], meter.Told);
    }

    [Fact]
    public void What_a_reload_takes_out_is_over()
    {
        var meter = new Meter(Meter.Thresholds(MetricKind.Disk, AtOnce)).Read(90);
        meter.Settings = meter.Settings with { Ignore = ["/var"] };

        Assert.Equal(["Warning", "Cleared"], meter.Read(90, 90).Told);
    }

    [Fact]
    public void A_tick_asks_for_a_look_and_is_answered_by_the_next_sample_once()
    {
        var meter = new Meter(Meter.Thresholds(MetricKind.Disk, AtOnce)).Read(90);
        meter.Advance(new ResourceEvent.TickCame());
        Assert.Single(meter.Effects.OfType<ResourceEffect.Read>());

        meter.Read(96, 96);

        var summary = Assert.Single(meter.Effects.OfType<ResourceEffect.Summarise>());
        Assert.Equal(Severity.Critical, Assert.Single(summary.Troubles).Raised);
        Assert.Equal(3, meter.Effects.OfType<ResourceEffect.Store>().Count());
    }

    [Fact]
    public void Whatever_is_read_what_is_told_is_a_change_and_ends_as_it_began() =>
        Gen.Select(Gen.Double[0, 100].Array[1, 60], Gen.Int[0, 4]).Sample((shares, lasting) =>
        {
            var meter = new Meter(Meter.Thresholds(MetricKind.Disk, lasting * Meter.Every)).Read(shares);
            var told = meter.Told.ToList();

            Assert.All(told.Zip(told.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
            Assert.NotEqual("Cleared", told.FirstOrDefault());
            Assert.Equal(meter.State.Troubles.IsEmpty ? "Cleared" : meter.State.Troubles[0].Raised.ToString(), told.LastOrDefault() ?? "Cleared");

            meter.Read([.. Enumerable.Repeat(0d, lasting + 1)]);
            Assert.Empty(meter.State.Troubles);
            Assert.Equal("Cleared", meter.Told.LastOrDefault() ?? "Cleared");
        });
}
