using System.Collections.Immutable;
using Supervision.Core.Configuration;

namespace Supervision.Core.Notifications.Channels;

/// <summary>Reads the channels: the sections of <c>healthcheck.notify</c> that are none of its own keys, each laid over that of its kind
/// in <c>healthcheck.channels</c>.</summary>
internal static class ChannelsReader
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(5);

    /// <param name="reserved">The keys of <c>healthcheck.notify</c> that are no channels.</param>
    public static ImmutableArray<ChannelSettings> Read(Section notify, Section kinds, params ImmutableArray<string> reserved)
    {
        var defaults = ChannelKind.All.ToDictionary(kind => kind.Name, kind => ReadDefaults(kind, kinds), StringComparer.Ordinal);
        return [.. notify.Keys.Except(reserved, StringComparer.Ordinal).Select(name => ReadOne(notify, name, defaults)).OfType<ChannelSettings>()];
    }

    // Those that nobody uses as well: a mistake in them is told before somebody does.
    private static (ChannelKind Kind, Section Section) ReadDefaults(ChannelKind kind, Section kinds)
    {
        var section = kinds.Under(kind.Name);
        ReadTimeout(section);
        kind.Read(section);
        return (kind, section);
    }

    private static ChannelSettings? ReadOne(Section notify, string name, Dictionary<string, (ChannelKind, Section)> defaults)
    {
        var own = notify.Under(name);
        if (KindOf(own, defaults) is not { } known)
        {
            // What belongs in here only the kind could tell.
            notify.Verbatim(name);
            return null;
        }

        var section = own.Over(known.Section);
        section.Has("kind");
        foreach (var (key, remedy) in known.Kind.Needs.Where(need => section.IsEmpty(need.Key)))
            section.Reject($"tells nobody without {key}", remedy);
        return new ChannelSettings(name, known.Kind.Read(section), ReadTimeout(section));
    }

    private static TimeSpan ReadTimeout(Section channel) => channel.Duration("timeout", TimeSpan.FromSeconds(1), LongestTimeout);

    private static (ChannelKind Kind, Section Section)? KindOf(Section own, Dictionary<string, (ChannelKind, Section)> defaults)
    {
        if (own.Has("kind"))
        {
            var kind = own.OneOf("kind", [.. ChannelKind.All.Select(kind => (kind.Name, kind.Name))]);
            return own.IsSound("kind") ? defaults[kind] : null;
        }

        if (defaults.TryGetValue(own.Name, out var known))
            return known;
        own.Reject(
            "says no kind, and is no kind by its name",
            $"add kind = … with one of {string.Join(", ", ChannelKind.All.Select(kind => kind.Name))}");
        return null;
    }
}
