using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Supervision.Core.Configuration;

namespace Supervision.Core.Probes;

/// <summary>Reads a probe of the kind http.</summary>
internal static class HttpTargetReader
{
    private const int LongestPattern = 1000;

    private static readonly Uri Nowhere = new("http://127.0.0.1/");

    // Each of them would be a secret in a file that is there to be read, or ours to say.
    private static readonly string[] Refused = ["authorization", "proxy-authorization", "cookie"];
    private static readonly string[] Ours = ["host", "connection", "content-length", "transfer-encoding", "upgrade"];

    public static HttpTarget Read(Section probe)
    {
        var status = StatusSet.Read(probe, "status");
        if (probe.IsEmpty("status"))
            probe.Reject("status", "is empty, so that no answer would be right", "write for example \"200-399\"");
        return new HttpTarget(
            ProbeValues.Url(probe, "url", "http", "https") ?? Nowhere,
            probe.OneOf("method", ("GET", "GET"), ("HEAD", "HEAD"), ("OPTIONS", "OPTIONS"), ("TRACE", "TRACE")),
            status,
            StatusSet.Read(probe, "upstream-status"),
            probe.Text("contains"),
            ReadPattern(probe, "matches"),
            ReadHeaders(probe, "headers"),
            ProbeValues.Host(probe, "host-header"),
            ProbeValues.SocketPath(probe, "socket"),
            CertificateRules.Read(probe));
    }

    private static Regex? ReadPattern(Section probe, string key)
    {
        var pattern = probe.Text(key);
        if (pattern.Length == 0)
            return null;
        if (pattern.Length > LongestPattern)
        {
            probe.Reject(key, $"is longer than {LongestPattern} letters", "look for less");
            return null;
        }

        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (ArgumentException wrong)
        {
            probe.Reject(key, $"is no regular expression: {wrong.Message}", "correct it, or use contains for a plain text");
        }
        catch (NotSupportedException)
        {
            probe.Reject(key, "looks ahead, behind or back, which can take for ever", "write it without lookarounds and back references");
        }

        return null;
    }

    private static ImmutableArray<string> ReadHeaders(Section probe, string key)
    {
        var headers = probe.Texts(key);
        foreach (var header in headers)
        {
            var name = header.Split(':')[0].Trim();
            if (name.Length == 0 || name.Length == header.Length || !name.All(IsOfName) || header.Any(char.IsControl))
                probe.Reject(key, $"has {Excerpt.Of(header)}, which is no header", "write \"Name: value\"");
            else if (Refused.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                probe.Reject(
                    key,
                    $"has {name}, which would put a secret into the configuration",
                    "ask for a page that needs no login, or take 401 as an answer: status = \"200-399,401\"");
            }
            else if (Ours.Contains(name, StringComparer.OrdinalIgnoreCase))
                probe.Reject(key, $"has {name}, which the probe itself sends", "take it out; for the host there is host-header");
        }

        return headers;
    }

    private static bool IsOfName(char letter) =>
        char.IsAsciiLetterOrDigit(letter) || "!#$%&'*+-.^_`|~".Contains(letter, StringComparison.Ordinal);
}
