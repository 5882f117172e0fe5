namespace Supervision.Core.Notifications.Channels;

/// <summary>Telephone numbers as people write them, brought into one form.</summary>
public static class PhoneNumber
{
    private const int ShortestAbroad = 8;
    private const int LongestAbroad = 15;
    private const int NationalTurkish = 10;

    /// <summary>A number in E.164 (<c>+</c> and 8 to 15 digits), or a Turkish mobile number as <c>0532 123 45 67</c> or
    /// <c>532…</c>; blanks, hyphens and parentheses do not count.</summary>
    /// <returns>In E.164; null where it is none.</returns>
    public static string? Normal(string text)
    {
        var figures = string.Concat(text.Where(letter => letter is not (' ' or '-' or '(' or ')')));
        var digits = figures.StartsWith('+') ? figures[1..] : figures.StartsWith("00", StringComparison.Ordinal) ? figures[2..] : null;
        if (!(digits ?? figures).All(char.IsAsciiDigit)) return null;
        if (digits is ['9', '0', .. var turkish]) return IsMobile(turkish) ? "+90" + turkish : null;
        if (digits is not null) return digits.Length is >= ShortestAbroad and <= LongestAbroad && digits[0] != '0' ? "+" + digits : null;
        var national = figures switch
        {
            ['0', .. var rest] => rest,
            ['9', '0', .. var rest] when rest.Length == NationalTurkish => rest,
            _ => figures,
        };
        return IsMobile(national) ? "+90" + national : null;
    }

    private static bool IsMobile(string national) => national.Length == NationalTurkish && national[0] == '5';
}
