using System.Collections.Immutable;
using System.Globalization;
using Supervision.Core.Configuration;
using Supervision.Core.Probes;

namespace Supervision.Core.Notifications.Channels;

/// <summary>Reads a channel of the kind email.</summary>
internal static class EmailTargetReader
{
    public static EmailTarget Read(Section channel)
    {
        var (host, port) = ReadServer(channel);
        var security = channel.OneOf(
            "security", ("starttls", SmtpSecurity.StartTls), ("tls", SmtpSecurity.Tls), ("none", SmtpSecurity.None));
        var target = new EmailTarget(
            host,
            port,
            security,
            ReadFrom(channel),
            ReadTo(channel),
            ProbeValues.Line(channel, "user"),
            ProbeValues.PasswordFile(channel, "password-file"),
            channel.Flag("verify"),
            ProbeValues.Path(channel, "ca-file"));
        CheckLogin(channel, target);
        return target;
    }

    private static (string Host, int Port) ReadServer(Section channel)
    {
        var text = channel.Text("smtp");
        if (text.Length == 0) return ("", 0);
        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? text : text[..colon];
        if (host is ['[', .. var address, ']'] && Uri.CheckHostName(address) == UriHostNameType.IPv6) host = address;
        else if (host.Contains(':', StringComparison.Ordinal)) host = "";
        var isPort = int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port);
        var isHost = Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6;
        if (colon >= 0 && isPort && port is >= 1 and <= 65535 && isHost) return (host, port);
        channel.Reject(
            "smtp",
            $"must be a host and a port from 1 to 65535, but is {Excerpt.Of(text)}",
            "write for example \"127.0.0.1:25\" or \"[::1]:25\"");
        return ("", 0);
    }

    private static MailAddress ReadFrom(Section channel) =>
        channel.Text("from") is { Length: > 0 } from ? ReadAddress(channel, "from", from) : new MailAddress("", "");

    private static ImmutableArray<MailAddress> ReadTo(Section channel) =>
    [
        .. channel.Texts("to")
            .Select(text => ReadAddress(channel, "to", text))
            .DistinctBy(address => address.Address, StringComparer.Ordinal),
    ];

    private static MailAddress ReadAddress(Section channel, string key, string text)
    {
        var address = MailAddress.Read(text, out var defect);
        if (defect is not null)
        {
            channel.Reject(
                key,
                $"must be a mail address, but {Excerpt.Of(text)} {defect}",
                "write it such as \"admin@example.org\" or \"Nöbetçi <admin@example.org>\"");
        }

        return address;
    }

    // A password in plain text over a network is everybody's.
    private static void CheckLogin(Section channel, EmailTarget target)
    {
        if (target.User.Length > 0 != target.PasswordFile.Length > 0)
        {
            channel.Reject(
                target.User.Length > 0 ? "user" : "password-file",
                target.User.Length > 0 ? "has no password-file beside it" : "has no user beside it",
                "write both, or neither where the server asks for no login");
        }

        if (target is { Security: SmtpSecurity.None, PasswordFile.Length: > 0, Host.Length: > 0 } && !IsLoopback(target.Host))
        {
            channel.Reject(
                "security",
                $"is none, but a password would go to {target.Host} in plain text",
                "write security = starttls or security = tls");
        }
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host == "::1"
        || (host.StartsWith("127.", StringComparison.Ordinal) && Uri.CheckHostName(host) == UriHostNameType.IPv4);
}
