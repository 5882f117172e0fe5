using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Supervision.Core.Configuration;

namespace Supervision.Core.Probes;

/// <summary>Values that several kinds of probes have in common. What is empty is passed over in silence and gives something
/// harmless.</summary>
internal static class ProbeValues
{
    // sun_path of unix(7) has 108 bytes, the zero at its end included.
    private const int LongestSocketPath = 107;
    private const int LongestName = 253;

    /// <summary>A name or a numeric address, without port.</summary>
    public static string Host(Section probe, string key)
    {
        var host = probe.Text(key);
        if (host.Length == 0 || IsHost(host))
            return host;
        probe.Reject(
            key,
            $"must be the name or the address of a host, but is {Excerpt.Of(host)}",
            "write it alone, such as \"127.0.0.1\"; the port is a key of its own");
        return "";
    }

    /// <returns>0 where it is empty or no port.</returns>
    public static int Port(Section probe, string key)
    {
        var text = probe.Text(key);
        if (text.Length == 0)
            return 0;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535)
            return port;
        probe.Reject(key, $"must be a port from 1 to 65535, but is {Excerpt.Of(text)}", "write a number from 1 to 65535");
        return 0;
    }

    public static string Path(Section probe, string key)
    {
        var path = probe.Text(key);
        if (path.Length == 0 || (path.StartsWith('/') && !path.Any(char.IsControl)))
            return path;
        probe.Reject(key, $"must be an absolute path, but is {Excerpt.Of(path)}", "write it from the root, beginning with /");
        return "";
    }

    /// <returns>An absolute path, the name of a credential (without a slash), or empty.</returns>
    public static string PasswordFile(Section probe, string key)
    {
        var file = probe.Text(key);
        return file.Contains('/', StringComparison.Ordinal) || file.Any(char.IsControl) ? Path(probe, key) : file;
    }

    public static string SocketPath(Section probe, string key)
    {
        var path = Path(probe, key);
        if (Encoding.UTF8.GetByteCount(path) <= LongestSocketPath)
            return path;
        probe.Reject(
            key, $"is longer than {LongestSocketPath} bytes, too long for a socket", "choose a shorter path, such as /run/gunicorn.sock");
        return "";
    }

    /// <returns>Null where it is empty or none of the <paramref name="schemes"/>.</returns>
    public static Uri? Url(Section probe, string key, params ReadOnlySpan<string> schemes)
    {
        var text = probe.Text(key);
        if (text.Length == 0)
            return null;
        var example = $"{schemes[0]}://127.0.0.1/";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || !schemes.Contains(url.Scheme) || url.Host.Length == 0)
        {
            probe.Reject(
                key,
                $"must begin with {schemes[0]}:// or {schemes[1]}:// and name a host, but is {Excerpt.Of(text)}",
                $"write for example {example}");
        }
        else if (url.UserInfo.Length > 0)
            probe.Reject(key, "has a user or a password in it", "leave that out: a refused login can be an answer too, see status");
        else if (url.Port == 0)
            probe.Reject(key, "has the port 0", "write a port from 1 to 65535, or none");
        else
            return url;
        return null;
    }

    /// <summary>A text that goes over a line-wise protocol.</summary>
    public static string Line(Section probe, string key)
    {
        var text = probe.Text(key);
        if (!text.Any(char.IsControl))
            return text;
        probe.Reject(key, "has a line break or another control character in it", "write it on one line");
        return "";
    }

    /// <summary>The words that are set, for a question.</summary>
    public static string Words(params ReadOnlySpan<(string Key, string Value)> words)
    {
        var told = new StringBuilder();
        foreach (var (key, value) in words)
        {
            if (value.Length > 0)
                told.Append(told.Length == 0 ? "" : ", ").Append(key).Append(' ').Append(value);
        }

        return Excerpt.Visible(told.ToString());
    }

    public static string List(ImmutableArray<string> texts) => texts.IsEmpty ? "" : $"[{string.Join(", ", texts)}]";

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool IsHost(string host) =>
        host.Length <= LongestName && Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6;
}
