using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Supervision.Core.Journal;
using Supervision.Core.Notifications;

namespace Supervision.Adapters.Storage;

/// <summary>
/// The outbox in one SQLite file of its own, so that however much waits in it, the journal does not wait for it. One thread owns the
/// connection; see <see cref="SqliteJournal"/>.
/// </summary>
public sealed class SqliteOutbox : IOutbox
{
    private const int LargestBatch = 256;
    private static readonly TimeSpan BetweenPrunings = TimeSpan.FromDays(1);

    private readonly SqliteConnection _connection;
    private readonly TimeProvider _clock;
    private readonly BlockingCollection<Pending> _queue = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _pruned;
    private int _disposed;

    internal SqliteOutbox(SqliteConnection connection, TimeProvider clock)
    {
        (_connection, _clock, _pruned) = (connection, clock, clock.GetUtcNow());
        new Thread(WriteUntilClosed) { IsBackground = true, Name = "outbox" }.Start();
    }

    /// <summary>What is in the file, with everything that was stored before this call.</summary>
    /// <exception cref="SqliteException">It cannot be read any more.</exception>
    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public Task<OutboxHistory> LoadAsync(CancellationToken cancellation)
    {
        var pending = new Pending(null);
        return TryAdd(pending)
            ? pending.History.WaitAsync(cancellation)
            : Task.FromException<OutboxHistory>(new ObjectDisposedException(nameof(SqliteOutbox)));
    }

    public Task<StoreReply> StoreAsync(OutboxEntry entry)
    {
        var pending = new Pending(entry);
        return TryAdd(pending) ? pending.Reply : Task.FromResult<StoreReply>(new StoreReply.NotStored("the outbox is closed"));
    }

    /// <summary>Writes what was given so far, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0) _queue.CompleteAdding();
        await _ended.Task.ConfigureAwait(false);
    }

    private bool TryAdd(Pending pending)
    {
        try
        {
            _queue.Add(pending);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private void WriteUntilClosed()
    {
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            if (first.Entry is null)
            {
                Load(first);
                continue;
            }

            List<Pending> batch = [first];
            Pending? load = null;
            while (load is null && batch.Count < LargestBatch && _queue.TryTake(out var next))
            {
                if (next.Entry is null) load = next;
                else batch.Add(next);
            }

            Write(batch);
            if (load is not null) Load(load);
        }

        _connection.Dispose();
        _ended.SetResult();
    }

    private void Load(Pending pending)
    {
        try
        {
            pending.Answer(OutboxRows.Read(_connection));
        }
        catch (Exception cause) when (IsExpected(cause) || OutboxFile.IsDamage(cause))
        {
            pending.Fail(cause);
        }
    }

    private void Write(List<Pending> batch)
    {
        try
        {
            Commit(batch);
            foreach (var pending in batch) pending.Answer(new StoreReply.Stored());
        }
        // One entry that cannot be must not cost its neighbours their place.
        catch (Exception cause) when (batch.Count > 1 && IsExpected(cause))
        {
            foreach (var alone in batch) Write([alone]);
        }
        catch (Exception cause) when (IsExpected(cause))
        {
            batch[0].Answer(new StoreReply.NotStored(cause.Message));
        }
    }

    private void Commit(List<Pending> batch)
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var pending in batch) OutboxRows.Add(_connection, pending.Entry!);
        var now = _clock.GetUtcNow();
        if (now - _pruned > BetweenPrunings)
        {
            OutboxRows.Prune(_connection, now);
            _pruned = now;
        }

        transaction.Commit();
    }

    private static bool IsExpected(Exception cause) => cause is SqliteException or InvalidOperationException;

    private sealed class Pending(OutboxEntry? entry)
    {
        private readonly TaskCompletionSource<StoreReply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<OutboxHistory> _history = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Null for who wants to read.</summary>
        public OutboxEntry? Entry => entry;

        public Task<StoreReply> Reply => _reply.Task;

        public Task<OutboxHistory> History => _history.Task;

        public void Answer(StoreReply reply) => _reply.SetResult(reply);

        public void Answer(OutboxHistory history) => _history.SetResult(history);

        public void Fail(Exception cause) => _history.SetException(cause);
    }
}
