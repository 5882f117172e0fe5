using System.Globalization;
using Supervision.Core.Configuration;
using Supervision.Core.Schedule;

namespace Supervision.Simulation.Scenarios;

/// <summary>Times as a scenario writes them: <c>08:03</c>, <c>08:03:20</c>, <c>+10m</c> or a whole date with its time.</summary>
internal static class ScenarioTime
{
    private static readonly string[] TimesOfDay = ["HH:mm", "HH:mm:ss"];

    private static readonly TimeSpan Longest = TimeSpan.FromDays(400);

    /// <param name="start">When the scenario begins: <c>+10m</c> counts from it.</param>
    /// <param name="notBefore">A time of day is the next one from here.</param>
    /// <returns>The instant, or a problem that completes "… ".</returns>
    public static (DateTimeOffset Instant, string? Problem) Read(
        string text, DateTimeOffset start, DateTimeOffset notBefore, TimeZoneInfo zone)
    {
        if (text.StartsWith('+'))
        {
            var (after, problem) = DurationText.Read(text[1..], TimeSpan.Zero, Longest);
            return (start + after, problem);
        }

        if (!TimeOnly.TryParseExact(text, TimesOfDay, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            var (instant, problem) = InstantText.Read(text, zone);
            return (instant, problem is null ? null : "must be a time; write 08:03, 08:03:20, +10m after the start, or 2026-11-23T08:03");
        }

        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(notBefore, zone).DateTime);
        var found = On(day, time, zone);
        return found.Problem is null && found.Instant < notBefore ? On(day.AddDays(1), time, zone) : found;
    }

    private static (DateTimeOffset Instant, string? Problem) On(DateOnly day, TimeOnly time, TimeZoneInfo zone) =>
        InstantText.Read(day.ToDateTime(time).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture), zone);
}
