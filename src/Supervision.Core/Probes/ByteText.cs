using System.Globalization;

namespace Supervision.Core.Probes;

/// <summary>Amounts of storage for people: <c>1.5GiB</c>.</summary>
internal static class ByteText
{
    private static readonly (string Unit, long Bytes)[] Units = [("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10)];

    public static string Write(long bytes)
    {
        var (unit, factor) = Array.Find(Units, known => bytes >= known.Bytes);
        return factor == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes}B")
            : string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / factor:0.##}{unit}");
    }
}
