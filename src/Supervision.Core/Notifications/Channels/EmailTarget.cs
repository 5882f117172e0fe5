using System.Collections.Immutable;

namespace Supervision.Core.Notifications.Channels;

/// <summary>How much of an SMTP conversation nobody else can read.</summary>
public enum SmtpSecurity
{
    /// <summary>Nothing: for a server on this host.</summary>
    None,

    /// <summary>Everything after the greeting; a server that does not offer it is told nothing.</summary>
    StartTls,

    /// <summary>Everything from the first byte.</summary>
    Tls,
}

/// <summary>Mail over SMTP.</summary>
/// <param name="Host">A name or an address, without brackets.</param>
/// <param name="To">Never empty in a sound configuration.</param>
/// <param name="User">Empty where the server asks for no login.</param>
/// <param name="PasswordFile">A path, or the name of a credential of our unit; read at each try.</param>
/// <param name="Verify">The certificate must be valid for <paramref name="Host"/>.</param>
/// <param name="CaFile">The authorities that are trusted, in PEM; empty for those of this host.</param>
public sealed record EmailTarget(
    string Host,
    int Port,
    SmtpSecurity Security,
    MailAddress From,
    ImmutableArray<MailAddress> To,
    string User,
    string PasswordFile,
    bool Verify,
    string CaFile) : IChannelTarget
{
    private const int Longest = 100_000;

    public string Kind => "email";

    public int LongestText => Longest;

    public bool TakesHtml => true;

    public bool Equals(EmailTarget? other) =>
        other is not null
        && (Host, Port, Security, From, User) == (other.Host, other.Port, other.Security, other.From, other.User)
        && (PasswordFile, Verify, CaFile) == (other.PasswordFile, other.Verify, other.CaFile)
        && To.SequenceEqual(other.To);

    public override int GetHashCode() => To.Aggregate(HashCode.Combine(Host, Port, Security, From, User, PasswordFile), HashCode.Combine);
}
