using System.Collections.Immutable;
using Supervision.Core.Hosting;
using Supervision.Core.Schedule;

namespace Supervision.Simulation.Exploration;

/// <summary>
/// Draws days: quiet hours, and in between faults that come alone or several at once, most of them near the times that the configuration
/// decides by.
/// </summary>
public sealed class DayGenerator
{
    private readonly HealthcheckSettings _settings;
    private readonly TimeSpan _length;
    private readonly ImmutableArray<TimeSpan> _deadlines;

    /// <param name="length">Of a day; at least a minute.</param>
    public DayGenerator(HealthcheckSettings settings, TimeSpan length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, TimeSpan.FromMinutes(1));
        (_settings, _length) = (settings, length);
        _deadlines = Deadlines.Of(settings, length);
    }

    /// <summary>The same seed gives the same day, for the same configuration.</summary>
    public ExploredDay Draw(ulong seed)
    {
        var random = new SeededRandom(seed);
        var start = StartTimes.Draw(random, _settings);
        var faults = new List<PlannedFault>();
        var mix = new FaultMix(random, _settings, _deadlines);
        for (var left = 1 + random.Below(4 + (int)(_length.TotalHours / 6)); left > 0; left--)
            Burst(random, mix, Anchor(random, start), faults);
        return new ExploredDay(seed, start, _length, [.. faults.Where(fault => fault.At < _length).OrderBy(fault => fault.At)]);
    }

    private void Burst(SeededRandom random, FaultMix mix, TimeSpan anchor, List<PlannedFault> faults)
    {
        var at = anchor;
        foreach (var fault in mix.Lot())
        {
            faults.Add(new PlannedFault(at, fault));
            at = Later(random, at);
        }
    }

    private TimeSpan Later(SeededRandom random, TimeSpan at) => random.Below(8) switch
    {
        0 or 1 => at,
        2 or 3 or 4 => Beside(random, at + random.Of(_deadlines)),
        5 => at + TimeSpan.FromMilliseconds(random.Below(90_000)),
        6 => at + random.Between(TimeSpan.Zero, TimeSpan.FromMinutes(20)),
        _ => at + random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(30)),
    };

    // A third on a tick of the calendar.
    private TimeSpan Anchor(SeededRandom random, DateTimeOffset start)
    {
        var any = TimeSpan.FromSeconds(random.Below((int)_length.TotalSeconds));
        if (!random.OnceIn(3) || TickCalendar.NextAfter(start + any, _settings.Schedule) is not { } tick)
            return any;
        var lead = random.OnceIn(2) ? TimeSpan.Zero : random.Of(_deadlines);
        return Beside(random, tick.At - start - lead);
    }

    private static TimeSpan Beside(SeededRandom random, TimeSpan at)
    {
        var moved = at + TimeSpan.FromTicks(random.Between(-1, 1));
        return moved < TimeSpan.Zero ? TimeSpan.Zero : moved;
    }
}
