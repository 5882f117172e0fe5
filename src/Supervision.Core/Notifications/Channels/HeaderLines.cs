using System.Collections.Immutable;
using Supervision.Core.Configuration;

namespace Supervision.Core.Notifications.Channels;

/// <summary>Reads headers of HTTP requests, written as <c>Name: value</c>.</summary>
internal static class HeaderLines
{
    private static readonly ImmutableHashSet<string> OnesOfOurs = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Authorization", "Proxy-Authorization", "Host", "Content-Length", "Content-Type", "Transfer-Encoding", "Connection", "Expect");

    public static ImmutableArray<string> Read(Section channel, string key)
    {
        var headers = channel.Texts(key);
        foreach (var header in headers)
        {
            if (Defect(header) is { } defect)
                channel.Reject(key, $"has {Excerpt.Of(header)}, which {defect.Message}", defect.Remedy);
        }

        return headers;
    }

    private static (string Message, string Remedy)? Defect(string header)
    {
        var colon = header.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? "" : header[..colon];
        if (name.Length == 0 || !name.All(IsToken) || header.Any(letter => letter is < ' ' or > '~'))
            return ("is no header", "write \"Name: value\" in ASCII");
        return OnesOfOurs.Contains(name)
            ? ("is not to be set here", "take it out; a token belongs into a file that token-file names")
            : null;
    }

    private static bool IsToken(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.';
}
