using System.Collections.Immutable;
using Supervision.Core.Notifications;

namespace Supervision.Core.Resources;

/// <summary>What is known of the host's resources; printable and comparable in its parts.</summary>
/// <param name="Newest">Null before the first one.</param>
/// <param name="Metrics">Of what is judged.</param>
/// <param name="SummaryDue">A tick has come, and the sample that it asks for has not.</param>
public sealed record ResourceState(Sample? Newest, ImmutableDictionary<Metric, MetricState> Metrics, bool SummaryDue)
{
    public static ResourceState Initial { get; } = new(null, ImmutableDictionary<Metric, MetricState>.Empty, SummaryDue: false);

    /// <summary>What people are to be told of at this time, the worst first.</summary>
    public ImmutableArray<Trouble> Troubles =>
    [
        .. Metrics.Values
            .Where(metric => metric.IsTrouble)
            .Select(metric => new Trouble(metric.Last, metric.Raised, metric.FullAt))
            .OrderByDescending(trouble => trouble.Raised)
            .ThenBy(trouble => trouble.Reading.Metric.Kind)
            .ThenBy(trouble => trouble.Reading.Metric.Subject, StringComparer.Ordinal),
    ];
}

/// <summary>What is known of one metric.</summary>
/// <param name="Seen">When it was read last; monotonic.</param>
/// <param name="FullAt">As it was foreseen last; wall clock. Null unless <paramref name="RunsOut"/> is on.</param>
public sealed record MetricState(
    Reading Last, TimeSpan Seen, Latch Warning, Latch Critical, Latch RunsOut, Trend Trend, DateTimeOffset? FullAt)
{
    /// <summary>The highest threshold that is passed.</summary>
    public Severity? Raised => Critical.IsOn ? Severity.Critical : Warning.IsOn ? Severity.Warning : null;

    public bool IsTrouble => Raised is not null || RunsOut.IsOn;

    public static MetricState Of(Reading reading, TimeSpan now) =>
        new(reading, now, default, default, default, Trend.None, null);
}
