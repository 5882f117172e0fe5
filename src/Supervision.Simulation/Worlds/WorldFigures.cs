using System.Collections.Immutable;
using Supervision.Core.Journal;
using Supervision.Core.Resources;
using Supervision.Core.Services;

namespace Supervision.Simulation.Worlds;

/// <summary>The figures of the virtual host: in no want, unless it is made so. None is kept.</summary>
internal sealed class WorldFigures(TimeProvider clock) : IResources, ISamples
{
    private const double GiB = 1024.0 * 1024 * 1024;

    private readonly Dictionary<Metric, Reading> _readings = new[]
    {
        new Reading(new Metric(MetricKind.Cpu), 0.3, 4),
        new Reading(new Metric(MetricKind.Memory), 3 * GiB, 8 * GiB),
        new Reading(new Metric(MetricKind.Disk, "/"), 20 * GiB, 100 * GiB),
    }.ToDictionary(reading => reading.Metric);

    private ImmutableArray<Reading>? _all;

    /// <summary>From now on, in per cent of its limit, or in what it counts where it has none.</summary>
    public void Set(Metric metric, double value)
    {
        _readings[metric] = _readings.TryGetValue(metric, out var known) && known.Limit is { } limit
            ? known with { Value = limit * value / 100 }
            : new Reading(metric, value, metric.Kind is MetricKind.Disk or MetricKind.Inodes or MetricKind.Swap ? 100 : null);
        _all = null;
    }

    public Task<Sample> ReadAsync(ImmutableArray<UnitName> units, CancellationToken cancellation) =>
        Task.FromResult(new Sample(clock.GetUtcNow(), _all ??= [.. _readings.Values]));

    public Task<StoreReply> StoreAsync(Sample sample) => Task.FromResult<StoreReply>(new StoreReply.Stored());

    public Task<Recorded<Sample>> ReadAsync(DateTimeOffset since, int most, CancellationToken cancellation) =>
        Task.FromResult(new Recorded<Sample>([]));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
