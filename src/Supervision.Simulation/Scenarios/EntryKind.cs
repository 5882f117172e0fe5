using System.Collections.Immutable;
using Supervision.Core.Configuration;

namespace Supervision.Simulation.Scenarios;

/// <summary>The one key of an entry that says of which kind it is; the others say how.</summary>
/// <param name="kinds">What can be written, in the order in which the documents tell of it.</param>
/// <param name="nothing">What is wrong with an entry that has none of them.</param>
/// <param name="several">What is wrong with one that has two, followed by these.</param>
/// <param name="each">What to write in place of the latter.</param>
internal sealed class EntryKind(ImmutableArray<string> kinds, string nothing, string several, string each)
{
    /// <returns>Null where an error was told.</returns>
    public string? Of(Section entry)
    {
        var found = entry.Keys.Where(key => kinds.Contains(key)).ToList();
        if (found.Count == 1) return found[0];
        if (found.Count > 1) entry.Reject($"{several}: {string.Join(", ", found)}", each);
        else if (Misspelt(entry) is { } slip) entry.Reject(slip.Written, $"{nothing}; did you mean '{slip.Meant}'?", $"write {slip.Meant}");
        else entry.Reject(nothing, $"write one of {string.Join(", ", kinds)}");
        foreach (var key in entry.Keys) entry.Has(key);
        return null;
    }

    private (string Written, string Meant)? Misspelt(Section entry)
    {
        foreach (var key in entry.Keys)
        {
            if (NearestKey.To(key, kinds) is { } meant) return (key, meant);
        }

        return null;
    }
}
