using System.Collections.Immutable;
using Supervision.Core.Services;

namespace Supervision.Adapters.Systemd;

/// <summary>One unit that we watch, or a part of an umbrella that we watch: what is known of it, and what of that was told
/// already.</summary>
internal sealed class WatchedUnit(UnitName unit, WatchedUnit? umbrella = null)
{
    private readonly OwnEnd _end = new();
    private UnitProperties _told;
    private bool _ownEndTold;
    private bool _detailed;
    private bool _forgotten;
    private bool _partsTold;
    private string? _groupAskedFor;

    internal UnitName Unit => unit;
    internal WatchedUnit? Umbrella => umbrella;
    internal bool IsService { get; } = unit.Text.EndsWith(".service", StringComparison.Ordinal);

    /// <summary>Where systemd shows the unit on the bus; empty before the first answer.</summary>
    internal string Path { get; private set; } = "";

    internal UnitProperties Known { get; private set; }

    /// <summary>The units that an umbrella consists of; null while they are to be read (again).</summary>
    internal ImmutableArray<WatchedUnit>? Parts { get; private set; }

    /// <summary>At rest, so that systemd may have forgotten it.</summary>
    internal bool IsIdle => Known is { Activity: UnitActivity.Inactive, Job: "" };

    /// <summary>At rest and not in systemd's memory: it can only change by being loaded, which a list of the loaded units shows.</summary>
    internal bool IsForgotten => _forgotten && IsIdle;

    internal bool IsUmbrella => umbrella is null && Known is { Activity: UnitActivity.Active, SubState: "exited" };

    /// <summary>Active without anything running, and nobody knows yet what it stands for: not to be told before that.</summary>
    internal bool LacksParts => IsUmbrella && Parts is null;

    /// <summary>It ended without a job, and nobody knows yet whether it was to: not to be told before that.</summary>
    internal bool LacksReason => _end.IsUnconfirmed;

    /// <summary>It runs, and nobody has asked for the control group of this life. Told without it meanwhile: it says where to look, not
    /// how the unit is.</summary>
    internal bool LacksGroup =>
        IsService && Known is { IsActive: true, Invocation: not (null or "") } && _groupAskedFor != Known.Invocation;

    internal bool HasNews =>
        !LacksParts && !LacksReason && (News != _told || _end.IsConfirmed != _ownEndTold || (IsUmbrella && !_partsTold));

    /// <summary>Lays what a signal said over what is known.</summary>
    internal void Hear(UnitProperties news)
    {
        Take(news);
        if (IsService) _end.Observe(Known, told: true);
    }

    /// <summary>Lays what an answer said over what is known.</summary>
    internal void Learn(UnitProperties news)
    {
        Take(news);
        if (IsService) _end.Observe(Known, told: false);
    }

    internal void LearnGroup(UnitProperties answer)
    {
        _groupAskedFor = Known.Invocation;
        Learn(answer);
    }

    internal void LearnReason(bool isOutage) => _end.Confirm(isOutage);

    /// <summary>Takes a row of a list of all units.</summary>
    /// <returns>Whether the unit's details are to be asked for, since it is not as it was.</returns>
    internal bool Renew(ListedUnit row)
    {
        var before = Known;
        Path = row.Path;
        Learn(row.Properties);
        _detailed &= Known == before;
        if (IsIdle && Known.Load == UnitLoad.NotFound) LearnThatItIsForgotten();
        return !_detailed;
    }

    /// <summary>What was learned without systemd's memory is to be learned again.</summary>
    internal void Doubt() => _forgotten = false;

    /// <summary>All details have been learned.</summary>
    internal void DetailsAreKnown() => (_detailed, _forgotten) = (true, false);

    internal void LearnThatItIsForgotten()
    {
        Learn(new UnitProperties { Result = "", Invocation = "" });
        (_detailed, _forgotten) = (true, true);
    }

    /// <summary>No such unit can exist: systemd refused even its name.</summary>
    internal void LearnThatItCannotExist()
    {
        Learn(new UnitProperties { Load = UnitLoad.NotFound, Activity = UnitActivity.Inactive, SubState = "dead", Job = "" });
        LearnThatItIsForgotten();
    }

    internal bool ConsistsOf(IReadOnlyCollection<string> names) =>
        Parts is { } parts && parts.Length == names.Count && parts.All(part => names.Contains(part.Unit.Text));

    internal void Adopt(ImmutableArray<WatchedUnit> parts)
    {
        Parts = parts;
        _partsTold = false;
    }

    /// <summary>The unit as it is to be told from now on; its news are none any more.</summary>
    internal UnitStatus Tell()
    {
        _told = News;
        _partsTold = true;
        _ownEndTold = _end.IsConfirmed;
        return Known.ToStatus(unit, [.. LoadedParts.Select(part => part.Tell())]) with { EndedByItself = _end.IsConfirmed };
    }

    // How a process ended is told with what became of the unit by that, and not before.
    private UnitProperties News => Known with { ExitKind = null, ExitStatus = null };

    private IEnumerable<WatchedUnit> LoadedParts => (Parts ?? []).Where(part => part.Known.Load == UnitLoad.Loaded);

    private void Take(UnitProperties news)
    {
        // What starts was loaded, but its signals do not say so, and may come before the signal that systemd has read its files anew.
        var installed = news.Load is null && Known is { Load: UnitLoad.NotFound, Activity: UnitActivity.Inactive }
            && news.Activity is UnitActivity.Activating or UnitActivity.Active;
        var all = installed ? news with { Load = UnitLoad.Loaded } : news;
        Known = Known.With(all) with { LifeBegan = null };
        if (!IsUmbrella) Parts = null;
    }
}
