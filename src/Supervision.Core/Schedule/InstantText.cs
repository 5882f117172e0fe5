using System.Globalization;

namespace Supervision.Core.Schedule;

/// <summary>
/// An instant as a person writes it: ISO 8601 with an offset from UTC, or without one as the clocks of a time zone show it.
/// </summary>
public static class InstantText
{
    private const int FirstYear = 1970;
    private const int LastYear = 2199;

    private const string Day = "yyyy-MM-dd";

    private static readonly string[] Times =
        ["'T'HH:mm", "'T'HH:mm:ss", "'T'HH:mm:ss.FFFFFFF", "' 'HH:mm", "' 'HH:mm:ss", "' 'HH:mm:ss.FFFFFFF"];

    private static readonly string[] Local = [Day, .. Times.Select(time => Day + time)];

    private static readonly string[] WithOffset =
        [.. Times.SelectMany(time => (string[])[Day + time + "zzz", Day + time + "zz", Day + time + "'Z'"])];

    /// <returns>The instant, or a problem that completes "… ": what is wrong and what to write instead.</returns>
    public static (DateTimeOffset Instant, string? Problem) Read(string text, TimeZoneInfo zone)
    {
        if (DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return Supported(local.Year) ? InZone(local, text, zone) : (default, OutOfRange);
        if (DateTimeOffset.TryParseExact(text, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            return Supported(instant.Year) ? (instant, null) : (default, OutOfRange);
        return (default, NoInstant);
    }

    private const string NoInstant =
        "must be an instant; write for example 2026-11-23T07:00:00+03:00, or 2026-11-23T07:00 for the time zone of the configuration";

    private static string OutOfRange { get; } =
        string.Create(CultureInfo.InvariantCulture, $"must lie in the years {FirstYear} to {LastYear}");

    private static bool Supported(int year) => year is >= FirstYear and <= LastYear;

    private static (DateTimeOffset, string?) InZone(DateTime local, string text, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local))
            return (default, $"names a time that the clocks of {zone.Id} skip: {text}; write it with its offset, or another time");

        // Of two that look the same, the earlier: whoever reads on from there misses nothing.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return (new DateTimeOffset(local, offset), null);
    }
}
