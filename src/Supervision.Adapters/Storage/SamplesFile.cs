using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Supervision.Adapters.Storage;

/// <summary>Opens the file of the samples: finds it whole, begins it, or puts one that is damaged or of a later version
/// out of the way.</summary>
/// <remarks>
/// Samples are worth less than the journal: a half-made file may be thrown away, the loss of power may cost the last minutes, and of the
/// files that were set aside only the latest of its kind stays, so that a bad disk is not filled with copies.
/// </remarks>
internal sealed class SamplesFile(string path, long mostBytes, Action<string, string> setAside)
{
    /// <summary>How large the log beside the file becomes: what it is played back at, and as much again for the largest sample and for
    /// what is written while somebody reads.</summary>
    public const long MostLogBytes = 4L * LogPages * PageBytes;

    private const int Version = 1;
    private const int PageBytes = 4096;
    private const int LogPages = 250;

    private const int SecondsToWaitForALock = 1;

    // Rows with a number as their key: SQLite fills the pages of a long blob to the last byte then, and not in a table without rowids.
    private const string Tables = """
        create table metrics (
          id      integer primary key,
          kind    text    not null,
          subject text    not null,           -- of which there are several: the mount point, the interface, the unit
          seen    integer not null,           -- when a sample had it last: milliseconds since 1970
          unique (kind, subject)
        );
        create table raw          (at integer primary key, page blob not null);  -- one sample; at: milliseconds since 1970
        create table five_minutes (at integer primary key, page blob not null);  -- an hour of averages over five minutes
        create table hours        (at integer primary key, page blob not null);  -- a day of averages over an hour
        """;

    // In one life the whole file is read once, unless something was found wrong with it.
    private bool _checked;

    /// <exception cref="SqliteException">It cannot be read or written.</exception>
    /// <exception cref="IOException">Likewise.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public SqliteConnection Open()
    {
        try
        {
            return Use();
        }
        catch (NewerSamplesException newer)
        {
            PutAway(string.Create(CultureInfo.InvariantCulture, $"version-{newer.Found}"), newer.Message);
        }
        catch (Exception cause) when (JournalFile.IsDamage(cause))
        {
            PutAway("damaged", cause.Message);
        }

        return Use();
    }

    /// <summary>It turned out to be damaged while it was in use.</summary>
    public void PutAway(Exception damage) => PutAway("damaged", damage.Message);

    private SqliteConnection Use()
    {
        // A log without its file would be played into the new one.
        var fresh = !File.Exists(path);
        if (fresh && Parts(path).FirstOrDefault(File.Exists) is { } part) throw new InvalidDataException($"there is {part} without it");

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

    private void Prepare(SqliteConnection connection)
    {
        if (!_checked && connection.Text("pragma quick_check(1)") is var check and not "ok") throw new InvalidDataException(check);
        var found = connection.Number("pragma user_version");
        if (found > Version) throw new NewerSamplesException(found);
        connection.Run("pragma journal_mode = wal");
        connection.Run("pragma synchronous = normal");
        connection.Run($"pragma wal_autocheckpoint = {LogPages}");
        connection.Run($"pragma journal_size_limit = {LogPages * PageBytes}");
        connection.Run($"pragma max_page_count = {mostBytes / PageBytes}");
        if (found == 0)
        {
            using var transaction = connection.BeginTransaction();
            connection.Run(Tables);
            connection.Run($"pragma user_version = {Version}");
            transaction.Commit();
        }

        _checked = true;
    }

    private void PutAway(string what, string why)
    {
        _checked = false;
        var aside = $"{path}.{what}";
        foreach (var (from, to) in Parts(path).Zip(Parts(aside)))
        {
            if (File.Exists(from)) File.Move(from, to, overwrite: true);
            else File.Delete(to);
        }

        setAside(aside, why);
    }

    private static string[] Parts(string file) => [file, file + "-wal", file + "-shm"];

    private sealed class NewerSamplesException(long found)
        : Exception($"it has version {found} and this program knows version {Version}: a later healthcheck wrote it")
    {
        public long Found => found;
    }
}
