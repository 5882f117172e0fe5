using System.Collections.Immutable;

namespace Supervision.Core.Resources;

/// <summary>What was seen in one stretch of time.</summary>
/// <param name="At">Its beginning, or the very instant of a single sample; wall clock.</param>
/// <param name="Averages">By rising <see cref="Average.Series"/>; a series that was not seen then is absent.</param>
public sealed record Bucket(DateTimeOffset At, ImmutableArray<Average> Averages);

/// <summary>One metric in one stretch of time.</summary>
/// <param name="Series">The number by which whoever keeps the samples knows the metric.</param>
/// <param name="Mean">Of all values seen, each counted once.</param>
/// <param name="Peak">The largest of them.</param>
/// <param name="Limit">The latest; null where nothing limited it.</param>
/// <param name="Count">How many values were seen; at least one.</param>
public readonly record struct Average(int Series, double Mean, double Peak, double? Limit, int Count);
