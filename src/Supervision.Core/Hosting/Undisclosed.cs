using System.Collections.Immutable;
using Supervision.Core.Configuration;

namespace Supervision.Core.Hosting;

/// <summary>A configuration as it may be shown: without the values by which others could speak in our name.</summary>
public static class Undisclosed
{
    private static readonly ImmutableArray<string> Heartbeat = ["healthcheck", "heartbeat", "url"];

    /// <summary>The tree with such a value cut down to the host that it names.</summary>
    public static HoconValue.Map Of(HoconValue.Map tree) => (HoconValue.Map)At(tree, Heartbeat);

    private static HoconValue At(HoconValue value, ImmutableArray<string> path) => value switch
    {
        HoconValue.Map map when !path.IsEmpty => new HoconValue.Map(
            [
                .. map.Entries.Select(entry =>
                    entry.Key == path[0] ? entry with { Value = At(entry.Value, path.RemoveAt(0)) } : entry),
            ],
            map.Where),
        HoconValue.Scalar { Text.Length: > 0 } secret when path.IsEmpty =>
            new HoconValue.Scalar(Cut(secret.Text), quoted: true, secret.Where),
        _ => value,
    };

    private static string Cut(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https")
        ? $"{url.Scheme}://{url.IdnHost}/…"
        : "…";
}
