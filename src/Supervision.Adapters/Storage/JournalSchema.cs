using Microsoft.Data.Sqlite;

namespace Supervision.Adapters.Storage;

/// <summary>
/// The tables, and how those of an earlier version become today's. Step n leads from version n to n + 1 (<c>PRAGMA user_version</c>);
/// a step that was ever released is never edited.
/// </summary>
internal static class JournalSchema
{
    // No STRICT and no generated columns: the shell of Debian 11 is to read this too.
    private static readonly string[] Steps =
    [
        """
        create table runs (
          id           integer primary key,
          incident     integer not null,
          boot_id      text    not null,
          at           text    not null,           -- when it was decided
          monotonic_us integer not null,           -- the same instant on the kernel's monotonic clock
          unit         text    not null,
          root         text    not null,
          members      text    not null,           -- JSON array of the services that were down
          reason       text    not null,
          ended_at     text,                       -- null: no outcome was recorded
          result       text,
          exit_status  integer,
          invocation   text,
          evidence     text,
          refunded     integer not null default 0  -- 1: nothing ran, the budget was given its charge back
        );
        create table incidents (
          id           integer primary key,
          opened_at    text    not null,
          root         text    not null,
          evidence     text    not null,
          closed_at    text,
          members      text,
          how          text
        );
        create table decisions (
          id           integer primary key,
          at           text    not null,
          incident     integer,
          choice       text    not null,
          reason       text    not null,
          evidence     text    not null,
          budget_used  integer not null,
          budget_runs  integer not null
        );
        create table budget_resets (
          at           text    not null,
          "by"         text    not null,
          last_run     integer not null            -- runs up to this one no longer count, whatever the clock said
        );
        """,
        """
        create table budget_forfeits (
          at           text    not null,           -- the whole budget counts as spent for one window from here
          boot_id      text    not null,
          monotonic_us integer not null,
          why          text    not null,
          freed        integer not null default 0  -- 1: a person freed the budget since
        );
        create table ticks_seen (
          id           integer primary key check (id = 1),
          up_to        text    not null            -- every tick up to here was dealt with
        );
        """,
        """
        alter table runs add column step          text    not null default 'backend';
        alter table runs add column invocations   text    not null default '[]';  -- the lives of the members' units, in the same order
        alter table runs add column as_script     integer not null default 0;     -- 1: backend.sh by the daemon itself, no unit of PID 1's
        alter table decisions add column service       text;                      -- null: about all of them
        alter table decisions add column rule_key      text;                      -- the line of the configuration that it rests on
        alter table decisions add column rule_value    text;
        alter table decisions add column rule_origin   text;
        alter table decisions add column budget_before integer;                   -- null: an earlier version did not say
        create table holds (
          id           integer primary key,
          service      text,                       -- null: all of them
          from_at      text    not null,
          until        text    not null,
          reason       text    not null,
          "by"         text    not null,
          ended_at     text,                       -- null: nobody has noted its end
          ended_by     text                        -- empty: its time was over
        );
        create table proven_probes (
          probe        text    not null,
          question     text    not null,           -- as it was asked when it passed
          at           text    not null,
          primary key (probe, question)
        );
        create index decisions_by_incident on decisions (incident);
        create index runs_by_incident on runs (incident);
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
