using System.Collections.Immutable;
using Supervision.Core.Services;

namespace Supervision.Adapters.Systemd;

/// <summary>Reads units afresh with as few questions as can be: one list of all, and details only of what is not as it was.</summary>
internal sealed class UnitReader(Pid1 pid1, WatchedUnits units)
{
    private static readonly UnitProperties NoDetails = new() { Result = "", Invocation = "" };

    internal void ReadAll()
    {
        Read(units.All.ToImmutableArray());
        foreach (var umbrella in units.Umbrellas.ToList()) ReadParts(umbrella);
    }

    /// <returns>Whether there were any.</returns>
    internal bool ReadLackingParts()
    {
        var any = false;
        for (; units.LackingParts.FirstOrDefault() is { } umbrella; any = true) ReadParts(umbrella);
        return any;
    }

    /// <summary>All that can be known of one unit, and of the end of its main process.</summary>
    internal ListedUnit Look(UnitName unit)
    {
        if (pid1.List([unit.Text]) is not [var row]) return new ListedUnit("", default);
        var properties = row.Properties.With(Details(row.Path, isService: true));
        return row with { Properties = properties.With(Known(() => pid1.Exit(row.Path), default)) };
    }

    private void Read(ImmutableArray<WatchedUnit> read)
    {
        if (List(read) is { } rows)
        {
            var changed = read.Zip(rows).Where(pair => pair.First.Renew(pair.Second)).Select(pair => pair.First).ToList();
            units.Index();
            foreach (var unit in changed) unit.LearnDetails(Details(unit.Path, unit.IsService));
        }
        else if (read is [var impossible])
        {
            impossible.LearnThatItCannotExist();
        }
        else
        {
            // One name that is none spoils the list for all.
            foreach (var unit in read) Read([unit]);
        }
    }

    private List<ListedUnit>? List(ImmutableArray<WatchedUnit> asked)
    {
        var rows = Known(() => pid1.List([.. asked.Select(unit => unit.Unit.Text)]), null);
        return rows?.Count == asked.Length ? rows : null;
    }

    private void ReadParts(WatchedUnit umbrella)
    {
        var names = Known(() => pid1.ConsistsOf(umbrella.Path), []);
        if (umbrella.ConsistsOf(names)) return;
        var parts = names.Select(name => new WatchedUnit(new UnitName(name), umbrella)).ToImmutableArray();
        if (!umbrella.IsUmbrella) return;
        umbrella.Adopt(parts);
        Read(parts);
    }

    private UnitProperties Details(string path, bool isService) => Known(() => pid1.Details(path, isService), NoDetails);

    private static T Known<T>(Func<T> ask, T unknown)
    {
        try
        {
            return ask();
        }
        catch (BusException e) when (e.IsAbsence)
        {
            return unknown;
        }
    }
}
