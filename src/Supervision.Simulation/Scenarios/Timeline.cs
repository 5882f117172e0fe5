using System.Collections.Immutable;
using System.Globalization;
using Supervision.Core.Journal;
using Supervision.Core.Services;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Scenarios;

/// <summary>What happened in a world as lines for people: when, what, and of decisions why and what was left of the budget.</summary>
public static class Timeline
{
    /// <summary>In order, without what only tells the same again.</summary>
    /// <param name="zone">In which the host's clock is shown.</param>
    /// <param name="log">With the lines of <c>service_monitor.log</c>, which tell much of it again.</param>
    public static IEnumerable<TimelineLine> Of(IEnumerable<Happening> happened, TimeZoneInfo zone, bool log)
    {
        var seen = new Dictionary<ServiceName, string>();
        return
        [
            .. happened.Where(happening => log || happening is not Happening.Logged)
                .Select(happening => (Happening: happening, Said: Say(happening, seen)))
                .Where(one => one.Said.Text.Length > 0)
                .Select(one => new TimelineLine(TimeZoneInfo.ConvertTime(one.Happening.At, zone), one.Said.Kind, one.Said.Text)),
        ];
    }

    private static (string Kind, string Text) Say(Happening happening, Dictionary<ServiceName, string> seen) => happening switch
    {
        Happening.Struck struck => ("fault", struck.Fault.ToString()),
        Happening.UnitChanged changed => ("unit", Say(changed, seen)),
        Happening.DaemonBegan began => ("daemon", string.Create(CultureInfo.InvariantCulture, $"begins life {began.Life}")),
        Happening.DaemonReady => ("daemon", "is ready"),
        Happening.DaemonDied died => ("daemon", $"dies: {died.Why}"),
        Happening.HostChanged host => ("host", host.Up ? "comes up" : "goes down"),
        Happening.Stored { Entry: JournalEntry.DecisionTaken { Decision: var decision } } => ("decides", Say(decision)),
        Happening.NotStored lost => ("disk", $"{lost.Entry.GetType().Name} is not written: {lost.Why}"),
        Happening.RunStarted run => ("run", $"{run.Run} begins: {string.Join(", ", run.Units)}"),
        Happening.RunRefused run => ("run", $"{run.Run} is refused: {run.Why}"),
        Happening.RunEnded run => ("run", $"{run.Run} is over: {run.Outcome.Result}, {run.Outcome.Evidence}"),
        Happening.Logged logged => ("log", logged.Line),
        Happening.Sent sent => ("tells", $"{sent.Message.Channel}{(sent.Taken ? "" : " (not taken)")}: {sent.Message.Subject}"),
        Happening.Unhandled unhandled => ("bug", unhandled.What),
        Happening.Failed failed => ("bug", failed.What),
        _ => ("", ""),
    };

    // Only what an onlooker would call a change.
    private static string Say(Happening.UnitChanged changed, Dictionary<ServiceName, string> seen)
    {
        var unit = changed.Status.IsUmbrella && !changed.Status.Parts.IsEmpty ? changed.Status.Parts[0] : changed.Status;
        var state = unit.Activity == UnitActivity.Active
            ? changed.Works ? "works" : "runs and does not work"
            : $"is {unit.Activity.ToString().ToLowerInvariant()} ({(unit.Activity == UnitActivity.Activating ? unit.SubState : unit.Result)})";
        if (unit.Load != UnitLoad.Loaded) state += $", {unit.Load.ToString().ToLowerInvariant()}";
        if (seen.GetValueOrDefault(changed.Service) == state) return "";
        seen[changed.Service] = state;
        return $"{changed.Service} {state}";
    }

    private static string Say(Decision decision)
    {
        var evidence = decision.Evidence.Length == 0 ? "" : $": {decision.Evidence}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Words(decision.Choice)}: {decision.Reason}{evidence} (budget {decision.BudgetUsed}/{decision.BudgetRuns})");
    }

    private static string Words(Choice choice) => choice switch
    {
        Choice.OpenIncident => "an incident",
        Choice.JoinIncident => "part of the incident",
        Choice.LeaveIncident => "no more part of it",
        Choice.CloseIncident => "the end of the incident",
        Choice.FreeBudget => "a free budget",
        _ => choice.ToString().ToLowerInvariant(),
    };
}

/// <summary>One line of a timeline.</summary>
/// <param name="At">By the host's clock.</param>
/// <param name="Kind">fault, unit, daemon, host, decides, disk, run, log, tells or bug.</param>
public sealed record TimelineLine(DateTimeOffset At, string Kind, string Text);
