using Microsoft.Data.Sqlite;
using Supervision.Adapters.Storage;
using Supervision.Core.Journal;
using Supervision.Core.Resources;

namespace Supervision.Adapters.Tests.Storage;

public sealed class SqliteSamplesTests : IDisposable
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
    private static readonly Metric Cpu = new(MetricKind.Cpu);
    private static readonly Metric Srv = new(MetricKind.Disk, "/srv/şube");

    private readonly TemporaryDirectory _directory = new();
    private readonly List<string> _told = [];

    private string Path => _directory.File("samples.db");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_was_stored_is_read_back_as_it_was()
    {
        var sample = Taken(Monday, (Cpu, 1.5, 4), (Srv, 1 << 20, 1 << 30));
        await using var samples = Open(Monday.AddHours(1));

        Assert.IsType<StoreReply.Stored>(await samples.StoreAsync(sample));

        var read = Assert.Single((await samples.ReadAsync(Monday.AddHours(-1), 100, CancellationToken.None)).Found);
        Assert.Equal(sample.At, read.At);
        Assert.Equal(sample.Readings.AsEnumerable(), read.Readings);
    }

    [Fact]
    public async Task Another_life_goes_on_with_the_file()
    {
        await using (var samples = Open(Monday)) await samples.StoreAsync(Taken(Monday, (Srv, 1, null)));
        await using var next = Open(Monday.AddMinutes(1));
        await next.StoreAsync(Taken(Monday.AddSeconds(30), (Cpu, 3, null), (Srv, 2, null)));

        var read = await next.ReadAsync(Monday, 100, CancellationToken.None);

        Assert.Equal([[Srv], [Srv, Cpu]], read.Found.Select(sample => sample.Readings.Select(reading => reading.Metric)));
        Assert.Equal(1, Count("select count(*) from metrics where kind = 'disk'"));
        Assert.Empty(_told);
    }

    [Fact]
    public async Task What_is_no_number_and_what_lies_ahead_is_left_out()
    {
        await using var samples = Open(Monday);
        await samples.StoreAsync(Taken(Monday, (Cpu, double.NaN, 4), (Srv, 1, double.PositiveInfinity)));
        await samples.StoreAsync(Taken(Monday.AddYears(50), (Cpu, 1, null)));

        var read = Assert.Single((await samples.ReadAsync(DateTimeOffset.MinValue, 100, CancellationToken.None)).Found);

        Assert.Equal([new Reading(Srv, 1, null)], read.Readings.AsEnumerable());
    }

    [Fact]
    public async Task Nothing_older_than_its_age_remains_and_no_mean_changes()
    {
        var (days, every) = (34, TimeSpan.FromMinutes(2));
        var end = Monday.AddDays(days);
        await using var samples = Open(end);
        var values = new List<(DateTimeOffset At, double Value)>();
        var random = new Random(5);
        for (var at = Monday; at < end; at += every)
        {
            // Two hours of every day are a gap.
            if (at.Hour is 3 or 4) continue;
            values.Add((at, random.NextDouble() * 8));
            await samples.StoreAsync(Taken(at, (Cpu, values[^1].Value, 8)));
        }

        Assert.InRange(Oldest("raw"), end.AddHours(-25), end.AddHours(-24));
        Assert.InRange(Oldest("five_minutes"), end.AddDays(-31), end.AddDays(-30));
        Assert.Equal(Monday, Oldest("hours"));
        var read = (await samples.ReadAsync(Monday, 100_000, CancellationToken.None)).Found;
        Assert.DoesNotContain(read, sample => sample.At.Hour is 3 or 4);
        foreach (var day in values.GroupBy(value => value.At.Date))
        {
            var kept = read.Where(sample => sample.At.Date == day.Key).ToList();
            var perBucket = kept.Select(sample => (sample.Readings[0].Value, Weight: Weight(sample, end))).ToList();
            Assert.Equal(day.Average(value => value.Value), perBucket.Sum(one => one.Value * one.Weight) / perBucket.Sum(one => one.Weight), 0.001);
            Assert.Equal(day.Max(value => value.Value), kept.Max(sample => sample.Readings[0].Peak ?? sample.Readings[0].Value), 0.001);
        }
    }

    [Fact]
    public async Task Hours_older_than_a_year_are_dropped()
    {
        await using var samples = Open(Monday.AddDays(400));
        for (var at = Monday; at < Monday.AddDays(400); at += TimeSpan.FromMinutes(30)) await samples.StoreAsync(Taken(at, (Cpu, 1, 8)));

        Assert.InRange(Oldest("hours"), Monday.AddDays(400 - 366), Monday.AddDays(400 - 365));
        Assert.InRange(Count("select count(*) from hours"), 335, 337);
    }

    [Fact]
    public async Task A_fold_meets_a_page_that_is_there_already_where_the_clock_was_set_back()
    {
        await using var samples = Open(Monday.AddDays(3));
        await samples.StoreAsync(Taken(Monday, (Cpu, 1, 8)));
        await samples.StoreAsync(Taken(Monday.AddDays(2), (Cpu, 0, 8)));
        await samples.StoreAsync(Taken(Monday.AddMinutes(1), (Cpu, 3, 8)));
        await samples.StoreAsync(Taken(Monday.AddDays(2).AddMinutes(1), (Cpu, 0, 8)));

        var first = (await samples.ReadAsync(Monday, 100_000, CancellationToken.None)).Found[0];

        Assert.Equal((2.0, 3.0), (first.Readings[0].Value, first.Readings[0].Peak));
    }

    [Theory]
    [InlineData(50, 1)]
    [InlineData(600, 1)]
    [InlineData(3000, 60)]
    public async Task The_file_never_grows_beyond_its_bound_whatever_is_put_into_it(int metrics, int minutes)
    {
        const long Bound = 6_000_000;
        var random = new Random(7);
        var end = Monday.AddDays(3);
        await using var samples = Open(end, Bound);
        for (var at = end.AddMinutes(-1200 * minutes); at < end; at = at.AddMinutes(minutes))
        {
            var readings = Enumerable.Range(0, metrics).Select(n => (new Metric(MetricKind.Disk, $"/{n}"), random.NextDouble(), (double?)1));
            Assert.IsType<StoreReply.Stored>(await samples.StoreAsync(Taken(at, [.. readings])));
            Assert.InRange(new FileInfo(Path).Length + new FileInfo(Path + "-wal").Length, 0, Bound);
        }

        // The newest is what is kept.
        var read = (await samples.ReadAsync(end.AddMinutes(-minutes), 10, CancellationToken.None)).Found;
        Assert.Equal(metrics, Assert.Single(read).Readings.Length);
        Assert.Empty(_told);
    }

    [Fact]
    public async Task Names_that_change_all_the_time_are_left_out_at_last_and_forgotten_with_the_last_that_is_about_them()
    {
        await using var samples = Open(Monday.AddDays(500));
        await samples.StoreAsync(Taken(Monday, [.. Enumerable.Range(0, 10_001).Select(n => (new Metric(MetricKind.Disk, $"/{n}"), 1.0, (double?)null))]));
        Assert.Equal(10_000, Count("select count(*) from metrics"));

        for (var n = 0; n < 4; n++) await samples.StoreAsync(Taken(Monday.AddDays(500).AddSeconds(n * 30), (Cpu, 1, null)));

        Assert.Equal(1, Count("select count(*) from metrics"));
    }

    [Fact]
    public async Task The_longest_course_has_no_more_points_than_were_asked_for()
    {
        await using var samples = Open(Monday.AddDays(2));
        for (var at = Monday; at < Monday.AddDays(2); at = at.AddMinutes(1)) await samples.StoreAsync(Taken(at, (Cpu, 1, 8)));

        Assert.InRange((await samples.ReadAsync(Monday, 60, CancellationToken.None)).Found.Length, 55, 60);
    }

    [Fact]
    public async Task Before_the_first_sample_there_is_nothing_to_read()
    {
        await using var samples = Open(Monday);

        var read = await samples.ReadAsync(Monday, 10, CancellationToken.None);

        Assert.Equal((true, null), (read.Found.IsEmpty, read.Unread));
    }

    [Fact]
    public async Task What_comes_after_the_end_is_not_stored()
    {
        var samples = Open(Monday);
        await samples.DisposeAsync();
        await samples.DisposeAsync();

        Assert.IsType<StoreReply.NotStored>(await samples.StoreAsync(Taken(Monday, (Cpu, 1, null))));
    }

    private SqliteSamples Open(DateTimeOffset now, long mostBytes = SqliteSamples.UsualMostBytes) => new(
        Path, mostBytes, new ClockAt(now), (path, _) => _told.Add(path));

    private static Sample Taken(DateTimeOffset at, params (Metric Metric, double Value, double? Limit)[] readings) =>
        new(at, [.. readings.Select(one => new Reading(one.Metric, one.Value, one.Limit))]);

    // As many as were taken in the time that the average goes over.
    private static double Weight(Sample sample, DateTimeOffset end) => sample.Readings[0].Peak is null ? 1
        : sample.At < end.Date.AddDays(-30) ? 30
        : sample.At.Minute % 10 == 0 ? 3 : 2;

    private DateTimeOffset Oldest(string table) => DateTimeOffset.FromUnixTimeMilliseconds(Count($"select min(at) from {table}"));

#pragma warning disable CA2100 // The statements are constants of this file.
    private long Count(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
#pragma warning restore CA2100
}
