using System.Collections.Concurrent;
using System.Collections.Immutable;
using Supervision.Adapters.Linux;

namespace Supervision.Adapters.Resources;

/// <summary>
/// Looks at file systems one after the other, on a thread of its own. Where one hangs, which nothing can end, its thread is left behind:
/// there is never a second in the same file system, and only a few in all.
/// </summary>
/// <param name="look">Given the place where it is mounted. May hang.</param>
internal sealed class DiskLooks(Func<string, DiskUse> look)
{
    /// <summary>With so many threads left behind, nothing is looked at that another machine has to answer for.</summary>
    public const int MostHanging = 8;

    private readonly ConcurrentDictionary<string, byte> _underWay = new(StringComparer.Ordinal);

    /// <returns>What was seen by the time that <paramref name="deadline"/> completes, by mount point.</returns>
    public async Task<ImmutableDictionary<string, DiskUse>> SeenBy(ImmutableArray<FileSystem> systems, Task deadline)
    {
        var round = new Round();
        var hanging = _underWay.Count;
        var wanted = systems.Where(system => !_underWay.ContainsKey(system.Point) && !(system.IsRemote && hanging >= MostHanging));

        // What has never hung first, so that it is not behind what may.
        var ordered = wanted.OrderBy(system => system.IsRemote).Select(system => system.Point).ToImmutableArray();
        var looking = Task.Factory.StartNew(
            () => Look(ordered, round), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.WhenAny(looking, deadline).ConfigureAwait(false);
        round.IsOver = true;
        return round.Seen.ToImmutableDictionary(StringComparer.Ordinal);
    }

    private void Look(ImmutableArray<string> points, Round round)
    {
        foreach (var point in points)
        {
            if (round.IsOver) return;
            _underWay[point] = 0;
            try
            {
                round.Seen[point] = look(point);
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                // Gone since the table was read, or not for us to see: absent from the sample.
            }
            finally
            {
                _underWay.TryRemove(point, out _);
            }
        }
    }

    private sealed class Round
    {
        public ConcurrentDictionary<string, DiskUse> Seen { get; } = new(StringComparer.Ordinal);

        public volatile bool IsOver;
    }
}
