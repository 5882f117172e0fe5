using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Simulation.Journals;

/// <summary>What the journal is said to hold; it answers on the stepping thread, or not at all.</summary>
public sealed class VirtualRecords : IRecords
{
    public Recorded<RecordedIncident> Incidents { get; set; } = new([]);

    /// <summary>The disk hangs.</summary>
    public bool Hangs { get; set; }

    public Task<Recorded<Decision>> DecisionsAsync(
        ServiceName? service, IncidentId? incident, int most, CancellationToken cancellation) =>
        Task.FromResult(new Recorded<Decision>([]));

    public Task<Recorded<RecordedIncident>> IncidentsAsync(DateTimeOffset since, int most, CancellationToken cancellation) => Hangs
        ? new TaskCompletionSource<Recorded<RecordedIncident>>().Task
        : Task.FromResult(Incidents with { Found = [.. Incidents.Found.Where(one => one.ClosedAt is null || one.ClosedAt >= since)] });
}
