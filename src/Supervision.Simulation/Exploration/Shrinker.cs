using System.Collections.Immutable;

namespace Supervision.Simulation.Exploration;

/// <summary>
/// Finds the least of a day that still goes wrong: leaves out ever smaller parts of its faults, then rounds their times.
/// </summary>
/// <remarks>Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", 2002 (delta debugging).</remarks>
/// <param name="fails">Whether a day still goes wrong in the same way.</param>
/// <param name="most">At most so many days are lived.</param>
public sealed class Shrinker(Func<ExploredDay, bool> fails, int most)
{
    private static readonly ImmutableArray<TimeSpan> Grains = [TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1)];

    private int _lived;

    /// <param name="day">One that goes wrong.</param>
    /// <returns>One that goes wrong, with as few faults as were found to be enough.</returns>
    public ExploredDay Shrink(ExploredDay day) => Round(Thin(day));

    private ExploredDay Thin(ExploredDay day)
    {
        for (var parts = 2; day.Faults.Length > 0 && parts <= 2 * day.Faults.Length;)
        {
            if (WithoutAPart(day, Math.Min(parts, day.Faults.Length)) is { } less)
                (day, parts) = (less, Math.Max(2, parts - 1));
            else if (parts >= day.Faults.Length)
                break;
            else
                parts *= 2;
        }

        return day;
    }

    private ExploredDay? WithoutAPart(ExploredDay day, int parts)
    {
        var size = (day.Faults.Length + parts - 1) / parts;
        for (var from = 0; from < day.Faults.Length; from += size)
        {
            var less = day with { Faults = day.Faults.RemoveRange(from, Math.Min(size, day.Faults.Length - from)) };
            if (Fails(less)) return less;
        }

        return null;
    }

    private ExploredDay Round(ExploredDay day)
    {
        for (var place = 0; place < day.Faults.Length; place++)
        {
            foreach (var grain in Grains)
            {
                var at = day.Faults[place].At;
                var rounded = new TimeSpan(at.Ticks / grain.Ticks * grain.Ticks);
                if (rounded == at || (place > 0 && rounded < day.Faults[place - 1].At)) continue;
                var rounder = day with { Faults = day.Faults.SetItem(place, day.Faults[place] with { At = rounded }) };
                if (!Fails(rounder)) continue;
                day = rounder;
                break;
            }
        }

        return day;
    }

    private bool Fails(ExploredDay day) => _lived++ < most && fails(day);
}
