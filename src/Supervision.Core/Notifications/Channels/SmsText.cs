using System.Globalization;

namespace Supervision.Core.Notifications.Channels;

/// <summary>
/// How many messages a text is on the telephone network, by 3GPP TS 23.038 and 23.040: letters of the GSM alphabet take seven bits, the
/// Turkish ones of its single-shift table twice as many and a header, and a single letter that is in neither makes all of them sixteen bits
/// long.
/// </summary>
public static class SmsText
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Extended = "\f^{}\\[~]|€";
    private const string Turkish = "ĞİŞçğış";

    /// <summary>How many messages it is sent and paid as; 0 for an empty text.</summary>
    public static int Parts(string text)
    {
        if (text.Length == 0)
            return 0;
        if (!text.All(letter => Width(letter) > 0))
            return Parts(text.Length, alone: 70, each: 67);
        var turkish = text.Any(letter => Turkish.Contains(letter, StringComparison.Ordinal));
        return Parts(text.Sum(Width), turkish ? 155 : 160, turkish ? 149 : 153);
    }

    /// <summary>The text, cut between two letters as people see them where it would take more than <paramref name="most"/>
    /// messages.</summary>
    public static string Cut(string text, int most)
    {
        if (Parts(text) <= most)
            return text;

        // Not by halves of letters, nor of those that are put together of several.
        var starts = StringInfo.ParseCombiningCharacters(text);
        var (fits, over) = (0, starts.Length);
        while (over - fits > 1)
        {
            var middle = (fits + over) / 2;
            if (Parts(Shortened(text, starts[middle])) <= most)
                fits = middle;
            else
                over = middle;
        }

        return Shortened(text, starts[fits]);
    }

    private static string Shortened(string text, int length) => text[..length].TrimEnd() + "...";

    // 0 for a letter that only sixteen bits can hold. An escape and the letter are never parted; the spare bit of each part allows for it.
    private static int Width(char letter) => Basic.Contains(letter, StringComparison.Ordinal) ? 1
        : Extended.Contains(letter, StringComparison.Ordinal) || Turkish.Contains(letter, StringComparison.Ordinal) ? 2
        : 0;

    private static int Parts(int width, int alone, int each) => width <= alone ? 1 : (width + each - 1) / each;
}
