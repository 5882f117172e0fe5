using System.Collections.Immutable;

namespace Supervision.Core.Notifications;

/// <summary>Whom a message is for.</summary>
public static class RouteRules
{
    /// <summary>The channels that are told of it at <paramref name="at"/>, in the order of the configuration.</summary>
    /// <param name="at">In the zone of the deployment.</param>
    public static ImmutableArray<string> For(NotifySettings settings, string ofEvent, Severity severity, DateTimeOffset at)
    {
        var routes = settings.Routes.Where(route => severity >= route.Least
            && (route.Events.IsEmpty || route.Events.Contains(ofEvent))
            && Holds(route, at));
        var named = routes.SelectMany(route => route.To).ToHashSet(StringComparer.Ordinal);
        return [.. settings.Channels.Select(channel => channel.Name).Where(named.Contains)];
    }

    /// <summary>Who is told where no route is written: everybody of what should be looked at, and a telephone of what cannot
    /// wait.</summary>
    public static ImmutableArray<Route> Default(ImmutableArray<ChannelSettings> channels) =>
    [
        .. channels.Select(channel => new Route(
            channel.Name,
            [channel.Name],
            channel.Target.Kind == "sms" ? Severity.Critical : Severity.Warning,
            [],
            Between: null,
            [])),
    ];

    /// <summary>When the next window opens or a day begins that a route holds on; null where every route holds at all times.</summary>
    public static DateTimeOffset? NextOpening(NotifySettings settings, DateTimeOffset now, TimeZoneInfo zone)
    {
        DateTimeOffset? next = null;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        foreach (var route in settings.Routes.Where(route => route.Between is not null || !route.Days.IsEmpty))
        {
            for (var ahead = 0; ahead <= 1; ahead++)
            {
                var opens = Instant(today.AddDays(ahead), route.Between?.From ?? TimeOnly.MinValue, zone);
                if (opens > now && (next is null || opens < next))
                    next = opens;
            }
        }

        return next;
    }

    /// <summary>The time of day on that day; the first instant after it where the clocks skip it.</summary>
    internal static DateTimeOffset Instant(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(15);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static bool Holds(Route route, DateTimeOffset at)
    {
        var (time, day) = (TimeOnly.FromDateTime(at.DateTime), at.DayOfWeek);
        if (route.Between is not { } window)
            return OnDay(route, day);
        if (window.From < window.To)
            return time >= window.From && time < window.To && OnDay(route, day);
        return (time >= window.From && OnDay(route, day)) || (time < window.To && OnDay(route, at.AddDays(-1).DayOfWeek));
    }

    private static bool OnDay(Route route, DayOfWeek day) => route.Days.IsEmpty || route.Days.Contains(day);
}
