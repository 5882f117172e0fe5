using System.Collections.Immutable;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>
/// How long a service waits for its next run.
/// <para>Intuition: the first run is free, each further one within the budget's window waits longer, and the last pause repeats. It counts
/// the runs of the service and not of the incident, so a service that recovers and fails again does not start afresh.</para>
/// </summary>
public static class Backoff
{
    /// <summary>The earliest instant (monotonic) of the next run for <paramref name="service"/>.</summary>
    /// <param name="openedAt">When the incident began, monotonic.</param>
    /// <param name="counted">The runs within the budget's window, oldest first.</param>
    /// <param name="pauses">The pause before the first run, the second, and so on; at least one.</param>
    public static TimeSpan DueAt(
        ServiceName service, TimeSpan openedAt, ImmutableArray<Charge> counted, ImmutableArray<TimeSpan> pauses)
    {
        var runs = counted.Where(charge => charge.Members.Contains(service)).ToImmutableArray();
        if (runs.IsEmpty)
            return openedAt + pauses[0];
        var last = runs[^1];
        return (last.EndedAt ?? last.At) + pauses[Math.Min(runs.Length, pauses.Length - 1)];
    }
}
