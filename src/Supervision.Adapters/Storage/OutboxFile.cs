using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Supervision.Adapters.Storage;

/// <summary>Opens the file of the outbox: finds it whole, begins it, or puts one that is damaged or of a later version aside and begins it
/// anew. What was in that one is sent by nobody any more.</summary>
internal sealed class OutboxFile(string path, TimeProvider clock, Action<string, string> setAside)
{
    private const int Version = 1;

    private const int SecondsToWaitForALock = 5;

    private const string Tables = """
        create table messages (
          id         integer primary key,
          channel    text    not null,
          topic      text    not null,
          severity   text    not null,
          event      text    not null,
          subject    text    not null,
          text       text    not null,
          html       text,
          at         text    not null,           -- when it was decided
          tries      integer not null default 0, -- so many have failed
          not_before text    not null,
          state      text    not null,           -- waiting, delivered, given-up
          ended_at   text,
          words      text    not null default '' -- of the other side, or why it was given up
        );
        create index messages_waiting on messages (id) where state = 'waiting';
        create index messages_ended on messages (ended_at) where ended_at is not null;
        create table told (                      -- topics that are not over, and who knows of them
          topic    text primary key,
          severity text not null,
          channels text not null,                -- one on each line
          since    text not null,
          last     text not null
        ) without rowid;
        create table counters (name text primary key, value integer not null) without rowid;
        insert into counters values ('last-message', 0);
        """;

    /// <exception cref="SqliteException">It cannot be read or written.</exception>
    /// <exception cref="IOException">Likewise.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public SqliteConnection Open()
    {
        try
        {
            return Use();
        }
        catch (NewerOutboxException newer)
        {
            PutAside(string.Create(CultureInfo.InvariantCulture, $"version-{newer.Found}"), newer.Message);
        }
        catch (Exception cause) when (JournalFile.IsDamage(cause))
        {
            PutAside("damaged", cause.Message);
        }

        return Use();
    }

    private SqliteConnection Use()
    {
        // A log without its file would be played into the new one.
        var fresh = !File.Exists(path);
        if (fresh && Parts(path).FirstOrDefault(File.Exists) is { } part)
            throw new InvalidDataException($"there is {part} without it");
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
            Prepare(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Prepare(SqliteConnection connection)
    {
        if (connection.Text("pragma quick_check(1)") is var check and not "ok")
            throw new InvalidDataException(check);
        var found = connection.Number("pragma user_version");
        if (found > Version)
            throw new NewerOutboxException(found);
        connection.Run("pragma journal_mode = wal");
        connection.Run("pragma synchronous = full");
        if (found == Version)
            return;
        using var transaction = connection.BeginTransaction();
        connection.Run(Tables);
        connection.Run($"pragma user_version = {Version}");
        transaction.Commit();
    }

    private void PutAside(string what, string why)
    {
        var stem = $"{path}.{what}-{clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";
        var aside = stem;
        for (var n = 2; Parts(aside).Any(File.Exists); n++)
            aside = $"{stem}-{n}";
        foreach (var (from, to) in Parts(path).Zip(Parts(aside)))
        {
            if (File.Exists(from))
                File.Move(from, to);
        }

        setAside(aside, why);
    }

    private static string[] Parts(string file) => [file, file + "-wal", file + "-shm"];

    private sealed class NewerOutboxException(long found)
        : Exception($"it has version {found} and this program knows version {Version}: a later healthcheck wrote it")
    {
        public long Found => found;
    }
}
