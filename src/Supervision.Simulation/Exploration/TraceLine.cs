using System.Globalization;
using Supervision.Core.Journal;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration;

/// <summary>What happened, in one line: since when, the host's clock, what.</summary>
public static class TraceLine
{
    public static string Of(Happening happened) =>
        string.Create(CultureInfo.InvariantCulture, $"{happened.Elapsed:c} {happened.At:yyyy-MM-dd HH:mm:ss.fff}  {What(happened)}");

    private static string What(Happening happened) => happened switch
    {
        Happening.Struck struck => $"FAULT {struck.Fault}",
        Happening.UnitChanged { Status: var unit } changed =>
            $"unit {changed.Service} {unit.Activity} ({unit.SubState}, {unit.Result}){(changed.Works ? "" : ", does not work")}",
        Happening.DaemonBegan began => $"life {began.Life} begins",
        Happening.DaemonReady => "the daemon is ready",
        Happening.DaemonDied died => $"the daemon died: {died.Why}",
        Happening.HostChanged host => host.Up ? "the host is up" : "the host goes down",
        Happening.Stored stored => $"stored {Entry(stored.Entry)}",
        Happening.NotStored not => $"NOT STORED ({not.Why}) {Entry(not.Entry)}",
        Happening.RunStarted started => $"START {started.Run} of {string.Join(", ", started.Units)}",
        Happening.RunRefused refused => $"refused {refused.Run}: {refused.Why}",
        Happening.RunEnded ended => $"end of {ended.Run}: {ended.Outcome.Result}, {ended.Outcome.Evidence}",
        Happening.Logged logged => $"log {logged.Line}",
        Happening.SystemLogged logged => $"system log {logged.Line}",
        Happening.Sent { Message: var message } sent =>
            $"{(sent.Taken ? "sent" : "not taken")} {message.Id.Number} by {message.Channel}: {message.Subject}",
        Happening.Unhandled unhandled => $"UNHANDLED {unhandled.What}",
        Happening.Failed failed => $"FAILED {failed.What}",
        _ => happened.ToString(),
    };

    private static string Entry(JournalEntry entry) => entry switch
    {
        JournalEntry.IntentTaken { Intent: var intent } =>
            $"intent of {intent.Run} ({intent.Step}) for {string.Join(", ", intent.Members)}, root {intent.Root}: {intent.Reason}",
        JournalEntry.RunClosed closed =>
            $"end of {closed.Run}: {closed.Outcome.Result}{(closed.Refunded ? ", refunded" : "")}: {closed.Outcome.Evidence}",
        JournalEntry.IncidentOpened opened => $"{opened.Incident} opened, root {opened.Root}: {opened.Evidence}",
        JournalEntry.IncidentClosed closed => $"{closed.Incident} closed, {closed.How}",
        JournalEntry.DecisionTaken { Decision: var decision } =>
            $"decision {decision.Choice} {decision.Incident} {decision.Service}: {decision.Reason}: {decision.Evidence} "
            + $"({decision.BudgetUsed}/{decision.BudgetRuns})",
        JournalEntry.TicksSeen ticks => string.Create(CultureInfo.InvariantCulture, $"ticks seen up to {ticks.UpTo:O}"),
        _ => entry.ToString(),
    };
}
