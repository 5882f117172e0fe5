using System.Collections.Immutable;

namespace Supervision.Core.Probes;

/// <summary>How often systemd has restarted a unit lately, from its counter as it is seen now and then. The counter starts anew whenever a
/// person or a job starts the unit.</summary>
/// <param name="Latest">The counter at the last look; null before the first.</param>
/// <param name="Grown">When it was seen to grow, and by how much; oldest first.</param>
public sealed record RecentRestarts(int? Latest, ImmutableList<(TimeSpan At, int By)> Grown)
{
    public static RecentRestarts None { get; } = new(null, []);

    /// <summary>Those that were seen within the window.</summary>
    public int Count => Grown.Sum(growth => growth.By);

    /// <param name="now">Monotonic.</param>
    public RecentRestarts See(int counter, TimeSpan now, TimeSpan within)
    {
        var by = Latest is { } before ? counter - (counter >= before ? before : 0) : 0;
        var kept = Grown.RemoveAll(growth => growth.At <= now - within);
        return new RecentRestarts(counter, by > 0 ? kept.Add((now, by)) : kept);
    }
}
