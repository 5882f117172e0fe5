using System.Collections.Immutable;
using Supervision.Core.Configuration;

namespace Supervision.Core.Notifications.Channels;

/// <summary>Reads the channels: the sections of <c>healthcheck.notify</c> that have no other meaning there.</summary>
public static class ChannelsReader
{
    /// <summary>The section with a section for each kind, over which the channels of that kind are laid.</summary>
    public const string Defaults = "defaults";

    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Reads every channel. A channel is of the kind that it names, or else of the kind that its name is.</summary>
    /// <param name="notify"><c>healthcheck.notify</c>.</param>
    /// <param name="reserved">The keys that are no channels; <see cref="Defaults"/> is none in any case.</param>
    /// <returns>Those without an error that leaves nothing to send to, in the order of the configuration.</returns>
    public static ImmutableArray<ChannelSettings> Read(Section notify, IReadOnlyCollection<string> reserved)
    {
        var kinds = ReadDefaults(notify.Under(Defaults));
        return
        [
            .. Names(notify, reserved)
                .Select(name => ReadOne(notify, name, kinds))
                .OfType<ChannelSettings>(),
        ];
    }

    /// <summary>What is meant as a channel, in the order of the configuration. A value beside the sections is none: it is a key with a
    /// slip in it, unless it is named like a kind.</summary>
    /// <param name="notify"><c>healthcheck.notify</c>.</param>
    /// <param name="reserved">The keys that are no channels; <see cref="Defaults"/> is none in any case.</param>
    internal static ImmutableArray<string> Names(Section notify, IReadOnlyCollection<string> reserved) =>
    [
        .. notify.Keys.Where(key => key != Defaults
            && !reserved.Contains(key)
            && (notify.IsSection(key) || ChannelKind.All.Any(kind => kind.Name == key))),
    ];

    private static Dictionary<string, (ChannelKind Kind, Section Section)> ReadDefaults(Section defaults)
    {
        var kinds = new Dictionary<string, (ChannelKind, Section)>(StringComparer.Ordinal);
        foreach (var kind in ChannelKind.All)
        {
            var section = defaults.Under(kind.Name);
            ReadTimeout(section);
            kind.Read(section);
            kinds.Add(kind.Name, (kind, section));
        }

        return kinds;
    }

    private static ChannelSettings? ReadOne(
        Section notify, string name, Dictionary<string, (ChannelKind Kind, Section Section)> kinds)
    {
        var own = notify.Under(name);
        if (KindOf(own, kinds.Keys) is not { } word)
        {
            // What belongs in here only the kind could tell.
            notify.Verbatim(name);
            return null;
        }

        var (kind, defaults) = kinds[word];
        var section = own.Over(defaults);
        section.Has("kind");
        foreach (var (key, remedy) in kind.Needs.Where(need => section.IsEmpty(need.Key)))
            section.Reject($"sends nothing without {key}", remedy);
        return new ChannelSettings(name, kind.Read(section), ReadTimeout(section));
    }

    private static string? KindOf(Section own, IReadOnlyCollection<string> kinds)
    {
        if (own.Has("kind"))
        {
            var kind = own.OneOf("kind", [.. ChannelKind.All.Select(one => (one.Name, one.Name))]);
            return own.IsSound("kind") ? kind : null;
        }

        if (kinds.Contains(own.Name)) return own.Name;
        own.Reject(
            "is named like no kind of channel and says none",
            $"add kind = … with one of {string.Join(", ", ChannelKind.All.Select(kind => kind.Name))}");
        return null;
    }

    private static TimeSpan ReadTimeout(Section channel) => channel.Duration("timeout", ShortestTimeout, LongestTimeout);
}
