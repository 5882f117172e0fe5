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

    /// <summary>A line for each service, then what is being done about the outage there is, the budget, and why nothing is done.</summary>
    public static IEnumerable<string> Lines(StatusMessage status)
    {
        foreach (var service in status.Services)
            yield return PlainText.Escaped($"{service.Service,-16} {service.Verdict,-9} {Since(service.Since)}  {service.Evidence}");
        if (status.Incident is { } incident)
            yield return PlainText.Escaped(Describe(incident));
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

    private static string Describe(IncidentMessage incident)
    {
        var until = incident.Until is { } at ? $" until {BudgetCommand.Local(at)}" : "";
        var why = incident.Why is { } inTheWay ? $" ({inTheWay})" : "";
        var (since, members) = (BudgetCommand.Local(incident.Since), string.Join(", ", incident.Members));
        return string.Create(
            CultureInfo.InvariantCulture, $"incident {incident.Incident} since {since}: {members}; {incident.Phase}{until}{why}");
    }

    private static string Since(DateTimeOffset? since) => since is { } at ? $"since {BudgetCommand.Local(at)}" : "never seen";
}
