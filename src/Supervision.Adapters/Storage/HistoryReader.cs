using System.Globalization;
using Microsoft.Data.Sqlite;
using Supervision.Core.Holds;
using Supervision.Core.Journal;
using Supervision.Core.Probes;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Storage;

/// <summary>Reads what earlier lives left behind.</summary>
internal static class HistoryReader
{
    // A reset frees by number, not by date: the clock may have been set back in between.
    private static readonly string Charged = string.Create(CultureInfo.InvariantCulture, $"""
        select id, at, boot_id, monotonic_us, ended_at, case result when 'never-started' then '[]' else members end, step, invocations
        from (
          select * from runs
          where not refunded and id > (select coalesce(max(last_run), 0) from budget_resets)
          order by id desc limit {Recollection.MostRuns}
        ) order by id
        """);

    private const string Open = """
        select id, incident, boot_id, at, monotonic_us, unit, root, members, reason, step, invocations, as_script
        from runs where ended_at is null order by id
        """;

    private const string Holds = """
        select id, service, from_at, until, reason, "by" from holds where ended_at is null order by id
        """;

    // An incident whose own row found no room on the disk may still be named by others.
    private const string LastIncident = """
        select max(coalesce((select max(id) from incidents), 0), coalesce((select max(incident) from runs), 0),
                   coalesce((select max(incident) from decisions), 0))
        """;

    private const string Forfeits = """
        select at, boot_id, monotonic_us, why from budget_forfeits where not freed order by rowid desc limit 1
        """;

    // An incident that was left open by a life before the last was closed by the one after it, or found no room for that on the disk.
    private const string Left = """
        select newest.id, opened_at, newest.root,
          (select max(id) from runs where incident = newest.id and ended_at is not null and not refunded and result != 'never-started'),
          coalesce(over.members, json_array(newest.root))
        from (select * from incidents order by id desc limit 1) newest
        left join runs over on over.id = (select max(id) from runs where incident = newest.id and ended_at is not null)
        where closed_at is null
        """;

    public static History Read(SqliteConnection connection) => new(
        [.. connection.All(Charged, ChargedRun)],
        [.. connection.All(Open, Intent)],
        connection.Number("select max(id) from runs"),
        connection.Number(LastIncident))
    {
        Forfeit = connection.All(Forfeits, Forfeit).FirstOrDefault(),
        Left = connection.All(Left, LeftIncident).FirstOrDefault(),
        Holds = [.. connection.All(Holds, Hold)],
        LastHold = connection.Number("select max(id) from holds"),
        Proven = [.. connection.All(
            "select probe, question from proven_probes", row => new ProvenProbe(row.GetString(0), row.GetString(1)))],
        TicksSeen = connection.All("select up_to from ticks_seen", row => (DateTimeOffset?)row.GetString(0).ToInstant()).FirstOrDefault(),
    };

    private static Forfeit Forfeit(SqliteDataReader row) =>
        new(row.GetString(0).ToInstant(), row.GetString(1), TimeSpan.FromMicroseconds(row.GetInt64(2)), row.GetString(3));

    private static LeftIncident LeftIncident(SqliteDataReader row) => new(
        new IncidentId(row.GetInt64(0)),
        row.GetString(1).ToInstant(),
        new ServiceName(row.GetString(2)),
        row.IsDBNull(3) ? null : new RunId(row.GetInt64(3)),
        row.GetString(4).ToMembers());

    private static ChargedRun ChargedRun(SqliteDataReader row) => new(
        new RunId(row.GetInt64(0)),
        row.GetString(1).ToInstant(),
        row.GetString(2),
        TimeSpan.FromMicroseconds(row.GetInt64(3)),
        row.IsDBNull(4) ? null : row.GetString(4).ToInstant(),
        row.GetString(5).ToMembers())
    {
        Step = row.GetString(6).ToStep(),
        Invocations = row.GetString(7).ToTexts(),
    };

    /// <summary>From the columns as <see cref="Open"/> has them.</summary>
    public static RunIntent Intent(SqliteDataReader row) => new(
        new RunId(row.GetInt64(0)),
        new IncidentId(row.GetInt64(1)),
        row.GetString(2),
        row.GetString(3).ToInstant(),
        TimeSpan.FromMicroseconds(row.GetInt64(4)),
        new UnitName(row.GetString(5)),
        new ServiceName(row.GetString(6)),
        row.GetString(7).ToMembers(),
        row.GetString(8))
    {
        Step = row.GetString(9).ToStep(),
        Invocations = row.GetString(10).ToTexts(),
        AsScript = row.GetInt64(11) != 0,
    };

    private static Hold Hold(SqliteDataReader row) => new(
        new HoldId(row.GetInt64(0)),
        row.IsDBNull(1) ? null : new ServiceName(row.GetString(1)),
        row.GetString(2).ToInstant(),
        row.GetString(3).ToInstant(),
        row.GetString(4),
        row.GetString(5));
}
