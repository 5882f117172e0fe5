using Microsoft.Data.Sqlite;

namespace Supervision.Adapters.Storage;

/// <summary>The tables of the outbox; the steps are those of <see cref="JournalSchema"/>.</summary>
internal static class OutboxSchema
{
    private static readonly string[] Steps =
    [
        """
        create table messages (
          id           integer primary key autoincrement,  -- autoincrement: no number comes back when its row is pruned
          channel      text    not null,
          topic        text    not null,
          severity     text    not null,
          event        text    not null,
          subject      text    not null,
          text         text    not null,
          html         text,
          at           text    not null,           -- when it was decided
          tries        integer not null default 0,
          not_before   text    not null,
          state        text    not null default 'waiting',
          ended_at     text,
          note         text                        -- the newest words of the other side, or why it was not taken
        );
        create index messages_waiting on messages (id) where state = 'waiting';
        create index messages_ended on messages (ended_at) where state <> 'waiting';
        create table told (
          topic        text    primary key,
          severity     text    not null,
          channels     text    not null,           -- JSON array of those who know of it
          since        text    not null,
          last         text    not null
        );
        """,
    ];

    public static int Version => Steps.Length;

    /// <exception cref="NewerJournalException">A later version of the program wrote it.</exception>
    public static void Bring(SqliteConnection connection)
    {
        var found = connection.Number("pragma user_version");
        if (found > Version) throw new NewerJournalException(found, Version);
        if (found == Version) return;

        using var transaction = connection.BeginTransaction();
        foreach (var step in Steps.Skip((int)found)) connection.Run(step);
        // A pragma takes no parameters.
        connection.Run($"pragma user_version = {Version}");
        transaction.Commit();
    }
}
