namespace Supervision.Core.Notifications.Channels;

/// <summary>Whom a mail is from, or goes to.</summary>
/// <param name="Name">What a reader sees in place of the address, in any language; empty where there is none.</param>
/// <param name="Address">RFC 5321's dot-string and domain, in ASCII.</param>
public sealed record MailAddress(string Name, string Address)
{
    private const int LongestLocal = 64;
    private const int Longest = 254;

    /// <summary>Reads <c>address</c>, <c>Name &lt;address&gt;</c> or <c>"Name" &lt;address&gt;</c>.</summary>
    /// <param name="defect">Why it is none, completing "TEXT "; null where it is one.</param>
    public static MailAddress Read(string text, out string? defect)
    {
        var open = text.LastIndexOf('<');
        var (name, address) = open >= 0 && text.EndsWith('>') ? (Bare(text[..open]), text[(open + 1)..^1]) : ("", text);
        defect = DefectOf(address) ?? (name.Any(char.IsControl) ? "has a control character in its name" : null);
        return new MailAddress(name, address);
    }

    /// <summary>As <see cref="Read"/> takes it.</summary>
    public override string ToString() => Name.Length == 0 ? Address : $"{Name} <{Address}>";

    private static string Bare(string name) => name.Trim() is ['"', .. var inner, '"'] ? inner : name.Trim();

    private static string? DefectOf(string address)
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
