using System.Collections.Immutable;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Journal;

/// <summary>Reads back what the journal holds, for people. Reading never waits for writing, nor the other way round.</summary>
public interface IRecords
{
    /// <summary>The newest decisions, newest first.</summary>
    /// <param name="service">Those about this service only, or about an incident that it was part of; null for all.</param>
    /// <param name="incident">Those of this incident only; null for all.</param>
    /// <param name="most">At most so many.</param>
    Task<Recorded<Decision>> DecisionsAsync(ServiceName? service, IncidentId? incident, int most, CancellationToken cancellation);

    /// <summary>The incidents that were open at or after <paramref name="since"/>, newest first, at most <paramref name="most"/>.</summary>
    Task<Recorded<RecordedIncident>> IncidentsAsync(DateTimeOffset since, int most, CancellationToken cancellation);
}

/// <summary>What was found in the journal.</summary>
/// <param name="Unread">Why nothing could be read; null where it was.</param>
public sealed record Recorded<T>(ImmutableArray<T> Found, string? Unread = null);

/// <summary>An incident as the journal holds it.</summary>
/// <param name="ClosedAt">Null while it is open.</param>
/// <param name="Members">Everyone who was part of it, as far as that is known yet.</param>
/// <param name="How">How it ended; empty while it is open.</param>
public sealed record RecordedIncident(
    IncidentId Incident,
    DateTimeOffset OpenedAt,
    ServiceName Root,
    string Evidence,
    DateTimeOffset? ClosedAt,
    ImmutableArray<ServiceName> Members,
    string How,
    ImmutableArray<RecordedRun> Runs);

/// <summary>A run as the journal holds it.</summary>
/// <param name="Outcome">Null while it is under way, or where nobody knows.</param>
public sealed record RecordedRun(RunIntent Intent, DateTimeOffset? EndedAt, RunOutcome? Outcome, bool Refunded);
