using System.Globalization;
using Supervision.Adapters.Linux;
using Supervision.Daemon.Control;

namespace Supervision.Daemon.CommandLine;

/// <summary>Decisions as a story: in the order in which they were taken, the newest at the bottom, where the eye is.</summary>
internal static class WhyText
{
    /// <param name="newestFirst">As the daemon gives them.</param>
    /// <param name="incident">The one they are of, told above them; null where they are of several or none.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<DecisionMessage> newestFirst, RecordedIncidentMessage? incident)
    {
        if (incident is not null)
            foreach (var line in IncidentsText.Head(incident))
                yield return line;
        if (newestFirst.Count == 0)
            yield return "No decision was taken.";
        foreach (var decision in newestFirst.Reverse())
            foreach (var line in Lines(decision, named: incident is null))
                yield return PlainText.Escaped(line);
    }

    /// <param name="named">The incident is told with it.</param>
    private static IEnumerable<string> Lines(DecisionMessage decision, bool named)
    {
        var incident = named && decision.Incident is { } number ? string.Create(CultureInfo.InvariantCulture, $"incident {number}, ") : "";
        var service = decision.Service is { } about ? $"{about}: " : "";
        yield return $"{BudgetCommand.Local(decision.At)}  {decision.Choice}  {incident}{service}{decision.Reason}";
        if (decision.Evidence.Length > 0)
            yield return $"    seen    {decision.Evidence}";
        if (decision.Rule is { } rule)
            yield return $"    rule    {rule.Key} = {rule.Value}{(rule.Origin.Length > 0 ? $"  ({rule.Origin})" : "")}";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"    budget  {decision.BudgetBefore} -> {decision.BudgetAfter} of {decision.BudgetRuns} runs used");
    }
}
