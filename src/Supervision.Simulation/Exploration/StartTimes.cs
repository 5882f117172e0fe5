using Supervision.Core.Hosting;

namespace Supervision.Simulation.Exploration;

/// <summary>When days begin: some on a Monday morning, some before the clocks change, the others whenever.</summary>
internal static class StartTimes
{
    private static readonly DateTimeOffset First = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const int Days = 730;

    public static DateTimeOffset Draw(SeededRandom random, HealthcheckSettings settings)
    {
        var kind = random.Below(6);
        var any = First + TimeSpan.FromDays(random.Below(Days)) + TimeSpan.FromSeconds(random.Below(86_400));
        var start = kind switch
        {
            0 or 1 => Monday(any, random, settings.Zone),
            2 => Shift(any, settings.Zone) is { } shift ? shift - TimeSpan.FromMinutes(random.Between(5, 600)) : any,
            _ => any,
        };
        return TimeZoneInfo.ConvertTime(start, settings.Zone);
    }

    private static DateTimeOffset Monday(DateTimeOffset any, SeededRandom random, TimeZoneInfo zone)
    {
        var day = TimeZoneInfo.ConvertTime(any, zone).Date;
        while (day.DayOfWeek != DayOfWeek.Monday) day = day.AddDays(1);
        var local = day.AddHours(6).AddSeconds(random.Below(2 * 3600));
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }

    // To the hour; null where the zone has none within a year.
    private static DateTimeOffset? Shift(DateTimeOffset from, TimeZoneInfo zone)
    {
        for (var day = 0; day < 366; day++)
        {
            var (before, after) = (from.AddDays(day), from.AddDays(day + 1));
            if (zone.GetUtcOffset(before) == zone.GetUtcOffset(after)) continue;
            while (zone.GetUtcOffset(before) != zone.GetUtcOffset(after)) after = after.AddHours(-1);
            return after.AddHours(1);
        }

        return null;
    }
}
