using System.Collections.Immutable;
using Supervision.Core.Configuration;

namespace Supervision.Core.Hosting;

/// <summary>A configuration as it may be shown: without the values by which others could speak in our name.</summary>
public static class Undisclosed
{
    private const string Any = "*";

    // Whoever knows the address of a heartbeat or a webhook can use it; a header or a body can carry a token.
    private static readonly ImmutableArray<ImmutableArray<string>> Places =
    [
        ["healthcheck", "heartbeat", "url"],
        .. from section in (ImmutableArray<ImmutableArray<string>>)[[Any], ["defaults", Any]]
           from key in (string[])["url", "headers", "body"]
           select (ImmutableArray<string>)["healthcheck", "notify", .. section, key],
    ];

    /// <summary>The tree with such values cut down to what is known of them anyway: the host of an address, the name of a header.</summary>
    public static HoconValue.Map Of(HoconValue.Map tree) => Places.Aggregate(tree, (shown, place) => (HoconValue.Map)At(shown, place));

    private static HoconValue At(HoconValue value, ImmutableArray<string> path) => value switch
    {
        HoconValue.Map map when !path.IsEmpty => new HoconValue.Map(
            [
                .. map.Entries.Select(entry =>
                    path[0] == Any || entry.Key == path[0] ? entry with { Value = At(entry.Value, path.RemoveAt(0)) } : entry),
            ],
            map.Where),
        HoconValue.List list when path.IsEmpty => new HoconValue.List([.. list.Items.Select(item => At(item, path))], list.Where),
        HoconValue.Scalar { Text.Length: > 0 } secret when path.IsEmpty =>
            new HoconValue.Scalar(Cut(secret.Text), quoted: true, secret.Where),
        _ => value,
    };

    private static string Cut(string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https"))
            return $"{url.Scheme}://{url.IdnHost}/…";
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && text[..colon].All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
            ? $"{text[..colon]}: …"
            : "…";
    }
}
