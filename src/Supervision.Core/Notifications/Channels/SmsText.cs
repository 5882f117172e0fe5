using System.Globalization;

namespace Supervision.Core.Notifications.Channels;

/// <summary>How much room a text takes in short messages: 3GPP TS 23.038 and 23.040.</summary>
/// <remarks>
/// A part has 140 octets. The Turkish single-shift table is announced in a header of 4 octets, the number of a part in one of 6, both
/// together in one of 9; seven bits hold a letter of the basic table, fourteen one of an extension table, sixteen anything else.
/// </remarks>
public static class SmsText
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
        "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Extension = "\f^{}\\[~]|€";
    private const string TurkishExtension = "ĞİŞçğış";

    /// <summary>The number of parts that <paramref name="text"/> takes; 1 for an empty one.</summary>
    public static int Parts(string text)
    {
        var (single, several) = Room(text);
        var isWide = IsWide(text);
        var whole = isWide ? text.Length : text.Sum(Cost);
        if (whole <= single) return 1;
        var (parts, used) = (1, 0);
        for (var at = 0; at < text.Length; at++)
        {
            // Neither half of a pair stands alone in a part.
            var length = isWide && char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
            var cost = isWide ? length : Cost(text[at]);
            (parts, used) = used + cost > several ? (parts + 1, cost) : (parts, used + cost);
            at += length - 1;
        }

        return parts;
    }

    /// <summary>The text, or as much of its beginning as fits, with three full stops behind it; cut between what people see as
    /// letters.</summary>
    /// <param name="parts">At most so many; 1 or more.</param>
    public static string Fit(string text, int parts)
    {
        if (Parts(text) <= parts) return text;
        var letters = StringInfo.ParseCombiningCharacters(text);
        var (fits, tooLong) = (0, letters.Length);
        while (tooLong - fits > 1)
        {
            var middle = (fits + tooLong) / 2;
            if (Parts(text[..letters[middle]] + "...") <= parts) fits = middle;
            else tooLong = middle;
        }

        return text[..letters[fits]] + "...";
    }

    private static (int Single, int Several) Room(string text) => IsWide(text) ? (70, 67)
        : text.Any(letter => TurkishExtension.Contains(letter, StringComparison.Ordinal)) ? (155, 149)
        : (160, 153);

    private static bool IsWide(string text) => text.Any(letter => Cost(letter) == 0);

    private static int Cost(char letter) => Basic.Contains(letter, StringComparison.Ordinal) ? 1
        : Extension.Contains(letter, StringComparison.Ordinal) || TurkishExtension.Contains(letter, StringComparison.Ordinal) ? 2
        : 0;
}
