namespace Supervision.Simulation.Exploration;

/// <summary>
/// Chance that means the same for ever: the numbers of a seed are the same on every machine and in every version, which those of
/// <see cref="Random"/> are not promised to be.
/// </summary>
/// <remarks>SplitMix64, of Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.</remarks>
public sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The seed of the <paramref name="number"/>th of many that belong to one seed.</summary>
    public static ulong Mixed(ulong seed, int number) => new SeededRandom(seed ^ (0xD1B54A32D192ED03 * (ulong)(number + 1))).Next();

    public ulong Next()
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>From 0 to one less than <paramref name="limit"/>.</summary>
    public int Below(int limit) => (int)((Next() >> 33) % (ulong)limit);

    /// <summary>Both ends included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>Between both, to the second.</summary>
    public TimeSpan Between(TimeSpan least, TimeSpan most) =>
        least + TimeSpan.FromSeconds(Below((int)(most - least).TotalSeconds + 1));

    /// <summary>True once in <paramref name="times"/> times.</summary>
    public bool OnceIn(int times) => Below(times) == 0;

    /// <summary>Any of them.</summary>
    public T Of<T>(IReadOnlyList<T> all) => all[Below(all.Count)];
}
