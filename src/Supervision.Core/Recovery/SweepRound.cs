using System.Collections.Immutable;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>A rereading of everything that is under way: who has not answered yet.</summary>
/// <param name="Ticks">The names of the ticks that asked for it; empty for a rereading of our own.</param>
/// <param name="Missing">The services whose answer is awaited.</param>
/// <param name="HostSeen">The unit manager has said in which phase the host is.</param>
/// <param name="Deadline">Monotonic. After it the round goes on with what is known: a crashed service actor must not hold up the
/// others.</param>
public sealed record SweepRound(
    SweepId Id, ImmutableArray<string> Ticks, ImmutableHashSet<ServiceName> Missing, bool HostSeen, TimeSpan Deadline)
{
    /// <summary>The name of the sweep with which every life of the daemon begins; no tick can be called so by mistake.</summary>
    public const string Start = "(start)";

    /// <summary>What stands in the way of a run was looked at.</summary>
    public bool ObstaclesSeen { get; init; }

    /// <summary>Asked for by a tick or a person: it is written to the log.</summary>
    public bool Scheduled => !Ticks.IsEmpty;

    /// <summary>A person's orderly stops become outages by it. Not by our own start alone; one that serves a missed tick, too, counts as
    /// that tick.</summary>
    public bool ActsOnStops => Ticks.Any(tick => tick != Start);

    public bool Complete => HostSeen && ObstaclesSeen && Missing.IsEmpty;
}
