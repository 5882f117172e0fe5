using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Supervision.Core.Journal;
using Supervision.Core.Resources;

namespace Supervision.Adapters.Storage;

/// <summary>
/// The samples in one SQLite file of a bounded size, away from the journal: its own file, its own thread, and no fsync for a sample. The
/// file is opened when the first sample comes, and again whenever it could not be written, so that nobody waits for it at the start.
/// </summary>
public sealed class SqliteSamples : ISamples
{
    /// <summary>What a host may use: the file and the log beside it.</summary>
    public const long UsualMostBytes = 60_000_000;

    // A sample is worth no memory while the disk hangs.
    private const int MostWaiting = 16;
    private const int SqliteBusy = 5;

    private readonly string _path;
    private readonly long _mostBytes;
    private readonly TimeProvider _clock;
    private readonly SamplesFile _file;
    private readonly BlockingCollection<Pending> _queue = new(MostWaiting);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SqliteConnection? _connection;
    private MetricNumbers? _numbers;
    private int _disposed;

    /// <param name="path">Its directory must exist.</param>
    /// <param name="mostBytes">For the file and the log beside it together; at least some megabytes.</param>
    /// <param name="clock">What lies ahead of it is not read.</param>
    /// <param name="setAside">Called on the samples' own thread: a file that could not be used lies at the first, because of the second,
    /// and another is begun.</param>
    public SqliteSamples(string path, long mostBytes, TimeProvider clock, Action<string, string> setAside)
    {
        _path = path;

        // Some room is left in the file for what one sample adds before the oldest is dropped.
        var file = mostBytes - SamplesFile.MostLogBytes;
        _mostBytes = file - (file / 16);
        _clock = clock;
        _file = new SamplesFile(path, file, setAside);
        new Thread(WriteUntilClosed) { IsBackground = true, Name = "samples" }.Start();
    }

    public Task<StoreReply> StoreAsync(Sample sample)
    {
        var pending = new Pending(sample);
        try
        {
            return _queue.TryAdd(pending) ? pending.Reply : NotStored("too many samples wait for the disk");
        }
        catch (InvalidOperationException)
        {
            return NotStored("the samples are closed");
        }
    }

    public Task<Recorded<Sample>> ReadAsync(DateTimeOffset since, int most, CancellationToken cancellation) =>
        Task.Run(() => Read(since, most), cancellation);

    /// <summary>Writes what was given so far, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0) _queue.CompleteAdding();
        await _ended.Task.ConfigureAwait(false);
    }

    private void WriteUntilClosed()
    {
        foreach (var pending in _queue.GetConsumingEnumerable())
            pending.Answer(Write(pending.Sample));
        Close();
        _ended.SetResult();
    }

    private StoreReply Write(Sample sample)
    {
        try
        {
            Commit(sample);
            return new StoreReply.Stored();
        }
        catch (Exception cause) when (JournalFile.IsDamage(cause))
        {
            return Failed(cause, () => _file.PutAway(cause));
        }
        catch (Exception cause) when (cause is SqliteException or IOException or UnauthorizedAccessException)
        {
            return Failed(cause);
        }
    }

    private void Commit(Sample sample)
    {
        if (_connection is not null && !File.Exists(_path)) Close(); // Somebody took it away: a new one is begun.
        _connection ??= _file.Open();
        _numbers ??= MetricNumbers.Of(_connection);
        using var transaction = _connection.BeginTransaction();
        SamplePages.Add(_connection, _numbers.Number(_connection, sample));
        SamplePages.Fold(_connection, sample.At);
        SamplePages.Shrink(_connection, _mostBytes);
        _numbers.Forget(_connection, SamplePages.Oldest(_connection) ?? sample.At);
        transaction.Commit();
    }

    private StoreReply.NotStored Failed(Exception cause, Action? afterwards = null)
    {
        // The numbers that were given out in what was rolled back are not in the file.
        _numbers = null;
        if (cause is not SqliteException { SqliteErrorCode: SqliteBusy }) Close();
        try
        {
            afterwards?.Invoke();
        }
        catch (Exception unmoved) when (unmoved is IOException or UnauthorizedAccessException)
        {
            cause = unmoved;
        }

        return new StoreReply.NotStored(cause.Message);
    }

    private void Close()
    {
        _connection?.Dispose();
        (_connection, _numbers) = (null, null);
    }

    private Recorded<Sample> Read(DateTimeOffset since, int most)
    {
        try
        {
            if (!File.Exists(_path)) return new Recorded<Sample>([]);
            using var connection = ReadOnlyDatabase.Open(_path);
            using var transaction = connection.BeginTransaction(deferred: true);
            return new Recorded<Sample>(Read(connection, since, most));
        }
        catch (SqliteException unreadable)
        {
            return new Recorded<Sample>([], $"{_path} cannot be read: {unreadable.Message.TrimEnd('.')}");
        }
        catch (Exception damage) when (JournalFile.IsDamage(damage))
        {
            return new Recorded<Sample>([], $"{_path} is damaged: {damage.Message.TrimEnd('.')}");
        }
    }

    private ImmutableArray<Sample> Read(SqliteConnection connection, DateTimeOffset since, int most)
    {
        var now = _clock.GetUtcNow();
        if (SamplePages.Oldest(connection) is not { } oldest || now < since) return [];
        var from = oldest > since ? oldest : since;
        if (now < from) return [];
        var metrics = MetricNumbers.Named(connection);
        return
        [
            .. Downsampling.Thin(SamplePages.Read(connection, from, now), from, now, most)
                .Select(bucket => new Sample(bucket.At, [.. bucket.Averages.SelectMany(average => Readings(metrics, average))])),
        ];
    }

    private static IEnumerable<Reading> Readings(Dictionary<int, Metric> metrics, Average average) =>
        metrics.TryGetValue(average.Series, out var metric)
            ? [new Reading(metric, average.Mean, average.Limit) { Peak = average.Count > 1 ? average.Peak : null }]
            : [];

    private static Task<StoreReply> NotStored(string why) => Task.FromResult<StoreReply>(new StoreReply.NotStored(why));

    private sealed class Pending(Sample sample)
    {
        private readonly TaskCompletionSource<StoreReply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Sample Sample => sample;

        public Task<StoreReply> Reply => _reply.Task;

        public void Answer(StoreReply reply) => _reply.SetResult(reply);
    }
}
