using System.Globalization;

namespace Supervision.Core.Configuration;

/// <summary>
/// Sizes: a number and its unit. Single letters are refused: 10m is ten minutes one line further up, and 1024 or 1000 times something
/// to different people.
/// </summary>
internal static class SizeMeaning
{
    private const string Known = "the units are B, KiB, MiB, GiB, TiB (times 1024) and kB, MB, GB, TB (times 1000)";

    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("TiB", 1L << 40),
        ("GiB", 1L << 30),
        ("MiB", 1L << 20),
        ("KiB", 1L << 10),
        ("TB", 1_000_000_000_000),
        ("GB", 1_000_000_000),
        ("MB", 1_000_000),
        ("kB", 1_000),
        ("B", 1),
    ];

    public static Verdict<ByteCount> Read(string text, ByteCount min, ByteCount max)
    {
        var (number, unit) = Amount.Split(text);
        var range = $"from {Write(min)} to {Write(max)}";
        if (!Amount.TryParse(number, out var amount))
            return Wrong($"write for example 10MiB; {Known}");
        if (unit.Length == 0)
            return Wrong($"add the unit, for example {number}MiB; {Known}");
        if (Array.Find(Units, known => known.Unit == unit) is not { Bytes: > 0 } factor)
            return Wrong(Known);
        if (amount > long.MaxValue / factor.Bytes)
            return Wrong($"choose a size {range}");
        var size = new ByteCount((long)(amount * factor.Bytes));
        return size.Bytes >= min.Bytes && size.Bytes <= max.Bytes ? new(size, null) : Wrong($"choose a size {range}");

        Verdict<ByteCount> Wrong(string remedy) =>
            new(min, new($"must be a size {range}, but is {Excerpt.Of(text)}", remedy));
    }

    private static string Write(ByteCount size)
    {
        var largest = Array.Find(
            Units,
            unit => unit.Unit.EndsWith("iB", StringComparison.Ordinal) && size.Bytes > 0 && size.Bytes % unit.Bytes == 0);
        return largest.Bytes > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{size.Bytes / largest.Bytes}{largest.Unit}")
            : string.Create(CultureInfo.InvariantCulture, $"{size.Bytes}B");
    }
}
