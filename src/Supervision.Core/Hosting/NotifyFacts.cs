using System.Globalization;
using Supervision.Core.Configuration;
using Supervision.Core.Notifications;

namespace Supervision.Core.Hosting;

/// <summary><c>healthcheck.notify</c> as texts by key.</summary>
internal static class NotifyFacts
{
    public static IEnumerable<KeyValuePair<string, string>> Of(NotifySettings notify) =>
    [
        .. notify.Channels.Select(channel => new KeyValuePair<string, string>(
            KeyPath.Append("healthcheck.notify", channel.Name), $"{{ {string.Join(", ", ChannelFacts.Of(channel))} }}")),
        new("healthcheck.notify.reminder", DurationMeaning.Write(notify.Reminder)),
        new("healthcheck.notify.wait", DurationMeaning.Write(notify.Wait)),
        new("healthcheck.notify.digest", notify.Digest is { } digest ? Time(digest) : "\"\""),
        new("healthcheck.notify.give-up-after", DurationMeaning.Write(notify.GiveUpAfter)),
        new("healthcheck.notify.storm.messages", notify.Storm.Messages.ToString(CultureInfo.InvariantCulture)),
        new("healthcheck.notify.storm.within", DurationMeaning.Write(notify.Storm.Within)),
        .. notify.Routes.Select(Of),
        .. notify.Fallbacks.Select(fallback => new KeyValuePair<string, string>(
            KeyPath.Append("healthcheck.notify.fallback", fallback.Key),
            $"{{ to = {fallback.Value.To}, after = {DurationMeaning.Write(fallback.Value.After)} }}")),
    ];

    private static KeyValuePair<string, string> Of(Route route)
    {
        string[] facts =
        [
            $"to = [{string.Join(", ", route.To)}]",
            $"severity = {route.Least.ToString().ToLowerInvariant()}",
            .. route.Events.IsEmpty ? [] : (string[])[$"events = [{string.Join(", ", route.Events)}]"],
            .. route.Between is { } window ? (string[])[$"between = {Time(window.From)}-{Time(window.To)}"] : [],
            .. route.Days.IsEmpty ? [] : (string[])[$"days = [{string.Join(", ", route.Days.Select(Day))}]"],
        ];
        return new(KeyPath.Append("healthcheck.notify.routes", route.Name), $"{{ {string.Join(", ", facts)} }}");
    }

    private static string Day(DayOfWeek day) => day.ToString()[..3].ToLowerInvariant();

    private static string Time(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
