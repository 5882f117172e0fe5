namespace Supervision.Core.Resources;

/// <summary>Takes up buckets and makes one of them. A gap adds nothing: who was seen once has that value, not a share of it.</summary>
internal sealed class Averaging(DateTimeOffset at)
{
    private readonly Dictionary<int, Sum> _sums = [];
    private int _buckets;
    private DateTimeOffset _first;

    public void Add(Bucket bucket)
    {
        if (_buckets++ == 0)
            _first = bucket.At;
        foreach (var seen in bucket.Averages)
            _sums[seen.Series] =
                _sums.TryGetValue(seen.Series, out var sum) ? sum.With(seen, bucket.At) : Sum.Of(seen, bucket.At);
    }

    /// <summary>The one bucket, at the beginning of its stretch; who is alone stays in its place if
    /// <paramref name="inPlace"/>.</summary>
    public Bucket Bucket(bool inPlace = false) => new(
        inPlace && _buckets == 1 ? _first : at,
        [.. _sums.OrderBy(entry => entry.Key).Select(entry => entry.Value.Average(entry.Key))]);

    private readonly record struct Sum(double Total, double Peak, double? Limit, DateTimeOffset LimitAt, int Count)
    {
        public static Sum Of(Average seen, DateTimeOffset at) => new(seen.Mean * seen.Count, seen.Peak, seen.Limit, at, seen.Count);

        public Sum With(Average seen, DateTimeOffset at) => new(
            Total + (seen.Mean * seen.Count),
            Math.Max(Peak, seen.Peak),
            at >= LimitAt ? seen.Limit : Limit,
            at >= LimitAt ? at : LimitAt,
            Count + seen.Count);

        public Average Average(int series) => new(series, Total / Count, Peak, Limit, Count);
    }
}
