using System.Globalization;
using System.Text;

namespace Supervision.Core.Notifications;

/// <summary>Makes what units, probes and other machines say fit for a message: one line, bounded, and nothing in it that a reader's program
/// obeys rather than shows.</summary>
public static class SafeText
{
    private const string Ellipsis = "…";

    /// <summary>The text on one line of at most <paramref name="longest"/> characters. Line ends become spaces; control characters, those
    /// that turn the direction of writing, and halves of letters are written as <c>\u202e</c>.</summary>
    public static string Line(string text, int longest)
    {
        var clean = new StringBuilder(Math.Min(text.Length, longest) + 16);
        for (var at = 0; at < text.Length && clean.Length <= longest; at++)
        {
            var letter = text[at];
            if (letter is '\n' or '\r' or '\t' or '\u2028' or '\u2029' or '\u0085')
                clean.Append(clean.Length == 0 || clean[^1] == ' ' ? "" : " ");
            else if (char.IsHighSurrogate(letter) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
                Append(clean, new Rune(letter, text[++at]));
            else if (Rune.TryCreate(letter, out var rune))
                Append(clean, rune);
            else
                clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
        }

        return Cut(clean.ToString().TrimEnd(), longest);
    }

    /// <summary>At most <paramref name="longest"/> characters, cut between letters as people see them.</summary>
    public static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        var room = Math.Max(0, longest - Ellipsis.Length);
        var end = 0;
        while (end < text.Length)
        {
            var next = StringInfo.GetNextTextElementLength(text.AsSpan(end));
            if (end + next > room)
                break;
            end += next;
        }

        return longest < Ellipsis.Length ? "" : text[..end] + Ellipsis;
    }

    private static void Append(StringBuilder clean, Rune rune)
    {
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse)
            clean.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        else
            clean.Append(rune.ToString());
    }
}
