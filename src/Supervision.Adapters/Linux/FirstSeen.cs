namespace Supervision.Adapters.Linux;

/// <summary>For how long each of a few things has been there unchanged, since we saw it first. On the monotonic clock: a wall clock
/// that steps makes nothing older.</summary>
internal sealed class FirstSeen(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (object What, long Since)> _seen = new(StringComparer.Ordinal);

    /// <param name="what">What is there now, equal to itself while it is the same; null where nothing is.</param>
    /// <returns>Null where nothing is.</returns>
    public TimeSpan? Age(string thing, object? what)
    {
        lock (_lock)
        {
            if (what is null)
            {
                _seen.Remove(thing);
                return null;
            }

            if (!_seen.TryGetValue(thing, out var known) || !known.What.Equals(what))
                _seen[thing] = known = (what, clock.GetTimestamp());
            return clock.GetElapsedTime(known.Since);
        }
    }
}
