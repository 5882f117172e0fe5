namespace Supervision.Core.Configuration;

/// <summary>Tells a text from the bytes of something else: a program, an archive, a log with a hole of zeros, another encoding.</summary>
internal static class PlainText
{
    // What a decoder puts in the place of bytes that are not UTF-8.
    private const char Undecodable = '\uFFFD';

    /// <summary>False where there is a NUL or half of a surrogate pair.</summary>
    public static bool IsText(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\0' || char.IsLowSurrogate(text[at])) return false;
            if (!char.IsHighSurrogate(text[at])) continue;
            if (++at == text.Length || !char.IsLowSurrogate(text[at])) return false;
        }
        return true;
    }

    /// <summary>The first place that no text file has, or null.</summary>
    public static SourcePosition? FirstDefect(string text, string file)
    {
        var (line, lineStart) = (1, 0);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\n') (line, lineStart) = (line + 1, at + 1);
            else if (IsDefect(text, at)) return new(file, line, at - lineStart + 1);
        }
        return null;
    }

    private static bool IsDefect(string text, int at) => text[at] switch
    {
        '\t' or '\r' or '\f' => false,
        < ' ' or '\x7f' or Undecodable => true,
        var letter when char.IsHighSurrogate(letter) => at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]),
        var letter when char.IsLowSurrogate(letter) => at == 0 || !char.IsHighSurrogate(text[at - 1]),
        _ => false,
    };
}
