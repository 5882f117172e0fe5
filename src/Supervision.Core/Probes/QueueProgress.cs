using System.Collections.Immutable;

namespace Supervision.Core.Probes;

/// <summary>
/// Whether what waits in queues is taken.
/// <para>Intuition: how much waits says nothing. A full queue may be a busy Monday, and one that grows may be worked on all the time. But
/// the message that is next in turn goes as soon as anybody takes anything, so the one thing to look at is whether it is still the same
/// one. Each list is looked at for itself: a new message of a higher priority is next from then on, and nobody took anything.</para>
/// <para>A worker that is busy with a long task takes nothing either, and cannot be told from a stuck one by its queue; hence the longest
/// time is the operator's to say. What was taken and not begun (celery's prefetch) does not count as progress: it is in no list any
/// more.</para>
/// </summary>
/// <param name="Heads">By list: the message next in turn, as a digest, and since when it is.</param>
/// <param name="Life">The unit's invocation: a worker that was started anew gets its time anew.</param>
public sealed record QueueProgress(ImmutableDictionary<string, (string Message, TimeSpan Since)> Heads, string Life)
{
    public static QueueProgress None { get; } = new(ImmutableDictionary<string, (string, TimeSpan)>.Empty, "");

    /// <summary>What is known after one more look.</summary>
    /// <param name="heads">The lists in which something waits, with the digest of the message next in turn.</param>
    /// <param name="now">Monotonic.</param>
    public QueueProgress See(IReadOnlyDictionary<string, string> heads, string life, TimeSpan now)
    {
        var isTaken = life != Life || Heads.Any(known => !heads.TryGetValue(known.Key, out var message) || message != known.Value.Message);
        return new QueueProgress(
            heads.ToImmutableDictionary(
                head => head.Key,
                head => (head.Value, isTaken || !Heads.TryGetValue(head.Key, out var known) ? now : known.Since),
                StringComparer.Ordinal),
            life);
    }

    /// <summary>For how long nothing was taken although something waits; null where nothing waits.</summary>
    public TimeSpan? StandingFor(TimeSpan now) => Heads.IsEmpty ? null : now - Heads.Values.Min(head => head.Since);
}
