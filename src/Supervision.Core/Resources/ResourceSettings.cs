using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Supervision.Core.Resources;

/// <summary>When a resource is told of: <c>healthcheck.resources</c>.</summary>
/// <param name="Every">From one sample to the next.</param>
/// <param name="Course">The line that says when something runs out goes through the readings of so long.</param>
/// <param name="Hysteresis">In percent of a threshold: so far below it a reading has to be for the threshold to be over.</param>
/// <param name="Ignore">Mount points that are sampled and not judged.</param>
/// <param name="Bounds">By kind; a kind that is not among them is not judged.</param>
public sealed record ResourceSettings(
    TimeSpan Every,
    TimeSpan Course,
    double Hysteresis,
    ImmutableArray<string> Ignore,
    FrozenDictionary<MetricKind, ResourceBound> Bounds)
{
    public const string Section = "healthcheck.resources";

    /// <summary>Sampled as often as by default, and nothing is judged.</summary>
    public static ResourceSettings None { get; } = new(
        TimeSpan.FromSeconds(30), TimeSpan.FromHours(6), 5, [], FrozenDictionary<MetricKind, ResourceBound>.Empty);

    /// <summary>How a metric is judged; null for not at all.</summary>
    public ResourceBound? Of(Metric metric) =>
        Bounds.GetValueOrDefault(metric.Kind) is { IsEmpty: false } bound && !Ignore.Contains(metric.Subject, StringComparer.Ordinal)
            ? bound
            : null;
}

/// <summary>What is too much of one kind.</summary>
/// <param name="Key">Within the section.</param>
/// <param name="Warning">By <see cref="Measure"/>; at or over it is too much. Null for none.</param>
/// <param name="Critical">Likewise.</param>
/// <param name="For">So long it has to be too much without a break.</param>
/// <param name="Calm">So long it has to be well without a break, to be over.</param>
/// <param name="FullIn">That it runs out is told when it does so within this time; null for never.</param>
public sealed record ResourceBound(
    MetricKind Kind, string Key, double? Warning, double? Critical, TimeSpan For, TimeSpan Calm, TimeSpan? FullIn)
{
    /// <summary>Nothing of it is ever told.</summary>
    public bool IsEmpty => Warning is null && Critical is null && FullIn is null;
}
