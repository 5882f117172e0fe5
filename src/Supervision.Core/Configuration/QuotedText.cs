using System.Globalization;
using System.Text;

namespace Supervision.Core.Configuration;

/// <summary>Texts in quotes: JSON's escapes within <c>"…"</c>, nothing replaced within <c>"""…"""</c>.</summary>
internal sealed class QuotedText(string text, Complaints complaints)
{
    private const string Thrice = "\"\"\"";

    /// <summary>Reads the text that opens at <paramref name="start"/>; the end is behind the closing quotes.</summary>
    public (string Text, int End) Read(int start, SourcePosition where) =>
        string.CompareOrdinal(text, start, Thrice, 0, 3) == 0 ? ReadVerbatim(start + 3, where) : ReadEscaped(start + 1, where);

    /// <summary>A text as it must be written to be read as it is.</summary>
    public static string Write(string text)
    {
        var written = new StringBuilder("\"");
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '"' => written.Append("\\\""),
                '\\' => written.Append("\\\\"),
                '\n' => written.Append("\\n"),
                '\r' => written.Append("\\r"),
                '\t' => written.Append("\\t"),
                _ when char.IsControl(letter) => written.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => written.Append(letter),
            };
        }
        return written.Append('"').ToString();
    }

    private (string, int) ReadVerbatim(int start, SourcePosition where)
    {
        var end = text.IndexOf(Thrice, start, StringComparison.Ordinal);
        if (end < 0)
        {
            complaints.Add(where, "the text in three quotes is never closed", "close it with \"\"\"");
            return (text[start..], text.Length);
        }
        // Quotes that stand before the closing three belong to the text, as HOCON says.
        while (end + 3 < text.Length && text[end + 3] == '"') end++;
        return (text[start..end], end + 3);
    }

    private (string, int) ReadEscaped(int start, SourcePosition where)
    {
        var read = new StringBuilder();
        var at = start;
        while (at < text.Length && text[at] is not ('"' or '\n'))
        {
            if (text[at] == '\\') at += Escape(at, where with { Column = where.Column + at - start + 1 }, read);
            else read.Append(text[at++]);
        }
        var closed = at < text.Length && text[at] == '"';
        if (!closed)
            complaints.Add(
                where,
                "the quote is not closed on this line",
                "close it, or put a text of several lines in \"\"\"three quotes\"\"\"");
        else if (!PlainText.IsText(read.ToString()))
            complaints.Add(where, "an escape gives a NUL or half a character", "write the character itself");
        return (read.ToString(), closed ? at + 1 : at);
    }

    /// <summary>Replaces the escape at <paramref name="at"/>.</summary>
    /// <returns>The number of characters it took.</returns>
    private int Escape(int at, SourcePosition where, StringBuilder read)
    {
        var sign = at + 1 < text.Length ? text[at + 1] : '\n';
        char? meant = sign switch
        {
            '"' or '\\' or '/' => sign,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => Code(at + 2),
            _ => null,
        };
        if (meant is not { } letter)
        {
            complaints.Add(
                where,
                "the backslash begins no known escape",
                "write \\\\ for a backslash; known are \\\" \\/ \\b \\f \\n \\r \\t \\uXXXX");
            return 1;
        }
        read.Append(letter);
        return sign == 'u' ? 6 : 2;
    }

    private char? Code(int at) =>
        at + 4 <= text.Length
        && ushort.TryParse(text.AsSpan(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? (char)code
            : null;
}
