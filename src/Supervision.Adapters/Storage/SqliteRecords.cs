using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Storage;

/// <summary>
/// Reads the journal's file for people, on read-only connections of its own: in a write-ahead log a reader sees what was committed when it
/// began, and neither waits for the writer nor makes it wait.
/// </summary>
/// <remarks>Each question opens the file anew, so that a journal that was set aside or came late is found. It costs a
/// millisecond.</remarks>
public sealed class SqliteRecords(string path) : IRecords
{
    public Task<Recorded<Decision>> DecisionsAsync(
        ServiceName? service, IncidentId? incident, int most, CancellationToken cancellation) =>
        AskAsync(connection => RecordsReader.Decisions(connection, service, incident, most), cancellation);

    public Task<Recorded<RecordedIncident>> IncidentsAsync(DateTimeOffset since, int most, CancellationToken cancellation) =>
        AskAsync(connection => RecordsReader.Incidents(connection, since, most), cancellation);

    // SQLite reads on the thread that asks, which is to be nobody's but ours.
    private Task<Recorded<T>> AskAsync<T>(Func<SqliteConnection, ImmutableArray<T>> read, CancellationToken cancellation) =>
        Task.Run(() => Ask(read), cancellation);

    private Recorded<T> Ask<T>(Func<SqliteConnection, ImmutableArray<T>> read)
    {
        try
        {
            using var connection = ReadOnlyDatabase.Open(path);
            return new Recorded<T>(read(connection));
        }
        catch (SqliteException unreadable)
        {
            return new Recorded<T>([], $"the journal {path} cannot be read: {unreadable.Message.TrimEnd('.')}");
        }
        catch (Exception damage) when (JournalFile.IsDamage(damage))
        {
            return new Recorded<T>([], $"the journal {path} is damaged: {damage.Message.TrimEnd('.')}. The next start sets it aside");
        }
    }
}
