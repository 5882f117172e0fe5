using System.Collections.Immutable;
using System.Net.Mail;
using Supervision.Core.Configuration;
using Supervision.Core.Probes;

namespace Supervision.Core.Notifications.Channels;

/// <summary>By a mail server.</summary>
/// <param name="From">An address, with a name where that is wanted.</param>
/// <param name="To">The same; at least one.</param>
/// <param name="User">Who logs in; empty where nobody does.</param>
/// <param name="PasswordFile">Where that user's password lies, read at each try: a path, or the name of a credential of our unit.</param>
public sealed record EmailTarget(
    string Host,
    int Port,
    MailSecurity Security,
    string From,
    ImmutableArray<string> To,
    string User,
    string PasswordFile,
    CertificateRules Certificate)
    : IChannelTarget
{
    public string Kind => "email";

    public int LongestText => 100_000;

    public bool TakesHtml => true;

    public bool Equals(EmailTarget? other) => other is not null
        && (Host, Port, Security, From, User, PasswordFile, Certificate)
            == (other.Host, other.Port, other.Security, other.From, other.User, other.PasswordFile, other.Certificate)
        && To.SequenceEqual(other.To);

    public override int GetHashCode() => HashCode.Combine(Host, Port, Security, From, User, PasswordFile, Certificate, To.Length);
}

/// <summary>How the way to the mail server is kept from others.</summary>
public enum MailSecurity
{
    /// <summary>Not at all: for a server on this host.</summary>
    None,

    /// <summary>It begins in the open, and goes on over TLS or not at all.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,
}

/// <summary>Reads a channel of the kind email.</summary>
internal static class EmailTargetReader
{
    private const int LongestAddress = 320;

    public static EmailTarget Read(Section channel)
    {
        var (host, port) = ReadServer(channel, "smtp");
        var security = channel.OneOf(
            "security", ("none", MailSecurity.None), ("starttls", MailSecurity.StartTls), ("tls", MailSecurity.Tls));
        var target = new EmailTarget(
            host,
            port,
            security,
            ReadAddress(channel, "from", channel.Text("from")),
            [.. channel.Texts("to").Select(address => ReadAddress(channel, "to", address))],
            ProbeValues.Line(channel, "user"),
            ProbeValues.PasswordFile(channel, "password-file"),
            new CertificateRules(channel.Flag("verify"), Days: 0, ProbeValues.Path(channel, "ca-file")));
        if (target.User.Length > 0 != target.PasswordFile.Length > 0)
            channel.Reject(
                target.User.Length > 0 ? "user" : "password-file", "needs the other one of user and password-file", "write both, or neither");
        else if (target is { Security: MailSecurity.None, User.Length: > 0 } && !IsOfThisHost(host))
            channel.Reject("security", $"is none, and the password would go to {host} in the open", "write security = starttls, or tls");
        return target;
    }

    private static bool IsOfThisHost(string host) =>
        host is "localhost" || (System.Net.IPAddress.TryParse(host, out var address) && System.Net.IPAddress.IsLoopback(address));

    private static (string Host, int Port) ReadServer(Section channel, string key)
    {
        var text = channel.Text(key);
        if (text.Length == 0)
            return ("", 0);
        if (Uri.TryCreate($"smtp://{text}", UriKind.Absolute, out var server) && server.Port > 0
            && server is { PathAndQuery: "/", UserInfo: "", Fragment: "" } && text.EndsWith(Ending(server), StringComparison.Ordinal))
            return (server.IdnHost, server.Port);
        channel.Reject(key, $"must be a host and a port, but is {Excerpt.Of(text)}", "write for example \"127.0.0.1:25\" or \"mail.example.com:587\"");
        return ("", 0);
    }

    private static string Ending(Uri server) => $":{ProbeValues.Number(server.Port)}";

    private static string ReadAddress(Section channel, string key, string address)
    {
        if (address.Length is 0 or > LongestAddress || address.Any(char.IsControl) || !MailAddress.TryCreate(address, out var read)
            || !read.Host.Contains('.', StringComparison.Ordinal) && read.Host != "localhost")
        {
            if (address.Length > 0)
                channel.Reject(key, $"has {Excerpt.Of(address)}, which is no address", "write it as name@example.com, or Name <name@example.com>");
            return "";
        }

        return address;
    }
}
