using System.Collections.Immutable;
using Supervision.Core.Services;

namespace Supervision.Adapters.Systemd;

/// <summary>
/// Reads units afresh with as few questions as can be: one list of those that systemd has in its memory, and details only of what is
/// not as it was. To be asked for a unit that it has forgotten, systemd reads its file and forgets it again, a millisecond or more each
/// time; so such a unit is only looked for among the loaded ones until systemd reads its files anew.
/// </summary>
internal sealed class UnitReader(Pid1 pid1, WatchedUnits units)
{
    // What no signal tells is asked of so many units at one sweep, so that a sweep's price stays the same however many there are.
    private const int AskedPerSweep = 16;

    private int _turn;

    internal void ReadAll()
    {
        var forgotten = units.All.ToLookup(unit => unit.IsForgotten);
        Read([.. forgotten[false]]);
        ReadLoaded([.. forgotten[true]]);
        foreach (var umbrella in units.Umbrellas.ToList()) ReadParts(umbrella);
    }

    /// <summary>Reads even what can have changed only by a change of the units' files.</summary>
    internal void ReadAllAnew()
    {
        foreach (var unit in units.All) unit.Doubt();
        ReadAll();
        ReadUnsignalled(units.All.Where(unit => unit.Known.NeedsReload == true));
    }

    /// <summary>What no signal tells of, of some units at each call, of one after the other in turn.</summary>
    internal void ReadUnsignalled()
    {
        // To be asked about, a unit at rest would have to be loaded.
        var loaded = units.All.Where(unit => !unit.IsIdle && unit.Path.Length > 0).ToList();
        var many = Math.Min(AskedPerSweep, loaded.Count);
        var asked = Enumerable.Range(_turn, many).Select(next => loaded[next % loaded.Count]).ToList();
        _turn = loaded.Count == 0 ? 0 : (_turn + asked.Count) % loaded.Count;
        ReadUnsignalled(asked);
    }

    /// <returns>Whether there were any.</returns>
    internal bool ReadLackingGroups()
    {
        var lacking = units.All.Where(unit => unit.LacksGroup).ToLookup(unit => unit.Path);
        foreach (var (question, told) in pid1.Ask(lacking.Select(same => Question.ControlGroup(same.Key))))
        {
            foreach (var unit in lacking[question.Path]) unit.LearnGroup(told);
        }

        return lacking.Count > 0;
    }

    /// <returns>Whether there were any.</returns>
    internal bool ReadLackingParts()
    {
        var any = false;
        for (; units.LackingParts.FirstOrDefault() is { } umbrella; any = true) ReadParts(umbrella);
        return any;
    }

    /// <summary>Asks of the units that ended without a job whether that is an outage. The answer comes after all signals before it, of
    /// which one may say that systemd is about to start the unit again.</summary>
    /// <returns>Whether there were any.</returns>
    internal bool ReadLackingReasons()
    {
        var any = false;
        for (; units.LackingReason.FirstOrDefault() is { } unit; any = true)
        {
            var isAtRest = Known(() => pid1.IsAtRest(unit.Path), true);
            var isItsWay = Known(() => pid1.EndsByDesign(unit.Path), false);
            if (unit.LacksReason) unit.LearnReason(isOutage: isAtRest && !isItsWay);
        }

        return any;
    }

    /// <summary>All that can be known of one unit, and of the end of its main process.</summary>
    internal ListedUnit Look(UnitName unit)
    {
        if (pid1.List([unit.Text]) is not [var row]) return new ListedUnit("", default);
        var details = pid1.Ask(Question.Details(row.Path, isService: true, row.Properties))
            .Aggregate(row.Properties with { Result = "", Invocation = "" }, (known, answer) => known.With(answer.Told));
        var properties = details.With(Known(() => pid1.LifeBegan(row.Path), default));
        return row with { Properties = properties.With(Known(() => pid1.Exit(row.Path), default)) };
    }

    /// <summary>The same, without giving systemd a unit back that it has forgotten: nothing is known then, and the path is empty.</summary>
    internal ListedUnit Recall(UnitName unit) => Known(() => pid1.IsLoaded(unit.Text), false) ? Look(unit) : new ListedUnit("", default);

    /// <summary>Reads units of which nothing is known yet.</summary>
    internal void Read(ImmutableArray<WatchedUnit> read)
    {
        if (read.IsEmpty) return;
        if (List(read) is { } rows)
        {
            var changed = read.Zip(rows).Where(pair => pair.First.Renew(pair.Second)).Select(pair => pair.First).ToList();
            units.Index();
            foreach (var unit in changed) ReadDetails(unit);
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

    private void ReadLoaded(ImmutableArray<WatchedUnit> forgotten)
    {
        if (forgotten.IsEmpty) return;
        var loaded = pid1.ListLoaded().ToDictionary(row => row.Path, StringComparer.Ordinal);
        foreach (var unit in forgotten.Where(unit => loaded.TryGetValue(unit.Path, out var row) && unit.Renew(row)).ToList()) ReadDetails(unit);
    }

    private void ReadDetails(WatchedUnit unit)
    {
        if (unit.IsIdle && !Known(() => pid1.IsLoaded(unit.Unit.Text), false)) unit.LearnThatItIsForgotten();
        else LearnDetails(unit);
    }

    private void LearnDetails(WatchedUnit unit)
    {
        // What has none would never be known in full.
        if (!unit.IsService) unit.Learn(new UnitProperties { Result = "" });
        foreach (var (question, told) in pid1.Ask(Question.Details(unit.Path, unit.IsService, unit.Known)))
            unit.Learn(told == default ? Absent(question.Property) : told);
        if (unit is { IsService: true, Known.IsRunning: true }) unit.Learn(new UnitProperties { ExitKind = 0, ExitStatus = 0 });
        unit.DetailsAreKnown();
    }

    private static UnitProperties Absent(string property) => property switch
    {
        "InvocationID" => new UnitProperties { Invocation = "" },
        "Result" => new UnitProperties { Result = "" },
        _ => default,
    };

    private void ReadUnsignalled(IEnumerable<WatchedUnit> asked)
    {
        var byPath = asked.ToLookup(unit => unit.Path);
        foreach (var (question, told) in pid1.Ask(byPath.SelectMany(same => Question.Unsignalled(same.Key))))
        {
            foreach (var unit in byPath[question.Path]) unit.Learn(told);
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
