using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Supervision.Core.Journal;
using Supervision.Core.Notifications;

namespace Supervision.Adapters.Storage;

/// <summary>
/// The outbox in one SQLite file, away from the journal, so that ten thousand messages never stand in a decision's way. One thread owns the
/// connection; what gathered while it waited for the disk is committed together, in the order given. A file that cannot be opened is tried
/// again with each entry.
/// </summary>
public sealed class SqliteOutbox : IOutbox
{
    private const int LargestBatch = 256;

    // More than the notifier ever has under way; beyond it the disk hangs.
    private const int MostWaiting = 20_000;

    private readonly BlockingCollection<Job> _queue = new(MostWaiting);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly OutboxFile _file;
    private readonly TimeProvider _clock;
    private SqliteConnection? _connection;
    private int _disposed;

    /// <param name="path">Its directory must exist.</param>
    /// <param name="setAside">Is told where a file that could not be used lies now, and why it could not.</param>
    public SqliteOutbox(string path, TimeProvider clock, Action<string, string> setAside)
    {
        (_file, _clock) = (new OutboxFile(path, clock, setAside), clock);
        new Thread(WorkUntilClosed) { IsBackground = true, Name = "outbox" }.Start();
    }

    /// <exception cref="IOException">It cannot be read; in the disk's own words.</exception>
    public Task<OutboxHistory> LoadAsync(CancellationToken cancellation)
    {
        var load = new Job.Load();
        return TryAdd(load) ? load.Reply.Task.WaitAsync(cancellation) : throw new IOException("the outbox is closed");
    }

    public Task<StoreReply> StoreAsync(OutboxEntry entry)
    {
        var store = new Job.Store(entry);
        return TryAdd(store) ? store.Reply.Task : Task.FromResult<StoreReply>(new StoreReply.NotStored("too many entries wait for the disk"));
    }

    /// <summary>Writes what was given so far, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            _queue.CompleteAdding();
        await _ended.Task.ConfigureAwait(false);
    }

    private bool TryAdd(Job job)
    {
        try
        {
            return _queue.TryAdd(job);
        }
        catch (InvalidOperationException)
        {
            return false; // It is being closed.
        }
    }

    private void WorkUntilClosed()
    {
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            List<Job.Store> batch = [];
            for (var job = first; job is not null; job = batch.Count < LargestBatch && _queue.TryTake(out var next) ? next : null)
            {
                if (job is Job.Store store)
                {
                    batch.Add(store);
                    continue;
                }

                Write(batch);
                batch.Clear();
                Load((Job.Load)job);
            }

            Write(batch);
        }

        _connection?.Dispose();
        _ended.SetResult();
    }

    private void Load(Job.Load load)
    {
        try
        {
            var connection = _connection ??= _file.Open();
            OutboxRows.Prune(connection, _clock.GetUtcNow());
            load.Reply.SetResult(OutboxRows.Read(connection));
        }
        catch (Exception cause) when (IsExpected(cause))
        {
            Close();
            load.Reply.SetException(new IOException(cause.Message, cause));
        }
    }

    private void Write(List<Job.Store> batch)
    {
        if (batch.Count == 0)
            return;
        try
        {
            Commit(batch);
            Answer(batch, new StoreReply.Stored());
        }
        catch (Exception cause) when (batch.Count > 1 && IsExpected(cause))
        {
            // One bad entry must not cost its neighbours their place.
            foreach (var alone in batch)
                Write([alone]);
        }
        catch (Exception cause) when (IsExpected(cause))
        {
            Close();
            Answer(batch, new StoreReply.NotStored(cause.Message));
        }
    }

    private void Commit(List<Job.Store> batch)
    {
        var connection = _connection ??= _file.Open();
        using var transaction = connection.BeginTransaction();
        foreach (var store in batch)
            OutboxRows.Add(connection, store.Entry);
        transaction.Commit();
    }

    // Whatever is wrong with it is looked at again when it is opened for the next entry.
    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }

    private static bool IsExpected(Exception cause) => JournalFile.IsDamage(cause)
        || cause is SqliteException or IOException or UnauthorizedAccessException or InvalidOperationException;

    private static void Answer(List<Job.Store> batch, StoreReply reply)
    {
        foreach (var store in batch)
            store.Reply.SetResult(reply);
    }

    private abstract record Job
    {
        public sealed record Load : Job
        {
            public TaskCompletionSource<OutboxHistory> Reply { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        public sealed record Store(OutboxEntry Entry) : Job
        {
            public TaskCompletionSource<StoreReply> Reply { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
