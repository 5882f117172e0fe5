using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Supervision.Core.Journal;

namespace Supervision.Adapters.Storage;

/// <summary>
/// The journal in one SQLite file. One thread owns the connection; what gathered while it waited for the disk is committed
/// together, in the order given, and each entry is answered after its own commit.
/// </summary>
public sealed class SqliteJournal : IJournal
{
    private const int LargestBatch = 256;
    private const int SqliteBusy = 5;

    // Intents and outcomes are few and always taken. Decisions are told again at the next sweep, and must not eat the memory
    // while a disk hangs.
    private const int MostDecisionsWaiting = 4096;

    private readonly SqliteConnection _connection;
    private readonly History _history;
    private readonly TimeProvider _clock;
    private readonly BlockingCollection<Pending> _queue = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastCommit;
    private long _droppedDecisions;
    private int _disposed;

    private SqliteJournal(JournalFile.Opened opened, TimeProvider clock)
    {
        _connection = opened.Connection;
        _history = opened.History;
        _clock = clock;
        Opening = opened.How;
        new Thread(WriteUntilClosed) { IsBackground = true, Name = "journal" }.Start();
    }

    /// <summary>What was there when it was opened.</summary>
    public JournalOpening Opening { get; }

    /// <summary>How long the disk took for the newest commit, fsync included; zero before the first. Set before its entries are
    /// answered.</summary>
    public TimeSpan LastCommit => TimeSpan.FromTicks(Interlocked.Read(ref _lastCommit));

    /// <summary>Decisions that were not written because too many were waiting for the disk.</summary>
    public long DroppedDecisions => Interlocked.Read(ref _droppedDecisions);

    /// <summary>Opens the journal at <paramref name="path"/>, whose directory must exist; reads and checks the whole file.</summary>
    /// <exception cref="JournalUnusableException">It cannot be read or written.</exception>
    public static SqliteJournal Open(string path, TimeProvider clock) => new(new JournalFile(path, clock).Open(), clock);

    /// <summary>What was in the file when it was opened; what this life adds is not part of it.</summary>
    public Task<History> LoadAsync(CancellationToken cancellation) => Task.FromResult(_history);

    public Task<StoreReply> StoreAsync(JournalEntry entry)
    {
        if (entry is JournalEntry.DecisionTaken && _queue.Count >= MostDecisionsWaiting)
        {
            Interlocked.Increment(ref _droppedDecisions);
            return Task.FromResult<StoreReply>(new StoreReply.NotStored("too many entries wait for the disk"));
        }

        var pending = new Pending(entry);
        try
        {
            _queue.Add(pending);
            return pending.Reply;
        }
        catch (InvalidOperationException)
        {
            return Task.FromResult<StoreReply>(new StoreReply.NotStored("the journal is closed"));
        }
    }

    /// <summary>Writes what was given so far, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0) _queue.CompleteAdding();
        await _ended.Task.ConfigureAwait(false);
    }

    private void WriteUntilClosed()
    {
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            List<Pending> batch = [first];
            while (batch.Count < LargestBatch && _queue.TryTake(out var next)) batch.Add(next);
            Write(batch);
        }

        _connection.Dispose();
        _ended.SetResult();
    }

    private void Write(List<Pending> batch)
    {
        try
        {
            Commit(batch);
            Answer(batch, new StoreReply.Stored());
        }
        // One entry too large, or a number taken twice, must not cost its neighbours their place. A lock would keep each waiting in turn.
        catch (Exception cause) when (batch.Count > 1 && IsExpected(cause) && !IsLock(cause))
        {
            foreach (var alone in batch) Write([alone]);
        }
        catch (Exception cause) when (IsExpected(cause))
        {
            Answer(batch, new StoreReply.NotStored(cause.Message));
        }
    }

    private void Commit(List<Pending> batch)
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var pending in batch) JournalRows.Add(_connection, pending.Entry);
        var began = _clock.GetTimestamp();
        transaction.Commit();
        Interlocked.Exchange(ref _lastCommit, _clock.GetElapsedTime(began).Ticks);
    }

    private static bool IsExpected(Exception cause) => cause is SqliteException or InvalidOperationException;

    private static bool IsLock(Exception cause) => cause is SqliteException { SqliteErrorCode: SqliteBusy };

    private static void Answer(List<Pending> batch, StoreReply reply)
    {
        foreach (var pending in batch) pending.Answer(reply);
    }

    private sealed class Pending(JournalEntry entry)
    {
        private readonly TaskCompletionSource<StoreReply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public JournalEntry Entry => entry;

        public Task<StoreReply> Reply => _reply.Task;

        public void Answer(StoreReply reply) => _reply.SetResult(reply);
    }
}
