using System.Collections.Immutable;
using Supervision.Core.Services;

namespace Supervision.Adapters.Systemd;

/// <summary>All that we watch, found by the object path that a signal comes from. Several names can mean one unit (an alias), and a
/// part of an umbrella can be watched for its own sake too: each stands for itself here.</summary>
internal sealed class WatchedUnits(ImmutableArray<UnitName> names)
{
    private ImmutableArray<WatchedUnit> _roots = [.. names.Select(name => new WatchedUnit(name))];
    private readonly Dictionary<string, ImmutableArray<WatchedUnit>> _byPath = new(StringComparer.Ordinal);

    internal IEnumerable<WatchedUnit> All => _roots.Concat(_roots.SelectMany(root => root.Parts ?? []));

    internal IEnumerable<WatchedUnit> Umbrellas => _roots.Where(root => root.IsUmbrella);

    internal IEnumerable<WatchedUnit> LackingParts => _roots.Where(root => root.LacksParts);

    internal IEnumerable<WatchedUnit> LackingReason => All.Where(unit => unit.LacksReason);

    internal ImmutableArray<WatchedUnit> At(string path) => _byPath.GetValueOrDefault(path, []);

    /// <summary>Watches <paramref name="units"/> from now on; what is known of those that stay is kept.</summary>
    /// <returns>Those that are new; nothing is known of them.</returns>
    internal ImmutableArray<WatchedUnit> Replace(ImmutableArray<UnitName> units)
    {
        var before = _roots;
        _roots = [.. units.Select(name => before.FirstOrDefault(root => root.Unit == name) ?? new WatchedUnit(name))];
        Index();
        return _roots.RemoveRange(before);
    }

    /// <summary>To be called when units were listed or parts adopted, before the next signal is looked up.</summary>
    internal void Index()
    {
        _byPath.Clear();
        foreach (var unit in All.Where(unit => unit.Path.Length > 0)) _byPath[unit.Path] = At(unit.Path).Add(unit);
    }

    /// <summary>What has changed among <paramref name="units"/> since it was told; a part's news are its umbrella's.</summary>
    internal static IEnumerable<UnitStatus> News(IEnumerable<WatchedUnit> units)
    {
        foreach (var unit in units)
        {
            if (!unit.HasNews) continue;
            if (unit.Umbrella is null) yield return unit.Tell();
            else if (!unit.Umbrella.LacksParts) yield return unit.Umbrella.Tell();
        }
    }

    internal ImmutableArray<UnitStatus> TellAll() => [.. _roots.Select(root => root.Tell())];
}
