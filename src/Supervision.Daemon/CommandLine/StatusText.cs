using System.Globalization;
using Supervision.Adapters.Linux;
using Supervision.Core.Hosting;
using Supervision.Core.Services;
using Supervision.Daemon.Control;

namespace Supervision.Daemon.CommandLine;

/// <summary>What <c>healthcheck status</c> says and how it ends.</summary>
internal static class StatusText
{
    private const int Down = 3;
    private const int NotAllUp = 1;

    /// <summary>A line for each service, with its probes where it is looked at closely or they do not all pass; then what is being done
    /// about the outage there is, what keeps us still, the budget, and why nothing is done.</summary>
    /// <param name="closely">Every probe is told, also those that pass.</param>
    public static IEnumerable<string> Lines(StatusMessage status, Paint paint, bool closely = false)
    {
        foreach (var service in status.Services)
        {
            yield return Line(service, paint);
            foreach (var probe in service.Probes.Where(probe => closely || probe.Outcome != "passed"))
                yield return Line(probe, paint);
        }

        if (status.Incident is { } incident)
            foreach (var line in Describe(incident))
                yield return PlainText.Escaped(line);
        foreach (var hold in status.Holds)
            yield return HoldText.Line(hold);
        foreach (var obstacle in status.Obstacles)
            yield return PlainText.Escaped(
                $"in the way at {BudgetCommand.Local(obstacle.Seen)}: {obstacle.Evidence} ({obstacle.Kind}, by {obstacle.Key})");
        foreach (var line in BudgetCommand.Lines(status.Budget))
            yield return line;
        if (status.Observing is { } why)
            yield return PlainText.Escaped($"observation only: {why}");
        else if (status.OldJobs.Count > 0)
            yield return PlainText.Escaped(
                $"takeover = on, while a crontab still calls {OldService.Script}: {string.Join(", ", status.OldJobs)}");
    }

    /// <summary>0 where all are up, 3 where one is down or stopped, 1 where none is but one is unknown or on its way.</summary>
    public static int ExitCodeOf(IEnumerable<string> verdicts)
    {
        var seen = verdicts.ToHashSet(StringComparer.Ordinal);
        if (seen.Contains(VerdictWords.Of(Verdict.Down)) || seen.Contains(VerdictWords.Of(Verdict.Stopped)))
            return Down;
        return seen.All(verdict => verdict == VerdictWords.Of(Verdict.Up)) ? ExitCode.Success : NotAllUp;
    }

    private static string Line(ServiceStatusMessage service, Paint paint)
    {
        var standing = service.Standing is { } word ? $"[{word}] " : "";
        return PlainText.Escaped($"{service.Service,-16} ") + paint.Verdict(service.Verdict, $"{service.Verdict,-9}")
            + PlainText.Escaped($" {Since(service.Since)}  {standing}{service.Evidence}");
    }

    private static string Line(ProbeMessage probe, Paint paint)
    {
        var outcome = probe.Outcome ?? "not asked";
        var since = probe.FailingSince is { } at ? $"since {BudgetCommand.Local(at)}  " : "";
        var counts = probe.Counts ? "" : " (has never passed, and does not count)";
        return PlainText.Escaped($"  {probe.Probe,-14} ") + paint.Outcome(outcome, $"{outcome,-9}")
            + PlainText.Escaped($" {since}{probe.Detail}{counts}").TrimEnd();
    }

    private static IEnumerable<string> Describe(IncidentMessage incident)
    {
        var until = incident.Until is { } at ? $" until {BudgetCommand.Local(at)}" : "";
        var why = incident.Why is { } inTheWay ? $" ({inTheWay})" : "";
        var since = BudgetCommand.Local(incident.Since);
        var root = incident.Root ?? "nobody";
        yield return string.Create(
            CultureInfo.InvariantCulture, $"incident {incident.Incident} since {since}: {root}; {incident.Phase}{until}{why}");
        if (incident.Members.Where(member => member != incident.Root).ToList() is { Count: > 0 } consequences)
            yield return $"  with it: {string.Join(", ", consequences)}";
    }

    private static string Since(DateTimeOffset? since) => since is { } at ? $"since {BudgetCommand.Local(at)}" : "never seen";
}
