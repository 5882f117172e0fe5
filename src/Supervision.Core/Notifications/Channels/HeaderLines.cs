using System.Collections.Immutable;
using Supervision.Core.Configuration;

namespace Supervision.Core.Notifications.Channels;

/// <summary>Header lines that an operator wants sent besides.</summary>
internal static class HeaderLines
{
    private static readonly string[] Secret = ["authorization", "proxy-authorization", "cookie"];
    private static readonly string[] Ours = ["host", "connection", "content-length", "content-type", "transfer-encoding", "upgrade"];

    public static ImmutableArray<string> Read(Section section, string key)
    {
        var headers = section.Texts(key);
        foreach (var header in headers)
        {
            var name = header.Split(':')[0].Trim();
            if (name.Length == 0 || name.Length == header.Length || !name.All(IsOfName) || header.Any(char.IsControl))
                section.Reject(key, $"has {Excerpt.Of(header)}, which is no header", "write \"Name: value\"");
            else if (Secret.Contains(name, StringComparer.OrdinalIgnoreCase))
                section.Reject(key, $"has {name}, which would put a secret into the configuration", "sign the requests: secret-file");
            else if (Ours.Contains(name, StringComparer.OrdinalIgnoreCase))
                section.Reject(key, $"has {name}, which is ours to send", "take it out");
        }

        return headers;
    }

    private static bool IsOfName(char letter) =>
        char.IsAsciiLetterOrDigit(letter) || "!#$%&'*+-.^_`|~".Contains(letter, StringComparison.Ordinal);
}
