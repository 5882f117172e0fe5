using System.Globalization;
using Supervision.Adapters.Linux;
using Supervision.Core.Configuration;
using Supervision.Daemon.Control;

namespace Supervision.Daemon.CommandLine;

/// <summary>Incidents for people, the newest at the bottom.</summary>
internal static class IncidentsText
{
    public static IEnumerable<string> Lines(IReadOnlyList<RecordedIncidentMessage> newestFirst, TimeSpan since)
    {
        if (newestFirst.Count == 0)
            yield return $"No incident within {DurationText.Write(since)}.";
        foreach (var incident in newestFirst.Reverse())
            foreach (var line in Head(incident))
                yield return line;
    }

    /// <summary>What it was, its consequences, and each of its runs.</summary>
    public static IEnumerable<string> Head(RecordedIncidentMessage incident)
    {
        var end = incident.ClosedAt is { } closed ? $"over after {Length(closed - incident.OpenedAt)}: {incident.How}" : "open";
        yield return PlainText.Escaped(string.Create(
            CultureInfo.InvariantCulture,
            $"incident {incident.Incident}  {BudgetCommand.Local(incident.OpenedAt)}  {incident.Root}  {end}"));
        yield return PlainText.Escaped($"    seen    {incident.Evidence}");
        if (incident.Members.Where(member => member != incident.Root).ToList() is { Count: > 0 } consequences)
            yield return PlainText.Escaped($"    with    {string.Join(", ", consequences)}");
        foreach (var run in incident.Runs)
            yield return PlainText.Escaped($"    run     {Describe(run)}");
    }

    private static string Describe(RecordedRunMessage run)
    {
        var length = run.EndedAt is { } ended ? $" after {Length(ended - run.At)}" : "";
        var status = run.ExitStatus is { } exit ? string.Create(CultureInfo.InvariantCulture, $", status {exit}") : "";
        var refunded = run.Refunded ? "; nothing ran, and it is not counted" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Run} at {BudgetCommand.Local(run.At)} by {run.Step} ({run.Unit}): {run.Result ?? "not over"}{length}{status}{refunded}");
    }

    // Seconds are exact enough for people; a clock that was set back in between makes nothing negative.
    private static string Length(TimeSpan time) => DurationText.Write(TimeSpan.FromSeconds(Math.Max(0, Math.Round(time.TotalSeconds))));
}
