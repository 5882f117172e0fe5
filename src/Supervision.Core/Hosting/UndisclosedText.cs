using System.Security.Cryptography;
using System.Text;

namespace Supervision.Core.Hosting;

/// <summary>Values that may hold a secret, for people: what is known of them anyway, and a mark by which another one is told
/// apart.</summary>
internal static class UndisclosedText
{
    private const int BytesOfTheMark = 4;

    /// <summary>Whose address it is; <c>""</c> for none.</summary>
    public static string Of(Uri? url) =>
        url is null ? "\"\"" : $"{url.GetLeftPart(UriPartial.Authority)}/… ({MarkOf(url.OriginalString)})";

    /// <summary>The same for the same value, and in all likelihood another for another one.</summary>
    public static string MarkOf(string value) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)).AsSpan(0, BytesOfTheMark));
}
