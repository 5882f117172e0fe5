using System.Globalization;

namespace Supervision.Core.Configuration;

/// <summary>Durations: a number and its unit. Other readers take a bare number for milliseconds, which nobody guesses.</summary>
internal static class DurationMeaning
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay),
        ("h", TimeSpan.TicksPerHour),
        ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond),
    ];

    public static Verdict<TimeSpan> Read(string text, TimeSpan min, TimeSpan max)
    {
        var (number, unit) = Amount.Split(text);
        var range = $"from {Write(min)} to {Write(max)}";
        if (!Amount.TryParse(number, out var amount))
            return Wrong("write for example 10s; the units are ms, s, m, h and d");
        if (unit.Length == 0)
            return Wrong($"add the unit, for example {number}s; the units are ms, s, m, h and d");
        if (Array.Find(Units, known => known.Unit == unit) is not { Ticks: > 0 } factor)
            return Wrong("the units are ms, s, m, h and d");
        if (amount > TimeSpan.MaxValue.Ticks / factor.Ticks)
            return Wrong($"choose a duration {range}");
        var duration = TimeSpan.FromTicks((long)(amount * factor.Ticks));
        return duration >= min && duration <= max ? new(duration, null) : Wrong($"choose a duration {range}");

        Verdict<TimeSpan> Wrong(string remedy) =>
            new(min, new($"must be a duration {range}, but is {Excerpt.Of(text)}", remedy));
    }

    /// <summary>A duration in its largest unit that needs no decimals.</summary>
    public static string Write(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero) return "0s";
        var largest = Array.Find(Units, unit => duration.Ticks % unit.Ticks == 0);
        return largest.Ticks > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / largest.Ticks}{largest.Unit}")
            : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds}ms");
    }
}
