using System.Collections.Immutable;
using Supervision.Simulation.Faults;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Scenarios;

/// <summary>A scenario that was rehearsed.</summary>
/// <param name="Happened">Everything, in order.</param>
/// <param name="Findings">What became of each expectation, and last of all whether anything went wrong within the daemon.</param>
public sealed record ScenarioRun(
    Scenario Scenario, ImmutableArray<Happening> Happened, ImmutableArray<(Expectation Expectation, Finding Finding)> Findings)
{
    // Far enough to fall on another side of whatever is counted in seconds.
    private static readonly TimeSpan Shift = TimeSpan.FromSeconds(5);

    /// <summary>Every expectation holds.</summary>
    public bool Holds => Findings.All(one => one.Finding.Holds);

    /// <summary>Rehearses it.</summary>
    /// <param name="seed">Moves each event by up to five seconds later, the same way for the same seed; null for as it is written.</param>
    public static ScenarioRun Of(Scenario scenario, ulong? seed = null)
    {
        var happened = ImmutableArray.CreateBuilder<Happening>();
        using (var world = new World(new WorldPlan(scenario.Settings, scenario.Start) { Units = scenario.Units }, happened.Add))
        {
            var slept = TimeSpan.Zero;
            var shifts = new Shifts(seed);
            foreach (var next in scenario.Events)
            {
                PassTo(next.At + shifts.Next());
                world.Strike(next.Fault);
                if (next.Fault is Fault.Suspend suspend) slept += suspend.For;
            }

            PassTo(scenario.Start + scenario.For);

            // What should have happened while the host slept happens as it wakes.
            void PassTo(DateTimeOffset at)
            {
                var left = at - scenario.Start - slept - world.Elapsed;
                if (left > TimeSpan.Zero) world.Pass(left);
            }
        }

        var course = new Course(scenario.Start, scenario.Settings.Zone, happened.ToImmutable());
        return new ScenarioRun(
            scenario,
            happened.ToImmutable(),
            [.. scenario.Expectations.Append(new Expectation.Sound { Text = "nothing goes wrong within the daemon" })
                .Select(expectation => (expectation, expectation.Judge(course)))]);
    }

    // SplitMix64 by Sebastiano Vigna.
    private sealed class Shifts(ulong? seed)
    {
        private ulong _state = seed ?? 0;

        public TimeSpan Next()
        {
            if (seed is null) return TimeSpan.Zero;
            unchecked
            {
                _state += 0x9E3779B97F4A7C15UL;
                var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9UL;
                mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
                return TimeSpan.FromMilliseconds((mixed ^ (mixed >> 31)) % (ulong)Shift.TotalMilliseconds);
            }
        }
    }
}
