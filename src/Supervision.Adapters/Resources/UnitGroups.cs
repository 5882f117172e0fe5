using System.Collections.Immutable;
using Supervision.Core.Services;

namespace Supervision.Adapters.Resources;

/// <summary>
/// Where the control groups of units lie. systemd makes the directory of a unit in that of its slice, under the unit's own name, in every
/// hierarchy alike; so they are found without asking the bus. A unit that has none by its own name, as the umbrella of PostgreSQL, is
/// what its instances are.
/// </summary>
/// <param name="root">Where control groups are mounted.</param>
/// <param name="proc">Where the kernel shows processes.</param>
internal sealed class UnitGroups(string root, string proc, TimeProvider clock)
{
    // Of a unit that does not run nothing is found, and the search is through hundreds of directories.
    private static readonly TimeSpan SearchAgain = TimeSpan.FromMinutes(1);

    // What counts for a unit may change while it runs: systemd turns a controller on where the first unit asks for a limit.
    private static readonly TimeSpan MakeAnew = TimeSpan.FromHours(1);

    private const int Deepest = 12;

    private readonly Dictionary<UnitName, ImmutableArray<UnitGroup>> _known = [];
    private long? _searched;

    /// <summary>The groups of a unit; none where it does not run, or has begun to within the last minute.</summary>
    public IReadOnlyList<(UnitName Unit, ImmutableArray<UnitGroup> Groups)> Of(ImmutableArray<UnitName> units)
    {
        ImmutableArray<UnitName> all = [.. units.Distinct()];
        foreach (var gone in _known.Keys.Except(all).ToList()) _known.Remove(gone);
        var there = There(all);
        var again = there.Count < all.Length ? SearchAgain : MakeAnew;
        if (_searched is { } last && clock.GetElapsedTime(last) < again) return there;
        _searched = clock.GetTimestamp();
        Search(all);
        return There(all);
    }

    private List<(UnitName Unit, ImmutableArray<UnitGroup> Groups)> There(ImmutableArray<UnitName> units) =>
        [.. units.Where(IsThere).Select(unit => (unit, _known[unit]))];

    private bool IsThere(UnitName unit) =>
        _known.TryGetValue(unit, out var groups) && groups.All(group => Directory.Exists(group.Directory));

    private void Search(ImmutableArray<UnitName> units)
    {
        var found = UnitGroup.TreesBelow(root)
            .Select(tree => (Tree: tree, Paths: Paths(tree, "", 0).ToLookup(Path.GetFileName, StringComparer.Ordinal)))
            .FirstOrDefault(each => each.Paths.Count > 0);
        if (found.Paths is null) return;
        foreach (var unit in units)
        {
            var paths = found.Paths[unit.Text].Take(1).ToList();
            if (paths.Count == 0) paths = [.. found.Paths.Where(same => IsInstance(same.Key, unit)).SelectMany(same => same)];
            if (paths.Count == 0) continue;
            _known[unit] = [.. paths.Order(StringComparer.Ordinal).Select(path => new UnitGroup(root, found.Tree, path, proc))];
        }
    }

    private static bool IsInstance(string? name, UnitName unit)
    {
        var dot = unit.Text.LastIndexOf('.');
        return dot > 0 && name is not null
            && name.StartsWith(unit.Text[..dot] + "@", StringComparison.Ordinal)
            && name.EndsWith(unit.Text[dot..], StringComparison.Ordinal);
    }

    // Below a unit are its own groups, which are no units.
    private static IEnumerable<string> Paths(string tree, string path, int depth)
    {
        if (depth > Deepest) return [];
        try
        {
            return [.. Directory.GetDirectories(tree + path).SelectMany(each =>
            {
                var name = path + "/" + Path.GetFileName(each);
                return name.EndsWith(".slice", StringComparison.Ordinal) ? Paths(tree, name, depth + 1)
                    : name.LastIndexOf('.') > name.LastIndexOf('/') ? [name]
                    : [];
            })];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
