using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Supervision.Adapters.Linux;

/// <summary>
/// Text of others made harmless for logs and terminals: no line break that forges a line, no escape sequence that recolours or
/// retitles the reader's terminal, no override that turns the reading direction round.
/// </summary>
public static partial class PlainText
{
    /// <summary>Everything invisible made visible as <c>\u202e</c>; the result is one line.</summary>
    public static string Escaped(string text)
    {
        if (!text.Any(Invisible)) return text;

        var line = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (PairAt(text, i)) line.Append(text[i]).Append(text[++i]);
            else if (Invisible(text[i])) line.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
            else line.Append(text[i]);
        }

        return line.ToString();
    }

    /// <summary>Colours and every other invisible character taken out; line breaks and tabs stay.</summary>
    public static string Stripped(string text)
    {
        var plain = new StringBuilder(text.Length);
        var uncoloured = TerminalSequence().Replace(text, "");
        for (var i = 0; i < uncoloured.Length; i++)
        {
            if (PairAt(uncoloured, i)) plain.Append(uncoloured[i]).Append(uncoloured[++i]);
            else if (uncoloured[i] is '\n' or '\t' || !Invisible(uncoloured[i])) plain.Append(uncoloured[i]);
        }

        return plain.ToString();
    }

    private static bool PairAt(string text, int i) =>
        char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);

    // "Format" holds the bidi overrides and isolates; a surrogate that is part of a pair has been let through before.
    private static bool Invisible(char letter) => char.GetUnicodeCategory(letter) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    // ECMA-48: CSI … final byte; OSC, DCS and the like up to BEL or ST; every other two-byte escape.
    [GeneratedRegex(@"\x1B(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1B]*(?:\x07|\x1B\\)|[ -/]*[0-~])", RegexOptions.CultureInvariant)]
    private static partial Regex TerminalSequence();
}
