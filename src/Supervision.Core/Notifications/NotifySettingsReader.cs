using System.Collections.Immutable;
using System.Globalization;
using Supervision.Core.Configuration;
using Supervision.Core.Notifications.Channels;

namespace Supervision.Core.Notifications;

/// <summary>Reads <c>healthcheck.notify</c>, but for the channels themselves.</summary>
public static class NotifySettingsReader
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private static readonly (string, DayOfWeek)[] Days =
    [
        ("mon", DayOfWeek.Monday), ("tue", DayOfWeek.Tuesday), ("wed", DayOfWeek.Wednesday), ("thu", DayOfWeek.Thursday),
        ("fri", DayOfWeek.Friday), ("sat", DayOfWeek.Saturday), ("sun", DayOfWeek.Sunday),
    ];

    /// <summary>The keys of <c>healthcheck.notify</c> that are no channels.</summary>
    public static ImmutableArray<string> Reserved { get; } =
        ["reminder", "wait", "digest", "give-up-after", "storm", "routes", "fallback", ChannelsReader.Defaults];

    /// <param name="channels">Those that were read without an error.</param>
    public static NotifySettings Read(Section notify, ImmutableArray<ChannelSettings> channels)
    {
        // A channel with a mistake in it is a channel: whoever names it makes no second one.
        var names = ChannelsReader.Names(notify, Reserved);
        var storm = notify.Under("storm");
        var routes = ReadRoutes(notify.Under("routes"), names);
        return new NotifySettings(channels, routes.IsEmpty ? RouteRules.Default(channels) : routes)
        {
            Reminder = notify.Duration("reminder", TimeSpan.Zero, Longest),
            Wait = notify.Duration("wait", TimeSpan.Zero, TimeSpan.FromHours(1)),
            Digest = notify.Text("digest") is { Length: > 0 } time ? Time(notify, "digest", time) : null,
            GiveUpAfter = notify.Duration("give-up-after", TimeSpan.FromMinutes(1), Longest),
            Storm = new StormLimit(
                storm.Number("messages", 1, 1000), storm.Duration("within", TimeSpan.FromMinutes(1), TimeSpan.FromDays(1))),
            Fallbacks = ReadFallbacks(notify.Under("fallback"), names),
        };
    }

    // The defaults are read for themselves: a mistake in them is seen before a route inherits it.
    private static ImmutableArray<Route> ReadRoutes(Section routes, ImmutableArray<string> names)
    {
        var defaults = routes.Under("defaults");
        ReadRoute(defaults, names);
        return [.. routes.Keys.Where(key => key != "defaults").Select(key => ReadOwnRoute(routes.Under(key).Over(defaults), names))];
    }

    private static Route ReadOwnRoute(Section section, ImmutableArray<string> names)
    {
        var route = ReadRoute(section, names);
        if (route.To.IsEmpty && section.IsSound("to"))
            section.Reject("to", "names no channel", "write to = [email], with the names of channels");
        return route;
    }

    private static Route ReadRoute(Section route, ImmutableArray<string> names)
    {
        var to = route.Texts("to");
        foreach (var name in to)
            Require(route, "to", name, names);
        return new Route(
            route.Name,
            to,
            route.OneOf("severity", ("warning", Severity.Warning), ("critical", Severity.Critical), ("info", Severity.Info)),
            route.ManyOf("events", [.. NoticeFacts.Events.Select(name => (name, name))]),
            route.Text("between") is { Length: > 0 } window ? Window(route, window) : null,
            route.ManyOf("days", Days));
    }

    private static ImmutableSortedDictionary<string, Fallback> ReadFallbacks(Section fallback, ImmutableArray<string> names)
    {
        var read = ImmutableSortedDictionary.CreateBuilder<string, Fallback>(StringComparer.Ordinal);
        foreach (var channel in fallback.Children())
        {
            if (!names.Contains(channel.Name))
                channel.Reject("is no channel here", Known(channel.Name, names));
            var to = channel.Text("to");
            Require(channel, "to", to, names);
            if (to == channel.Name)
                channel.Reject("to", "is the channel itself", "name another channel, or take the section out");
            read[channel.Name] = new Fallback(to, channel.Duration("after", TimeSpan.Zero, TimeSpan.FromDays(1)));
        }

        return read.ToImmutable();
    }

    private static void Require(Section section, string key, string name, ImmutableArray<string> names)
    {
        if (!names.Contains(name) && section.IsSound(key))
            section.Reject(key, $"names {Excerpt.Of(name)}, which is no channel here", Known(name, names));
    }

    private static string Known(string name, ImmutableArray<string> names) => NearestKey.To(name, names) is { } nearest
        ? $"write {nearest}"
        : names.IsEmpty ? "write the channel first, such as email { … }" : $"write one of {string.Join(", ", names)}";

    private static DayWindow? Window(Section route, string text)
    {
        var ends = text.Split('-');
        if (ends.Length == 2 && Parse(ends[0]) is { } from && Parse(ends[1]) is { } to && from != to)
            return new DayWindow(from, to);
        route.Reject("between", $"is no time of day: {Excerpt.Of(text)}", "write from and to, such as \"22:00-07:00\"");
        return null;
    }

    private static TimeOnly? Time(Section section, string key, string text)
    {
        if (Parse(text) is { } time)
            return time;
        section.Reject(key, $"is no time of day: {Excerpt.Of(text)}", "write hours and minutes, such as \"08:00\", or \"\" for none");
        return null;
    }

    private static TimeOnly? Parse(string text) =>
        TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
