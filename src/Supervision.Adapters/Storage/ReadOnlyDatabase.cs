using Microsoft.Data.Sqlite;

namespace Supervision.Adapters.Storage;

/// <summary>A database that somebody else writes.</summary>
internal static class ReadOnlyDatabase
{
    // Whoever asks is a person, or waits for one: better told that it cannot be read now than kept waiting.
    private const int SecondsToWaitForALock = 1;

    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
            DefaultTimeout = SecondsToWaitForALock,
        }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
