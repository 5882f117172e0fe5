using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Supervision.Adapters.Linux;
using Supervision.Core;
using Supervision.Core.Journal;

namespace Supervision.Adapters.Storage;

/// <summary>Opens the file of the journal: finds it whole, begins it, or sets one that is damaged or of a later version aside and begins
/// it anew.</summary>
/// <remarks>
/// A new file is made complete under another name and then renamed, so that an empty or half-made file under the real name can only be
/// damage. The same holds for a write-ahead log without its file: SQLite would play it into the new one.
/// </remarks>
internal sealed class JournalFile(string path, TimeProvider clock)
{
    // Somebody with a shell may hold the lock for a moment; longer than this the entry is reported as not stored.
    private const int SecondsToWaitForALock = 5;

    private const int SqliteError = 1;
    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;

    public sealed record Opened(SqliteConnection Connection, JournalOpening How, History History);

    /// <exception cref="JournalUnusableException">It cannot be read or written.</exception>
    public Opened Open()
    {
        try
        {
            return Parts().Any(File.Exists) ? OpenFound() : Begin(First());
        }
        catch (Exception cause) when (cause is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new JournalUnusableException(
                $"{path} cannot be opened: {cause.Message.TrimEnd('.')}. " +
                "It needs a directory that this user owns, on a disk with room; no recovery run is started without it.", cause);
        }
    }

    private Opened OpenFound()
    {
        try
        {
            return Use(new JournalOpening.Found());
        }
        catch (NewerJournalException newer)
        {
            return Begin(SetAside(string.Create(CultureInfo.InvariantCulture, $"version-{newer.Found}"), newer.Message));
        }
        catch (Exception cause) when (IsDamage(cause))
        {
            return Begin(SetAside("damaged", cause.Message));
        }
    }

    // A death between setting one aside and beginning the next must not look like a first start.
    private JournalOpening First() => Earlier().FirstOrDefault() is { } earlier
        ? new JournalOpening.SetAside(earlier, "it was set aside before, and no other was begun")
        : new JournalOpening.Fresh();

    private IEnumerable<string> Earlier()
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
        var name = Path.GetFileName(path);
        return Directory.EnumerateFiles(directory, name + ".damaged-*").Concat(Directory.EnumerateFiles(directory, name + ".version-*"));
    }

    /// <summary>The file says something that nobody wrote.</summary>
    public static bool IsDamage(Exception cause) => cause switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteError or SqliteCorrupt or SqliteNotADatabase,
        InvalidDataException or FormatException or JsonException or InvalidCastException => true,
        _ => false,
    };

    private Opened Use(JournalOpening how)
    {
        if (!File.Exists(path) || new FileInfo(path).Length == 0) throw new InvalidDataException("the file is empty or missing");

        var connection = Connect(path, SqliteOpenMode.ReadWrite);
        try
        {
            var check = connection.Text("pragma quick_check(1)");
            if (check != "ok") throw new InvalidDataException(check);
            if (connection.Number("pragma user_version") == 0) throw new InvalidDataException("it is not a journal");
            JournalSchema.Bring(connection);
            JournalBounds.Prune(connection, clock.GetUtcNow());
            return new Opened(connection, how, HistoryReader.Read(connection));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private Opened Begin(JournalOpening how)
    {
        var draft = path + ".new";
        foreach (var leftover in Parts(draft)) File.Delete(leftover);
        using (var connection = Connect(draft, SqliteOpenMode.ReadWriteCreate))
        {
            JournalSchema.Bring(connection);
            if (how is JournalOpening.SetAside aside) JournalRows.Add(connection, new JournalEntry.BudgetForfeited(Forfeit(aside)));
        }

        File.Move(draft, path);
        SyncDirectory();
        return Use(how);
    }

    // What was charged is in a file that nobody can read: it counts as spent.
    private Forfeit Forfeit(JournalOpening.SetAside aside)
    {
        var now = clock.Moment();
        return new Forfeit(now.Wall, BootId.Read(), now.Elapsed, aside.Why);
    }

    private static SqliteConnection Connect(string file, SqliteOpenMode mode)
    {
        // Without a pool the file is closed when we say so.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = SecondsToWaitForALock,
        }.ToString());
        try
        {
            connection.Open();
            connection.Run("pragma journal_mode = wal");
            connection.Run("pragma synchronous = full");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private JournalOpening.SetAside SetAside(string what, string why)
    {
        var stem = $"{path}.{what}-{clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";
        var aside = stem;
        for (var n = 2; Parts(aside).Any(File.Exists); n++) aside = $"{stem}-{n}";
        // Log and index go with it under matching names: what the shell can still recover, it recovers with both.
        foreach (var (from, to) in Parts().Zip(Parts(aside)))
        {
            if (File.Exists(from)) File.Move(from, to);
        }

        return new JournalOpening.SetAside(aside, why);
    }

    private string[] Parts() => Parts(path);

    private static string[] Parts(string file) => [file, file + "-wal", file + "-shm"];

    private void SyncDirectory()
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
        var handle = Syscalls.Open(directory, Syscalls.Directory | Syscalls.CloseOnExec, 0);
        if (handle < 0) throw new IOException($"{directory}: {Syscalls.LastError()}");
        try
        {
            if (Syscalls.Sync(handle) != 0) throw new IOException($"{directory}: {Syscalls.LastError()}");
        }
        finally
        {
            _ = Syscalls.Close(handle);
        }
    }
}
