using System.Collections.Immutable;
using Supervision.Core.Schedule;

namespace Supervision.Core.Hosting;

/// <summary>
/// What is left on this host of the service that we replace. Its units are moved aside by the package; the lines of its crontabs are
/// people's own, so all we can do is to see them. While one of them calls the old script, two supervisors would restart one deployment.
/// </summary>
public static class OldService
{
    /// <summary>The program that the old crontabs call.</summary>
    public const string Script = "service_monitor.sh";

    /// <summary>Every job that calls the old script, in the order of the files and of their lines.</summary>
    public static ImmutableArray<OldJob> JobsIn(IEnumerable<CrontabText> crontabs) =>
    [
        .. crontabs.SelectMany(crontab => Crontab.Read(crontab.Text, crontab.OfSystem)
            .Where(job => job.Calls(Script))
            .Select(job => new OldJob(crontab.File, job.Line))),
    ];

    /// <summary>Why nothing is done while these are there: the first of them by name, the others by their number.</summary>
    /// <param name="jobs">At least one.</param>
    public static string Reason(ImmutableArray<OldJob> jobs) => $"a crontab still calls {Script} ({Named(jobs)})";

    /// <summary>The jobs as <c>FILE:LINE</c>, no more of them than are read in a log.</summary>
    public static string Named(ImmutableArray<OldJob> jobs)
    {
        const int Most = 3;
        return string.Join(", ", jobs.Take(Most)) + (jobs.Length > Most ? ", …" : "");
    }
}

/// <summary>A crontab as it was read.</summary>
/// <param name="File">Where it lies for those who edit it.</param>
/// <param name="OfSystem">It has a column for the user, as /etc/crontab has.</param>
public sealed record CrontabText(string File, string Text, bool OfSystem);

/// <summary>A job that calls the old script.</summary>
/// <param name="Line">Counted from 1.</param>
public sealed record OldJob(string File, int Line)
{
    private const string OfUsers = "/var/spool/cron/crontabs/";

    /// <summary>The command with which its line is taken out.</summary>
    public string Remedy =>
        File.StartsWith(OfUsers, StringComparison.Ordinal) ? $"crontab -u {File[OfUsers.Length..]} -e" : $"sudoedit {File}";

    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{File}:{Line}");
}
