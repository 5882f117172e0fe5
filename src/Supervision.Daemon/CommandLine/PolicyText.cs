using System.Globalization;
using Supervision.Simulation.Policies;

namespace Supervision.Daemon.CommandLine;

/// <summary>What a configuration means, for people.</summary>
internal static class PolicyText
{
    private static readonly string[] Heading = ["", "an outage", "first run", "up again", "runs", "told"];

    public static IEnumerable<string> Lines(Policy policy, TimeZoneInfo zone) =>
    [
        "Found by running this configuration in virtual time. Times are from the fault, which strikes just after a tick.",
        .. policy.Trials.GroupBy(trial => trial.Service).SelectMany(trials => Table(trials.Key?.Text ?? "the host", [.. trials])),
        "",
        .. Hopeless(policy.Despair),
        "",
        "A Monday from 07:00 to 09:00:",
        .. policy.Monday.Select(due => $"  {Local(due.At, zone)}  {string.Join(", ", due.Names)}"),
        .. policy.Monday.IsEmpty ? (string[])["  nothing is due"] : [],
        "",
        .. Untold(policy),
    ];

    private static IEnumerable<string> Table(string title, IReadOnlyList<Trial> trials)
    {
        string[][] rows = [[title, .. Heading[1..]], .. trials.Select(Row)];
        var widths = Enumerable.Range(0, Heading.Length).Select(column => rows.Max(row => row[column].Length)).ToList();
        return ["", .. rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd())];
    }

    private static string[] Row(Trial trial) =>
    [
        "  " + trial.What,
        Time(trial.Noticed, "is none"),
        Time(trial.FirstRun, "none"),
        trial.UpAgain == TimeSpan.Zero ? "-" : Time(trial.UpAgain, "not within 2h"),
        trial.Runs.ToString(CultureInfo.InvariantCulture),
        trial.Told.IsEmpty ? "nobody" : string.Join(", ", trial.Told.Select(told => $"{told.Key} {Time(told.Value, "")}")),
    ];

    private static IEnumerable<string> Hopeless(Despair despair) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"Where no run helps (tried with {despair.Service}): ")
            + (despair.GaveUp is { } until
                ? $"given up after {Time(until, "")} and {Count(despair.RunsBefore)}, until the budget allows another."
                : "it is never given up."),
        $"At most {Count(despair.InAnHour)} of backend.sh within an hour, {Count(despair.InADay)} within a day.",
    ];

    private static IEnumerable<string> Untold(Policy policy)
    {
        if (policy.Channels.IsEmpty)
            return ["No channel is configured: nobody is told of any of this. See healthcheck.notify in reference.conf."];
        var untold = policy.Untold.ToList();
        return untold.Count == 0
            ? ["Somebody is told of each of these faults."]
            : ["Nobody would be told:", .. untold.Select(trial => $"  {trial.Service?.Text ?? "the host"}: {trial.What}")];
    }

    private static string Count(int runs) => string.Create(CultureInfo.InvariantCulture, $"{runs} {(runs == 1 ? "run" : "runs")}");

    private static string Local(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Time(TimeSpan? time, string otherwise) => time is not { } given ? otherwise
        : given == TimeSpan.Zero ? "at once"
        : Spoken(TimeSpan.FromSeconds(Math.Ceiling(given.TotalSeconds)));

    private static string Spoken(TimeSpan time)
    {
        (int Amount, string Unit)[] parts = [((int)time.TotalHours, "h"), (time.Minutes, "m"), (time.Seconds, "s")];
        return string.Concat(parts
            .Where(part => part.Amount > 0)
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Amount}{part.Unit}")));
    }
}
