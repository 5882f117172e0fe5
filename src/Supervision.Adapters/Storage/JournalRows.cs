using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Supervision.Core.Holds;
using Supervision.Core.Journal;

namespace Supervision.Adapters.Storage;

/// <summary>Puts one entry into its table.</summary>
internal static class JournalRows
{
    /// <exception cref="SqliteException">The disk, or a number that is taken.</exception>
    /// <exception cref="InvalidOperationException">It ends something whose beginning is not here.</exception>
    public static void Add(SqliteConnection connection, JournalEntry entry)
    {
        switch (entry)
        {
            case JournalEntry.IntentTaken taken: Add(connection, taken.Intent); break;
            case JournalEntry.RunClosed closed: Add(connection, closed); break;
            case JournalEntry.IncidentOpened opened: Add(connection, opened); break;
            case JournalEntry.IncidentClosed closed: Add(connection, closed); break;
            case JournalEntry.BudgetReset reset: Add(connection, reset); break;
            case JournalEntry.BudgetForfeited forfeited: Add(connection, forfeited.Forfeit); break;
            case JournalEntry.TicksSeen seen: Add(connection, seen); break;
            case JournalEntry.HoldBegun begun: Add(connection, begun.Hold); break;
            case JournalEntry.HoldEnded ended: Add(connection, ended); break;
            case JournalEntry.ProbeProven proven: Add(connection, proven); break;
            case JournalEntry.DecisionTaken taken: Add(connection, taken.Decision); break;
            default: throw new UnreachableException($"no table for {entry}");
        }
    }

    private static void Add(SqliteConnection connection, RunIntent intent) => connection.Run(
        """
        insert into runs (id, incident, boot_id, at, monotonic_us, unit, root, members, reason, step, invocations, as_script)
        values ($id, $incident, $boot, $at, $monotonic, $unit, $root, $members, $reason, $step, $invocations, $script)
        """,
        ("$id", intent.Run.Number), ("$incident", intent.Incident.Number), ("$boot", intent.BootId), ("$at", intent.At.Text()),
        ("$monotonic", intent.Monotonic.Microseconds()), ("$unit", intent.Unit.Text), ("$root", intent.Root.Text),
        ("$members", intent.Members.Text()), ("$reason", intent.Reason), ("$step", intent.Step.Text()),
        ("$invocations", intent.Invocations.Text()), ("$script", intent.AsScript ? 1 : 0));

    private static void Add(SqliteConnection connection, JournalEntry.RunClosed closed)
    {
        var changed = connection.Run(
            """
            update runs set ended_at = $at, result = $result, exit_status = $exit, invocation = $invocation,
              evidence = $evidence, refunded = $refunded where id = $id
            """,
            ("$id", closed.Run.Number), ("$at", closed.At.Text()), ("$result", closed.Outcome.Result.Text()),
            ("$exit", closed.Outcome.ExitStatus), ("$invocation", closed.Outcome.Invocation), ("$evidence", closed.Outcome.Evidence),
            ("$refunded", closed.Refunded ? 1 : 0));
        if (changed == 0) throw new InvalidOperationException($"{closed.Run} has no intent in the journal");
    }

    private static void Add(SqliteConnection connection, JournalEntry.IncidentOpened opened) => connection.Run(
        "insert into incidents (id, opened_at, root, evidence) values ($id, $at, $root, $evidence)",
        ("$id", opened.Incident.Number), ("$at", opened.At.Text()), ("$root", opened.Root.Text), ("$evidence", opened.Evidence));

    private static void Add(SqliteConnection connection, JournalEntry.IncidentClosed closed)
    {
        var changed = connection.Run(
            "update incidents set closed_at = $at, members = $members, how = $how, root = coalesce($root, root) where id = $id",
            ("$id", closed.Incident.Number), ("$root", closed.Root?.Text), ("$at", closed.At.Text()),
            ("$members", closed.Members.Text()), ("$how", closed.How));
        if (changed == 0) throw new InvalidOperationException($"{closed.Incident} was never opened in the journal");
    }

    private static void Add(SqliteConnection connection, JournalEntry.BudgetReset reset) => connection.Run(
        """
        insert into budget_resets (at, "by", last_run) values ($at, $by, (select coalesce(max(id), 0) from runs));
        update budget_forfeits set freed = 1
        """,
        ("$at", reset.At.Text()), ("$by", reset.By));

    private static void Add(SqliteConnection connection, JournalEntry.TicksSeen seen) =>
        connection.Run("replace into ticks_seen (id, up_to) values (1, $at)", ("$at", seen.UpTo.Text()));

    private static void Add(SqliteConnection connection, Forfeit forfeit) => connection.Run(
        "insert into budget_forfeits (at, boot_id, monotonic_us, why) values ($at, $boot, $monotonic, $why)",
        ("$at", forfeit.At.Text()), ("$boot", forfeit.BootId), ("$monotonic", forfeit.Monotonic.Microseconds()), ("$why", forfeit.Why));

    private static void Add(SqliteConnection connection, Hold hold) => connection.Run(
        """
        insert into holds (id, service, from_at, until, reason, "by") values ($id, $service, $from, $until, $reason, $by)
        """,
        ("$id", hold.Id.Number), ("$service", hold.Service?.Text), ("$from", hold.From.Text()), ("$until", hold.Until.Text()),
        ("$reason", hold.Reason), ("$by", hold.By));

    private static void Add(SqliteConnection connection, JournalEntry.HoldEnded ended)
    {
        var changed = connection.Run(
            "update holds set ended_at = $at, ended_by = $by where id = $id",
            ("$id", ended.Hold.Number), ("$at", ended.At.Text()), ("$by", ended.By));
        if (changed == 0) throw new InvalidOperationException($"{ended.Hold} was never begun in the journal");
    }

    private static void Add(SqliteConnection connection, JournalEntry.ProbeProven proven) => connection.Run(
        "replace into proven_probes (probe, question, at) values ($probe, $question, $at)",
        ("$probe", proven.Probe.Probe), ("$question", proven.Probe.Question), ("$at", proven.At.Text()));

    private static void Add(SqliteConnection connection, Decision decision)
    {
        connection.Run(
            """
            insert into decisions (at, incident, choice, reason, evidence, budget_before, budget_used, budget_runs,
                                   service, rule_key, rule_value, rule_origin)
            values ($at, $incident, $choice, $reason, $evidence, $before, $used, $runs, $service, $key, $value, $origin)
            """,
            ("$at", decision.At.Text()), ("$incident", decision.Incident?.Number), ("$choice", decision.Choice.Text()),
            ("$reason", decision.Reason), ("$evidence", decision.Evidence), ("$before", decision.BudgetBefore),
            ("$used", decision.BudgetUsed), ("$runs", decision.BudgetRuns), ("$service", decision.Service?.Text),
            ("$key", decision.Rule?.Key), ("$value", decision.Rule?.Value), ("$origin", decision.Rule?.Origin));
        JournalBounds.PruneDecisions(connection, newest: connection.Number("select last_insert_rowid()"));
    }
}
