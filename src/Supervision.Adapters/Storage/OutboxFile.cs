using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Supervision.Adapters.Storage;

/// <summary>Opens the file of the outbox, or sets one that is damaged or of a later version aside and begins it anew.</summary>
internal sealed class OutboxFile(string path, TimeProvider clock)
{
    private const int SecondsToWaitForALock = 5;

    /// <returns>The connection, and what was wrong with the file before; null where nothing was.</returns>
    /// <exception cref="SqliteException">It cannot be read or written.</exception>
    /// <exception cref="IOException">The same.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public (SqliteConnection Connection, string? Trouble) Open()
    {
        try
        {
            return (Use(), null);
        }
        catch (NewerJournalException newer)
        {
            return SetAside(string.Create(CultureInfo.InvariantCulture, $"version-{newer.Found}"), newer.Message);
        }
        catch (Exception cause) when (IsDamage(cause))
        {
            return SetAside("damaged", cause.Message);
        }
    }

    /// <summary>The file says something that nobody wrote.</summary>
    public static bool IsDamage(Exception cause) => JournalFile.IsDamage(cause);

    private SqliteConnection Use()
    {
        // SQLite would play the log of a file that is gone into the new one.
        if (!File.Exists(path) && File.Exists(path + "-wal")) throw new InvalidDataException("the file is missing beside its log");

        // Without a pool the file is closed when we say so.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = SecondsToWaitForALock,
        }.ToString());
        try
        {
            connection.Open();
            connection.Run("pragma journal_mode = wal");
            connection.Run("pragma synchronous = full");
            var check = connection.Text("pragma quick_check(1)");
            if (check != "ok") throw new InvalidDataException(check);
            OutboxSchema.Bring(connection);
            OutboxRows.Prune(connection, clock.GetUtcNow());
            OutboxRows.Read(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private (SqliteConnection Connection, string? Trouble) SetAside(string what, string why)
    {
        var stem = $"{path}.{what}-{clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";
        var aside = stem;
        for (var n = 2; File.Exists(aside); n++) aside = string.Create(CultureInfo.InvariantCulture, $"{stem}-{n}");
        foreach (var part in new[] { "", "-wal", "-shm" })
        {
            if (File.Exists(path + part)) File.Move(path + part, aside + part);
        }

        return (Use(), $"{path} was set aside as {aside}, with every message that waited in it: {why}");
    }
}
