using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Storage;

/// <summary>Reads decisions and incidents back out of their tables.</summary>
internal static class RecordsReader
{
    // The incidents that a service was part of: by their own rows once they are over, before that by what was decided and done.
    private const string Decided = """
        select at, incident, choice, reason, evidence, budget_used, budget_runs, coalesce(budget_before, budget_used),
               service, rule_key, coalesce(rule_value, ''), coalesce(rule_origin, '')
        from decisions
        where ($incident is null or incident = $incident)
          and ($service is null or service = $service or incident in (
            select id from incidents where root = $service
            union select incidents.id from incidents, json_each(incidents.members) as member where member.value = $service
            union select runs.incident from runs, json_each(runs.members) as member where member.value = $service
            union select incident from decisions where service = $service and choice in ('open-incident', 'join-incident')))
        order by id desc limit $most
        """;

    private const string Occurred = """
        select id, opened_at, root, evidence, closed_at, coalesce(members, '[]'), coalesce(how, '')
        from incidents where closed_at is null or closed_at >= $since
        order by id desc limit $most
        """;

    private const string Ran = """
        select id, incident, boot_id, at, monotonic_us, unit, root, members, reason, step, invocations, as_script,
               ended_at, result, exit_status, coalesce(invocation, ''), coalesce(evidence, ''), refunded
        from runs where incident = $incident order by id
        """;

    // Of one that is not over: the root, and whoever joined or was in a run.
    private const string Joined = """
        select service from decisions where incident = $incident and choice in ('open-incident', 'join-incident') and service is not null
        order by id
        """;

    public static ImmutableArray<Decision> Decisions(SqliteConnection connection, ServiceName? service, IncidentId? incident, int most) =>
        [.. connection.All(Decided, Decision, ("$service", service?.Text), ("$incident", incident?.Number), ("$most", most))];

    public static ImmutableArray<RecordedIncident> Incidents(SqliteConnection connection, DateTimeOffset since, int most)
    {
        // One state of the file for all of them.
        using var transaction = connection.BeginTransaction(deferred: true);
        return [.. connection
            .All(Occurred, Incident, ("$since", since.Text()), ("$most", most))
            .Select(incident => Completed(connection, incident))];
    }

    private static RecordedIncident Completed(SqliteConnection connection, RecordedIncident incident)
    {
        var runs = connection.All(Ran, Run, ("$incident", incident.Incident.Number)).ToImmutableArray();
        if (incident.ClosedAt is not null)
            return incident with { Runs = runs };

        var joined = connection.All(Joined, row => new ServiceName(row.GetString(0)), ("$incident", incident.Incident.Number));
        return incident with
        {
            Runs = runs,
            Members = [.. joined.Prepend(incident.Root).Concat(runs.SelectMany(run => run.Intent.Members)).Distinct()],
        };
    }

    private static Decision Decision(SqliteDataReader row) => new(
        row.GetString(0).ToInstant(),
        row.IsDBNull(1) ? null : new IncidentId(row.GetInt64(1)),
        row.GetString(2).ToChoice(),
        row.GetString(3),
        row.GetString(4),
        row.GetInt32(5),
        row.GetInt32(6))
    {
        BudgetBefore = row.GetInt32(7),
        Service = row.IsDBNull(8) ? null : new ServiceName(row.GetString(8)),
        Rule = row.IsDBNull(9) ? null : new Rule(row.GetString(9), row.GetString(10), row.GetString(11)),
    };

    private static RecordedIncident Incident(SqliteDataReader row) => new(
        new IncidentId(row.GetInt64(0)),
        row.GetString(1).ToInstant(),
        new ServiceName(row.GetString(2)),
        row.GetString(3),
        row.IsDBNull(4) ? null : row.GetString(4).ToInstant(),
        row.GetString(5).ToMembers(),
        row.GetString(6),
        []);

    private static RecordedRun Run(SqliteDataReader row) => new(
        HistoryReader.Intent(row),
        row.IsDBNull(12) ? null : row.GetString(12).ToInstant(),
        row.IsDBNull(13) ? null : new RunOutcome(
            row.GetString(13).ToResult(), row.IsDBNull(14) ? null : row.GetInt32(14), row.GetString(15), row.GetString(16)),
        row.GetInt64(17) != 0);
}
