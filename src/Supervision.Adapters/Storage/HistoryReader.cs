using System.Globalization;
using Microsoft.Data.Sqlite;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Storage;

/// <summary>Reads what earlier lives left behind.</summary>
internal static class HistoryReader
{
    public const int MostRuns = 1000;

    // A reset frees by number, not by date: the clock may have been set back in between.
    private static readonly string Charged = string.Create(CultureInfo.InvariantCulture, $"""
        select id, at, ended_at, members from (
          select * from runs
          where not refunded and id > (select coalesce(max(last_run), 0) from budget_resets)
          order by id desc limit {MostRuns}
        ) order by id
        """);

    private const string Open = """
        select id, incident, boot_id, at, monotonic_us, unit, root, members, reason
        from runs where ended_at is null order by id
        """;

    // An incident whose own row found no room on the disk may still be named by others.
    private const string LastIncident = """
        select max(coalesce((select max(id) from incidents), 0), coalesce((select max(incident) from runs), 0),
                   coalesce((select max(incident) from decisions), 0))
        """;

    public static History Read(SqliteConnection connection) => new(
        [.. connection.All(Charged, ChargedRun)],
        [.. connection.All(Open, Intent)],
        connection.Number("select max(id) from runs"),
        connection.Number(LastIncident));

    private static ChargedRun ChargedRun(SqliteDataReader row) => new(
        new RunId(row.GetInt64(0)),
        row.GetString(1).ToInstant(),
        row.IsDBNull(2) ? null : row.GetString(2).ToInstant(),
        row.GetString(3).ToMembers());

    private static RunIntent Intent(SqliteDataReader row) => new(
        new RunId(row.GetInt64(0)),
        new IncidentId(row.GetInt64(1)),
        row.GetString(2),
        row.GetString(3).ToInstant(),
        TimeSpan.FromMicroseconds(row.GetInt64(4)),
        new UnitName(row.GetString(5)),
        new ServiceName(row.GetString(6)),
        row.GetString(7).ToMembers(),
        row.GetString(8));
}
