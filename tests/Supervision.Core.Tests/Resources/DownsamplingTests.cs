using System.Collections.Immutable;
using CsCheck;
using Supervision.Core.Resources;

namespace Supervision.Core.Tests.Resources;

public sealed class DownsamplingTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 7, 30, 0, TimeSpan.Zero);
    private static readonly TimeSpan Five = TimeSpan.FromMinutes(5);

    public static TheoryData<Grain, DateTimeOffset, DateTimeOffset, bool> Ages => new()
    {
        // The hour from 07:00 to 08:00 is a day old at 08:00 of the day after, and not before.
        { Grain.Raw, Monday, Monday.AddDays(1).AddMinutes(30), true },
        { Grain.Raw, Monday, Monday.AddDays(1).AddMinutes(30).AddTicks(-1), false },
        { Grain.FiveMinutes, Monday, Monday.Date(24).AddDays(30), true },
        { Grain.FiveMinutes, Monday, Monday.Date(24).AddDays(30).AddTicks(-1), false },
        { Grain.Hour, Monday, Monday.Date(24).AddDays(365), true },
        { Grain.Hour, Monday, Monday.Date(24).AddDays(365).AddTicks(-1), false },
        { Grain.Raw, Monday, Monday.AddYears(-20), false },
    };

    [Theory]
    [MemberData(nameof(Ages))]
    public void A_stretch_is_due_when_all_of_it_is_old_enough(Grain grain, DateTimeOffset oldest, DateTimeOffset now, bool due) =>
        Assert.Equal(due, Downsampling.Due(grain, oldest, now) is not null);

    [Fact]
    public void What_is_due_is_one_page_of_the_grain_that_it_becomes()
    {
        var later = Monday.AddYears(2);

        Assert.Equal(new Stretch(Monday.AddMinutes(-30), Monday.AddMinutes(30)), Downsampling.Due(Grain.Raw, Monday, later));
        Assert.Equal(new Stretch(Monday.Date(0), Monday.Date(24)), Downsampling.Due(Grain.FiveMinutes, Monday, later));
        Assert.Equal(new Stretch(Monday.Date(0), Monday.Date(24)), Downsampling.Due(Grain.Hour, Monday, later));
    }

    [Fact]
    public void An_average_keeps_the_peak_the_latest_limit_and_how_many_there_were()
    {
        var folded = Downsampling.Fold(
            [Seen(Monday, 10, limit: 100), Seen(Monday.AddSeconds(30), 50, limit: 200), Seen(Monday.AddSeconds(60), 30)], Five);

        var average = Assert.Single(Assert.Single(folded).Averages);
        Assert.Equal(new Average(1, 30, 50, null, 3), average);
        Assert.Equal(200, Downsampling.Fold([Seen(Monday, 10, limit: 100), Seen(Monday.AddSeconds(30), 50, limit: 200)], Five)[0]
            .Averages[0].Limit);
    }

    [Fact]
    public void A_gap_stays_a_gap()
    {
        var folded = Downsampling.Fold([Seen(Monday, 1), Seen(Monday.AddMinutes(16), 2)], Five);

        Assert.Equal([Monday, Monday.AddMinutes(15)], folded.Select(bucket => bucket.At));
    }

    [Fact]
    public void Who_was_seen_in_a_part_of_the_time_has_the_mean_of_that_part()
    {
        var both = new Bucket(Monday, [new Average(1, 4, 4, null, 1), new Average(2, 7, 7, null, 1)]);

        var averages = Downsampling.Fold([both, Seen(Monday.AddSeconds(30), 8)], Five)[0].Averages;

        Assert.Equal([new Average(1, 6, 8, null, 2), new Average(2, 7, 7, null, 1)], averages.AsEnumerable());
    }

    [Fact]
    public void The_mean_and_the_peak_of_a_day_are_the_same_after_both_foldings() => Days.Sample(day =>
    {
        var whole = TimeSpan.FromDays(1);
        var raw = Downsampling.Fold(day, whole);
        var folded = Downsampling.Fold(
            Downsampling.Fold(Downsampling.Fold(day, Grain.FiveMinutes.Width()), Grain.Hour.Width()), whole);

        Assert.Equal(raw.Select(bucket => bucket.At), folded.Select(bucket => bucket.At));
        foreach (var (one, other) in raw.SelectMany(bucket => bucket.Averages).Zip(folded.SelectMany(bucket => bucket.Averages)))
        {
            Assert.Equal((one.Series, one.Peak, one.Count), (other.Series, other.Peak, other.Count));
            Assert.Equal(one.Mean, other.Mean, Math.Abs(one.Mean) * 1e-12);
        }
    });

    [Fact]
    public void The_order_in_which_samples_come_does_not_matter() => Days.Sample(day =>
        Assert.Equal(
            Downsampling.Fold(day, Five).SelectMany(bucket => bucket.Averages).Select(Known),
            Downsampling.Fold(day.Reverse(), Five).SelectMany(bucket => bucket.Averages).Select(Known)));

    [Fact]
    public void No_more_than_was_asked_for_is_given_and_no_value_is_lost() =>
        Gen.Select(Days, Gen.Int[1, 200]).Sample((day, most) =>
        {
            var thinned = Downsampling.Thin(day, Monday, Monday.AddDays(2), most);

            Assert.True(thinned.Length <= most, $"{thinned.Length} where {most} were asked for");
            Assert.Equal(day.Sum(bucket => bucket.Averages.Length), thinned.Sum(bucket => bucket.Averages.Sum(average => average.Count)));
        });

    [Fact]
    public void What_lies_outside_is_left_out()
    {
        Bucket[] day = [Seen(Monday.AddTicks(-1), 1), Seen(Monday, 2), Seen(Monday.AddHours(1), 3), Seen(Monday.AddHours(1).AddTicks(1), 4)];

        var thinned = Downsampling.Thin(day, Monday, Monday.AddHours(1), 10);

        Assert.Equal([2, 3], thinned.Select(bucket => bucket.Averages[0].Mean));
    }

    [Fact]
    public void What_is_alone_in_its_stretch_keeps_its_instant() =>
        Assert.Equal(Monday.AddSeconds(17), Downsampling.Thin([Seen(Monday.AddSeconds(17), 1)], Monday, Monday.AddHours(1), 2)[0].At);

    private static Gen<Bucket[]> Days => Gen.Select(Gen.Int[0, 86_399], Gen.Int[1, 5], Gen.Double[-1e6, 1e12]).Array[0, 300].Select(seen =>
        seen.DistinctBy(one => one.Item1)
            .OrderBy(one => one.Item1)
            .Select(one => new Bucket(Monday.AddSeconds(one.Item1), [new Average(one.Item2, one.Item3, one.Item3, 5, 1)]))
            .ToArray());

    // A sum is not the same to the last bit in another order.
    private static (int Series, float Mean, double Peak, int Count) Known(Average average) =>
        (average.Series, (float)average.Mean, average.Peak, average.Count);

    private static Bucket Seen(DateTimeOffset at, double value, double? limit = null) => new(at, [new Average(1, value, value, limit, 1)]);
}

internal static class Dates
{
    /// <summary>So many hours into the day, in UTC.</summary>
    public static DateTimeOffset Date(this DateTimeOffset at, int hours) => new DateTimeOffset(at.UtcDateTime.Date, TimeSpan.Zero).AddHours(hours);
}
