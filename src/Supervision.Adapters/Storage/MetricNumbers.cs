using Microsoft.Data.Sqlite;
using Supervision.Core.Resources;

namespace Supervision.Adapters.Storage;

/// <summary>The numbers by which the file knows the metrics. They belong to one open file.</summary>
internal sealed class MetricNumbers
{
    /// <summary>No host is described by more; what comes beyond is left out, so that names which change all the time fill no
    /// disk.</summary>
    public const int Most = 10_000;

    // How exactly it is known when a metric was seen last.
    private static readonly TimeSpan Noted = TimeSpan.FromDays(1);

    private readonly Dictionary<Metric, (int Number, DateTimeOffset Seen)> _known;

    private MetricNumbers(Dictionary<Metric, (int, DateTimeOffset)> known) => _known = known;

    public static MetricNumbers Of(SqliteConnection connection) => new(
        connection.All("select id, kind, subject, seen from metrics", Row)
            .Where(row => row.Metric is not null)
            .ToDictionary(row => row.Metric!.Value, row => (row.Number, row.Seen)));

    /// <summary>The metrics by their numbers. What another version wrote and this one does not know is left out.</summary>
    public static Dictionary<int, Metric> Named(SqliteConnection connection) =>
        connection.All("select id, kind, subject, seen from metrics", Row)
            .Where(row => row.Metric is not null)
            .ToDictionary(row => row.Number, row => row.Metric!.Value);

    /// <summary>The sample by numbers; a new metric gets one.</summary>
    public Bucket Number(SqliteConnection connection, Sample sample)
    {
        var averages = new SortedDictionary<int, Average>();
        foreach (var reading in sample.Readings.Where(reading => double.IsFinite(reading.Value)))
        {
            if (Find(connection, reading.Metric, sample.At) is not { } series) continue;
            var limit = reading.Limit is { } most && double.IsFinite(most) ? reading.Limit : null;
            averages[series] = new Average(series, reading.Value, reading.Value, limit, Count: 1);
        }

        return new Bucket(sample.At, [.. averages.Values]);
    }

    /// <summary>Forgets the metrics that nothing in the file is about any more.</summary>
    /// <param name="oldest">The beginning of what is in the file.</param>
    public void Forget(SqliteConnection connection, DateTimeOffset oldest)
    {
        foreach (var metric in _known.Where(entry => entry.Value.Seen + Noted < oldest).Select(entry => entry.Key).ToList())
        {
            connection.Run("delete from metrics where id = $id", ("$id", _known[metric].Number));
            _known.Remove(metric);
        }
    }

    private int? Find(SqliteConnection connection, Metric metric, DateTimeOffset at)
    {
        if (!_known.TryGetValue(metric, out var known))
        {
            if (_known.Count >= Most) return null;
            connection.Run(
                "insert into metrics (kind, subject, seen) values ($kind, $subject, $seen)",
                ("$kind", MetricWords.Of(metric.Kind)), ("$subject", metric.Subject), ("$seen", at.ToUnixTimeMilliseconds()));
            known = ((int)connection.Number("select last_insert_rowid()"), at);
            _known[metric] = known;
        }
        else if (at - known.Seen >= Noted)
        {
            connection.Run("update metrics set seen = $seen where id = $id", ("$seen", at.ToUnixTimeMilliseconds()), ("$id", known.Number));
            _known[metric] = known with { Seen = at };
        }

        return known.Number;
    }

    private static (int Number, Metric? Metric, DateTimeOffset Seen) Row(SqliteDataReader row) => (
        row.GetInt32(0),
        MetricWords.Kind(row.GetString(1)) is { } kind ? new Metric(kind, row.GetString(2)) : null,
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)));
}
