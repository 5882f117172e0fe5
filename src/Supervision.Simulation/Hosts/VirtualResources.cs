using System.Collections.Immutable;
using Supervision.Core.Journal;
using Supervision.Core.Resources;
using Supervision.Core.Services;

namespace Supervision.Simulation.Hosts;

/// <summary>Resources that are as a test or a scenario says, and samples that are kept in memory.</summary>
public sealed class VirtualResources(TimeProvider clock) : IResources, ISamples
{
    /// <summary>What the next and all later looks find.</summary>
    public ImmutableArray<Reading> Readings { get; set; } = [];

    /// <summary>Called at each look with the units that it is about; what it throws is the look's end.</summary>
    public Action<ImmutableArray<UnitName>> Looked { get; set; } = _ => { };

    /// <summary>The samples that were given to be kept, oldest first.</summary>
    public List<Sample> Kept { get; } = [];

    public Task<Sample> ReadAsync(ImmutableArray<UnitName> units, CancellationToken cancellation)
    {
        Looked(units);
        return Task.FromResult(new Sample(clock.GetUtcNow(), Readings));
    }

    public Task<StoreReply> StoreAsync(Sample sample)
    {
        Kept.Add(sample);
        return Task.FromResult<StoreReply>(new StoreReply.Stored());
    }

    public Task<Recorded<Sample>> ReadAsync(DateTimeOffset since, int most, CancellationToken cancellation) =>
        Task.FromResult(new Recorded<Sample>([.. Kept.Where(sample => sample.At >= since).TakeLast(most)]));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
