using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Simulation.Worlds;

/// <summary>The journal of the virtual host, read back.</summary>
internal sealed class WorldRecords(Disk disk) : IRecords
{
    public Task<Recorded<Decision>> DecisionsAsync(
        ServiceName? service, IncidentId? incident, int most, CancellationToken cancellation) =>
        Task.FromResult(new Recorded<Decision>([]));

    public Task<Recorded<RecordedIncident>> IncidentsAsync(DateTimeOffset since, int most, CancellationToken cancellation)
    {
        var closed = disk.Journal.OfType<JournalEntry.IncidentClosed>().ToLookup(entry => entry.Incident);
        return Task.FromResult(new Recorded<RecordedIncident>(
        [
            .. disk.Journal.OfType<JournalEntry.IncidentOpened>().Reverse()
                .Select(opened => Recorded(opened, closed[opened.Incident].LastOrDefault()))
                .Where(incident => incident.ClosedAt is null || incident.ClosedAt >= since)
                .Take(most),
        ]));
    }

    private RecordedIncident Recorded(JournalEntry.IncidentOpened opened, JournalEntry.IncidentClosed? closed) => new(
        opened.Incident,
        opened.At,
        closed?.Root ?? opened.Root,
        opened.Evidence,
        closed?.At,
        closed?.Members ?? [opened.Root],
        closed?.How ?? "",
        [
            .. disk.Journal.OfType<JournalEntry.IntentTaken>()
                .Where(taken => taken.Intent.Incident == opened.Incident)
                .Select(taken => Run(taken.Intent)),
        ]);

    private RecordedRun Run(RunIntent intent)
    {
        var end = disk.Journal.OfType<JournalEntry.RunClosed>().LastOrDefault(entry => entry.Run == intent.Run);
        return new RecordedRun(intent, end?.At, end?.Outcome, end?.Refunded ?? false);
    }
}
