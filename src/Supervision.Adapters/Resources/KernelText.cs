using System.Buffers.Text;

namespace Supervision.Adapters.Resources;

/// <summary>Words and numbers in the kernel's texts. What is not of the form that is asked for is absent.</summary>
internal static class KernelText
{
    /// <summary>Takes the next line off <paramref name="rest"/>.</summary>
    public static bool NextLine(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> line)
    {
        var end = rest.IndexOf((byte)'\n');
        line = end < 0 ? rest : rest[..end];
        var any = !rest.IsEmpty;
        rest = end < 0 ? [] : rest[(end + 1)..];
        return any;
    }

    /// <summary>Takes the next word off <paramref name="rest"/>.</summary>
    public static bool NextWord(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> word)
    {
        rest = rest.TrimStart(" \t"u8);
        var end = rest.IndexOfAny((byte)' ', (byte)'\t', (byte)'\n');
        word = end < 0 ? rest : rest[..end];
        rest = rest[word.Length..];
        return !word.IsEmpty;
    }

    /// <summary>Takes the next word off <paramref name="rest"/> and reads it as a number.</summary>
    public static double? NextNumber(ref ReadOnlySpan<byte> rest) => NextWord(ref rest, out var word) ? Number(word) : null;

    /// <summary>The number behind <paramref name="key"/>, which is the first word of its line.</summary>
    public static double? Field(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key)
    {
        while (NextLine(ref text, out var line))
        {
            if (NextWord(ref line, out var word) && word.SequenceEqual(key)) return NextNumber(ref line);
        }

        return null;
    }

    /// <summary>A text that is one number.</summary>
    public static double? Only(ReadOnlySpan<byte> text) => NextNumber(ref text);

    /// <summary>Neither negative nor endless.</summary>
    public static double? Number(ReadOnlySpan<byte> word)
    {
        if (Utf8Parser.TryParse(word, out ulong whole, out var used) && used == word.Length) return whole;
        return Utf8Parser.TryParse(word, out double number, out used) && used == word.Length && double.IsFinite(number) && number >= 0
            ? number
            : null;
    }
}
