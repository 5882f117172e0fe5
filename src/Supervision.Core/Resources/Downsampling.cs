using System.Collections.Immutable;

namespace Supervision.Core.Resources;

/// <summary>
/// What becomes of samples as they grow old: raw for a day, averages over five minutes for a month, averages over an hour for a year.
/// <para>Intuition: a diary that is copied out. Yesterday's page is written out in fair copy, with a line for every five minutes; last
/// month's into one with a line for every hour; and the pages of a year ago are thrown away. What was never written stays blank.</para>
/// <para>Every average carries how many values it rests on, so that an average of averages is that of the values.</para>
/// </summary>
public static class Downsampling
{
    /// <summary>The oldest stretch of <paramref name="grain"/> that is to be folded into the next grain, or dropped where there is none;
    /// null while nothing is old enough. A page of the next grain is written when all of it is.</summary>
    /// <param name="oldest">The oldest instant that is kept in this grain.</param>
    public static Stretch? Due(Grain grain, DateTimeOffset oldest, DateTimeOffset now)
    {
        var page = (grain.Next() ?? grain).Page();
        var from = Floor(oldest, page);
        return now - (from + page) >= grain.Kept() ? new Stretch(from, from + page) : null;
    }

    /// <summary>Averages over stretches of <paramref name="width"/>, oldest first. Stretches in which nothing was seen are
    /// absent.</summary>
    public static ImmutableArray<Bucket> Fold(IEnumerable<Bucket> finer, TimeSpan width)
    {
        var coarser = new SortedDictionary<DateTimeOffset, Averaging>();
        foreach (var bucket in finer)
            Of(coarser, Floor(bucket.At, width)).Add(bucket);
        return [.. coarser.Values.Select(one => one.Bucket())];
    }

    /// <summary>The same over at most <paramref name="most"/> stretches between two instants; what is alone in its stretch keeps its own
    /// instant. What lies outside is left out.</summary>
    public static ImmutableArray<Bucket> Thin(IEnumerable<Bucket> buckets, DateTimeOffset from, DateTimeOffset until, int most)
    {
        var width = Math.Max(1, ((until - from).Ticks / most) + 1);
        var thinned = new SortedDictionary<DateTimeOffset, Averaging>();
        foreach (var bucket in buckets.Where(bucket => bucket.At >= from && bucket.At <= until))
            Of(thinned, from.AddTicks((bucket.At - from).Ticks / width * width)).Add(bucket);
        return [.. thinned.Values.Select(one => one.Bucket(inPlace: true))];
    }

    /// <summary>The beginning of the stretch in which the instant lies; stretches count from midnight in UTC.</summary>
    public static DateTimeOffset Floor(DateTimeOffset at, TimeSpan width) =>
        new(at.UtcTicks - (at.UtcTicks % width.Ticks), TimeSpan.Zero);

    private static Averaging Of(SortedDictionary<DateTimeOffset, Averaging> stretches, DateTimeOffset at)
    {
        if (!stretches.TryGetValue(at, out var averaging))
            stretches.Add(at, averaging = new Averaging(at));
        return averaging;
    }
}

/// <summary>A stretch of time.</summary>
/// <param name="Until">The first instant after it.</param>
public readonly record struct Stretch(DateTimeOffset From, DateTimeOffset Until);
