using System.Collections.Immutable;

namespace Supervision.Core.Notifications;

/// <summary>Who is told what, when and how: <c>healthcheck.notify</c>.</summary>
/// <param name="Channels">In the order of the configuration.</param>
/// <param name="Routes">At least one wherever there is a channel.</param>
public sealed record NotifySettings(ImmutableArray<ChannelSettings> Channels, ImmutableArray<Route> Routes)
{
    /// <summary>Nobody is told anything.</summary>
    public static NotifySettings None { get; } = new([], []);

    /// <summary>How often it is said again that something is not over; zero for never.</summary>
    public TimeSpan Reminder { get; init; } = TimeSpan.FromHours(4);

    /// <summary>What lasts for less is told to nobody, and is a matter of the digest.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.Zero;

    public StormLimit Storm { get; init; } = new(20, TimeSpan.FromHours(1));

    /// <summary>When what nobody was told of is summed up, in the zone of the deployment; null for never.</summary>
    public TimeOnly? Digest { get; init; }

    /// <summary>A message that could not be delivered for so long is given up.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(2);

    /// <summary>What takes the place of a channel that does not work, by its name.</summary>
    public ImmutableSortedDictionary<string, Fallback> Fallbacks { get; init; } =
        ImmutableSortedDictionary<string, Fallback>.Empty.WithComparers(StringComparer.Ordinal);

    public ChannelSettings? Channel(string name) => Channels.FirstOrDefault(channel => channel.Name == name);
}

/// <summary>One rule of who is told.</summary>
/// <param name="To">Channels by name.</param>
/// <param name="Least">What matters less is not its business.</param>
/// <param name="Events">The words of <see cref="NoticeFacts.Events"/>; empty for all of them.</param>
/// <param name="Between">When it holds; null for always.</param>
/// <param name="Days">The days on which it holds; empty for all. What begins on one of them before midnight goes on after it.</param>
public sealed record Route(
    string Name,
    ImmutableArray<string> To,
    Severity Least,
    ImmutableArray<string> Events,
    DayWindow? Between,
    ImmutableArray<DayOfWeek> Days);

/// <summary>From one time of day to another, over midnight where <paramref name="To"/> is the earlier one.</summary>
public readonly record struct DayWindow(TimeOnly From, TimeOnly To);

/// <summary>At most <paramref name="Messages"/> to one channel within any time of this length; what is more is counted, and said.</summary>
public sealed record StormLimit(int Messages, TimeSpan Within);

/// <summary>Where a message goes that was not delivered after that long.</summary>
public sealed record Fallback(string To, TimeSpan After);
