using System.Collections.Immutable;
using System.Globalization;
using Supervision.Core.Configuration;

namespace Supervision.Core.Schedule;

/// <summary>
/// Says in our own words what the old service's crontab means: the lines that call <see cref="Sweeps"/> and <see cref="Resources"/> as a
/// <c>schedule { }</c>, and whatever has no place in it as comments and errors. Nothing is lost in silence.
/// </summary>
/// <param name="Lines">A configuration file, for <see cref="HoconReader"/> and for people.</param>
/// <param name="Errors">What could not be said in it.</param>
public sealed record CrontabImport(ImmutableArray<string> Lines, ImmutableArray<ConfigError> Errors)
{
    /// <summary>The old script that looked at the services.</summary>
    public const string Sweeps = "service_monitor.sh";

    /// <summary>The old script that looked at the host's resources.</summary>
    public const string Resources = "system_monitor.sh";

    private const string ZoneVariable = "CRON_TZ";

    /// <param name="file">The name under which errors and comments speak of <paramref name="text"/>.</param>
    public static CrontabImport Of(string text, string file)
    {
        var (ticks, notes, errors) = (new ImportedTicks(), new List<string>(), new ConfigErrors());
        var (zone, others) = ("", 0);

        // A user column is one more word in front of the command; it does not change what the command calls.
        foreach (var line in Crontab.Lines(text, hasUserColumn: false))
        {
            var where = new SourcePosition(file, line.Number, 1);
            switch (line)
            {
                case CrontabLine.Unreadable:
                    errors.Add(new(where, "", "is no line of a crontab; cron refuses the whole file", "mend it, or put a # in front"));
                    break;
                case CrontabLine.Assignment { Name: ZoneVariable } set:
                    zone = set.Value;
                    break;
                case CrontabLine.Job { What: var job }:
                    if (job.Calls(Sweeps))
                        Add(job, TickAction.Sweep, zone, where, ticks, notes, errors);
                    if (job.Calls(Resources))
                        Add(job, TickAction.Resources, zone, where, ticks, notes, errors);
                    if (!job.Calls(Sweeps) && !job.Calls(Resources))
                        others++;
                    break;
            }
        }

        if (others > 0)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"# Jobs that call other programs, left out: {others}."));
        return new([.. Written(file, ticks), .. notes], errors.Ordered());
    }

    private static void Add(
        CrontabJob job,
        TickAction action,
        string zone,
        SourcePosition where,
        ImportedTicks ticks,
        List<string> notes,
        ConfigErrors errors)
    {
        if (job.Schedule == "@reboot")
            notes.Add(Note(job, "needs no tick: every start of the daemon begins with a look at everything."));
        else if (zone.Length > 0)
            errors.Add(new(
                where,
                "",
                $"is meant in the time zone {Excerpt.Of(zone)} of {ZoneVariable}, and a schedule has one zone, healthcheck.timezone",
                $"write its times in that zone, and take {ZoneVariable} out"));
        else if (ticks.Add(job.Schedule, action) is { } complaint)
            errors.Add(new(where, "", complaint.Message, complaint.Remedy));
    }

    private static string Note(CrontabJob job, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"# Line {job.Line} ({job.Schedule}) {what}");

    private static IEnumerable<string> Written(string file, ImportedTicks ticks) => ticks.IsEmpty
        ? [$"# No line of {Excerpt.Of(file)} that calls {Sweeps} or {Resources} falls due by the clock."]
        :
        [
            $"# What the lines of {Excerpt.Of(file)} that call {Sweeps} or {Resources} mean here.",
            "# Keep it as a file in /etc/healthcheck/conf.d/, and take those lines out of the crontab.",
            "# cron reads them in the time zone of its host; here they are read in that of healthcheck.timezone.",
            "healthcheck {",
            "  schedule {",
            .. ticks.Written().Select(tick => "    " + tick),
            "  }",
            "}",
        ];
}
