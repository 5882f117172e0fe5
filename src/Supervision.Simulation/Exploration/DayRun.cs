using System.Collections.Immutable;
using Supervision.Core.Hosting;
using Supervision.Simulation.Exploration.Invariants;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration;

/// <summary>One day, lived through under the eyes of all invariants. Lives on the thread that calls.</summary>
public sealed class DayRun
{
    // Between two looks at whether all is lost already.
    private static readonly TimeSpan Slice = TimeSpan.FromHours(1);

    private readonly HealthcheckSettings _settings;
    private readonly ExploredDay _day;
    private readonly List<string>? _trace;
    private readonly ImmutableArray<Invariant> _invariants;
    private readonly UnitsSeen _units;
    private Violation? _broken;

    private DayRun(HealthcheckSettings settings, ExploredDay day, List<string>? trace) =>
        (_settings, _day, _trace, _invariants, _units) = (settings, day, trace, AllInvariants.For(settings), new UnitsSeen(settings));

    /// <summary>Lives it until the first promise is broken, or to its end.</summary>
    /// <param name="trace">Is filled with what happened; null where nobody reads it.</param>
    /// <returns>What was broken; null where nothing was.</returns>
    public static Violation? Live(HealthcheckSettings settings, ExploredDay day, ExplorationMode mode, List<string>? trace = null) =>
        new DayRun(settings, day, trace).Live(mode);

    private Violation? Live(ExplorationMode mode)
    {
        using var world = new World(new WorldPlan(_settings, _day.Start), Take);
        foreach (var planned in _day.Faults)
        {
            if (!Reach(world, planned.At)) return _broken;
            world.Strike(planned.Fault);
        }

        if (!Reach(world, _day.Length)) return _broken;
        if (mode == ExplorationMode.Liveness)
            _broken = new Afterwards(_settings, _day, world, service => _units[service].IsStopped).Live(to => Reach(world, to)) ?? _broken;
        return _broken;
    }

    private bool Reach(World world, TimeSpan time)
    {
        while (_broken is null && world.Elapsed < time)
            world.Pass(time - world.Elapsed < Slice ? time - world.Elapsed : Slice);
        return _broken is null;
    }

    private void Take(Happening happened)
    {
        _trace?.Add(TraceLine.Of(happened));
        if (_broken is not null) return;
        _units.Take(happened);
        foreach (var invariant in _invariants)
        {
            if (invariant.Take(happened) is not { } words) continue;
            _broken = new Violation(invariant.Name, words, happened.Elapsed);
            _trace?.Add($"BROKEN  {invariant.Name}: {words}");
            return;
        }
    }
}
