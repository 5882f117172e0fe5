namespace Supervision.Core.Notifications.Channels;

/// <summary>What a mail address may look like: RFC 5321's dot-string and domain, in ASCII.</summary>
internal static class MailAddressText
{
    private const int LongestLocal = 64;
    private const int Longest = 254;

    /// <returns>Why it is none, completing "ADDRESS "; null where it is one.</returns>
    public static string? Defect(string address)
    {
        var at = address.LastIndexOf('@');
        if (at < 0) return "has no @ in it";
        var (local, domain) = (address[..at], address[(at + 1)..]);
        if (address.Any(letter => !char.IsAscii(letter))) return "has letters that not every mail server takes (write a domain as xn--…)";
        if (local.Length is 0 or > LongestLocal || address.Length > Longest) return "has nothing before the @, or is too long";
        if (local.Split('.').Any(part => part.Length == 0 || !part.All(IsAtom)))
            return "has something before the @ that does not belong there";
        return domain.Length > 0 && Uri.CheckHostName(domain) == UriHostNameType.Dns ? null : "names no host behind the @";
    }

    private static bool IsAtom(char letter) =>
        char.IsAsciiLetterOrDigit(letter) || "!#$%&'*+-/=?^_`{|}~".Contains(letter, StringComparison.Ordinal);
}
