namespace Supervision.Core.Configuration;

/// <summary>Guesses which known key somebody meant: the only one that begins with what was written, or the one that the fewest slips of a
/// finger turn into it.</summary>
public static class NearestKey
{
    private const int LongestCompared = 64;
    private const int ShortestBeginning = 4;

    /// <summary>The nearest candidate, or null if none is near.</summary>
    public static string? To(string written, IEnumerable<string> known)
    {
        if (written.Length > LongestCompared) return null;
        var candidates = known.ToList();
        var begun = candidates.Where(candidate => candidate.StartsWith(written, StringComparison.Ordinal)).ToList();
        if (written.Length >= ShortestBeginning && begun.Count == 1) return begun[0];
        var (slips, nearest) = candidates
            .Where(candidate => candidate.Length <= LongestCompared)
            .Select(candidate => (Slips: Slips(written, candidate), Key: candidate))
            .DefaultIfEmpty((int.MaxValue, ""))
            .MinBy(candidate => (candidate.Item1, candidate.Item2.Length));
        return slips <= Math.Max(2, written.Length / 3) && slips < written.Length ? nearest : null;
    }

    /// <summary>Letters added, left out or mistaken (Levenshtein distance); two swapped letters are two mistakes.</summary>
    private static int Slips(string written, string meant)
    {
        var last = Enumerable.Range(0, meant.Length + 1).ToArray();
        for (var row = 1; row <= written.Length; row++)
        {
            var current = new int[meant.Length + 1];
            current[0] = row;
            for (var column = 1; column <= meant.Length; column++)
            {
                var mistaken = last[column - 1] + (written[row - 1] == meant[column - 1] ? 0 : 1);
                current[column] = Math.Min(mistaken, Math.Min(last[column], current[column - 1]) + 1);
            }
            last = current;
        }
        return last[^1];
    }
}
