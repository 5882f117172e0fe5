using System.Collections.Immutable;
using System.Globalization;
using Supervision.Actors.Resources;
using Supervision.Core.Journal;
using Supervision.Core.Notifications;
using Supervision.Core.Resources;

namespace Supervision.Daemon.Control;

/// <summary>The host's resources, how they stand and how they came there.</summary>
/// <param name="At">When they were looked at last; null before the first look.</param>
/// <param name="Since">Where the course begins.</param>
/// <param name="Until">Where it ends.</param>
/// <param name="Times">The instants of the course, oldest first; where nothing was seen there is none.</param>
/// <param name="Unread">Why the course could not be read; null where it was.</param>
internal sealed record ResourcesMessage(
    DateTimeOffset? At,
    DateTimeOffset Since,
    DateTimeOffset Until,
    IReadOnlyList<ResourceMessage> Resources,
    IReadOnlyList<DateTimeOffset> Times,
    string? Unread)
{
    public static ResourcesMessage Of(
        ResourceProtocol.Now now, Recorded<Sample> course, DateTimeOffset since, DateTimeOffset until)
    {
        var readings = (now.Newest?.Readings ?? []).ToDictionary(reading => reading.Metric);
        var troubles = now.Troubles.ToDictionary(trouble => trouble.Reading.Metric);
        var past = course.Found
            .Select(sample => sample.Readings.ToDictionary(reading => reading.Metric))
            .ToImmutableArray();
        var metrics = readings.Keys.Union(past.SelectMany(sample => sample.Keys))
            .OrderBy(metric => metric.Kind)
            .ThenBy(metric => metric.Subject, StringComparer.Ordinal);
        return new ResourcesMessage(
            now.Newest?.At,
            since,
            until,
            [
                .. metrics.Select(metric => ResourceMessage.Of(
                    metric,
                    readings.TryGetValue(metric, out var reading) ? reading : null,
                    troubles.GetValueOrDefault(metric),
                    [.. past.Select(sample => sample.TryGetValue(metric, out var seen) ? seen : (Reading?)null)])),
            ],
            [.. course.Found.Select(sample => sample.At)],
            course.Unread);
    }
}

/// <summary>One figure of the host.</summary>
/// <param name="Resource">What it is: cpu, memory, disk, unit-memory …</param>
/// <param name="Subject">Of which one: the mount point, the interface, the unit; empty for the host's own.</param>
/// <param name="Value">How it stands; null where the last look has not found it. In bytes, cores, seconds, percent or pieces, each as its kind
/// has it.</param>
/// <param name="Limit">The most that it can be, in the same unit; null where nothing limits it.</param>
/// <param name="Share">How much of that is used, in percent; null where nothing limits it.</param>
/// <param name="Raised">The threshold that is passed, warning or critical; null where none is.</param>
/// <param name="FullAt">When it runs out, if it goes on like this; null where it does not.</param>
/// <param name="Peak">The largest value of the course; null where there is none.</param>
/// <param name="Values">The averages at the instants of the course; null where it was not seen.</param>
internal sealed record ResourceMessage(
    string Resource,
    string Subject,
    double? Value,
    double? Limit,
    double? Share,
    string? Raised,
    DateTimeOffset? FullAt,
    double? Peak,
    IReadOnlyList<double?> Values)
{
    public static ResourceMessage Of(Metric metric, Reading? now, Trouble? trouble, ImmutableArray<Reading?> course) => new(
        MetricWords.Of(metric.Kind),
        metric.Subject,
        now?.Value,
        now?.Limit,
        now?.Share,
        trouble?.Raised switch { Severity.Critical => "critical", Severity.Warning => "warning", _ => null },
        trouble?.FullAt,
        course.Max(seen => Rounded(seen?.Peak ?? seen?.Value)),
        [.. course.Select(seen => Rounded(seen?.Value))]);

    // Averages are not exact to more than this, and nobody reads a chart to more.
    private static double? Rounded(double? value) =>
        value is { } known ? double.Parse(known.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;
}
