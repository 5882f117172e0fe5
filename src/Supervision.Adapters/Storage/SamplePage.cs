using System.Collections.Immutable;
using System.IO.Compression;
using Supervision.Core.Resources;

namespace Supervision.Adapters.Storage;

/// <summary>
/// Buckets as they stand in the file. A series is one column of 32-bit figures, each told by what changed since the one before (exclusive
/// or), and the bytes of all columns lie sorted by their weight: what hardly changes becomes zeros, which deflate takes away.
/// </summary>
internal static class SamplePage
{
    private const byte Version = 1;

    // The columns of a series: mean, peak, limit, count.
    private const int Columns = 4;

    // An average need not be more exact than 1 in 16,000, and the bits below are noise that cannot be compressed.
    private const uint KeptBits = 0xFFFF_FC00;

    // A single series of a single sample; a page that claims more than the largest we write is damage.
    private const int MostFigures = 64 * 1024 * 1024;

    private static readonly uint Absent = Bits(float.NaN);

    /// <param name="buckets">Oldest first; at least one.</param>
    /// <param name="round">They are averages, which need not be exact to the last bit.</param>
    public static byte[] Write(ImmutableArray<Bucket> buckets, bool round)
    {
        int[] series = [.. buckets.SelectMany(bucket => bucket.Averages).Select(average => average.Series).Distinct().Order()];
        var places = new Dictionary<int, int>(series.Length);
        for (var place = 0; place < series.Length; place++) places[series[place]] = place;

        var figures = new uint[Columns * series.Length * buckets.Length];
        Array.Fill(figures, Absent);
        for (var at = 0; at < buckets.Length; at++)
        {
            foreach (var average in buckets[at].Averages)
            {
                var first = (places[average.Series] * Columns * buckets.Length) + at;
                figures[first] = Rounded(average.Mean, round);
                figures[first + buckets.Length] = Rounded(average.Peak, round) ^ figures[first];
                figures[first + (2 * buckets.Length)] = average.Limit is { } limit ? Bits((float)limit) : Absent;
                figures[first + (3 * buckets.Length)] = (uint)average.Count;
            }
        }

        return Pack(buckets, series, figures);
    }

    /// <exception cref="InvalidDataException">Nobody wrote that.</exception>
    public static ImmutableArray<Bucket> Read(byte[] page)
    {
        try
        {
            using var packed = new MemoryStream(page);
            if (packed.ReadByte() != Version) throw new InvalidDataException("a page of samples has an unknown form");
            using var reader = new BinaryReader(new DeflateStream(packed, CompressionMode.Decompress));
            return Unpack(reader);
        }
        catch (Exception damage) when (damage is EndOfStreamException or ArgumentException or OverflowException or FormatException)
        {
            throw new InvalidDataException($"a page of samples is damaged: {damage.Message}", damage);
        }
    }

    private static byte[] Pack(ImmutableArray<Bucket> buckets, int[] series, uint[] figures)
    {
        using var packed = new MemoryStream();
        packed.WriteByte(Version);
        using (var writer = new BinaryWriter(new DeflateStream(packed, CompressionLevel.Optimal)))
        {
            writer.Write7BitEncodedInt(buckets.Length);
            writer.Write7BitEncodedInt(series.Length);
            var earlier = 0L;
            foreach (var bucket in buckets)
            {
                writer.Write7BitEncodedInt64(bucket.At.ToUnixTimeMilliseconds() - earlier);
                earlier = bucket.At.ToUnixTimeMilliseconds();
            }

            var before = 0;
            foreach (var number in series)
            {
                writer.Write7BitEncodedInt(number - before);
                before = number;
            }

            for (var shift = 24; shift >= 0; shift -= 8) writer.Write(Plane(figures, buckets.Length, shift));
        }

        return packed.ToArray();
    }

    private static byte[] Plane(uint[] figures, int perColumn, int shift)
    {
        var plane = new byte[figures.Length];
        for (var n = 0; n < figures.Length; n++)
        {
            var before = n % perColumn == 0 ? 0 : figures[n - 1];
            plane[n] = (byte)((figures[n] ^ before) >> shift);
        }

        return plane;
    }

    private static ImmutableArray<Bucket> Unpack(BinaryReader reader)
    {
        var perColumn = reader.Read7BitEncodedInt();
        var count = reader.Read7BitEncodedInt();
        if (perColumn < 1 || count < 0 || (long)perColumn * count * Columns > MostFigures)
            throw new InvalidDataException("a page of samples claims to be larger than any");

        var instants = new DateTimeOffset[perColumn];
        var earlier = 0L;
        for (var at = 0; at < perColumn; at++)
            instants[at] = DateTimeOffset.FromUnixTimeMilliseconds(earlier += reader.Read7BitEncodedInt64());
        var series = new int[count];
        var before = 0;
        for (var place = 0; place < count; place++) series[place] = before += reader.Read7BitEncodedInt();

        var figures = Figures(reader, Columns * count * perColumn, perColumn);
        return [.. instants.Select((instant, at) => new Bucket(instant, Averages(series, figures, at, perColumn)))];
    }

    private static uint[] Figures(BinaryReader reader, int length, int perColumn)
    {
        var figures = new uint[length];
        for (var shift = 24; shift >= 0; shift -= 8)
        {
            var plane = reader.ReadBytes(length);
            if (plane.Length < length) throw new EndOfStreamException("its end is missing");
            for (var n = 0; n < length; n++) figures[n] |= (uint)plane[n] << shift;
        }

        for (var n = 0; n < length; n++)
        {
            if (n % perColumn != 0) figures[n] ^= figures[n - 1];
        }

        return figures;
    }

    private static ImmutableArray<Average> Averages(int[] series, uint[] figures, int at, int perColumn)
    {
        var averages = ImmutableArray.CreateBuilder<Average>(series.Length);
        for (var place = 0; place < series.Length; place++)
        {
            var first = (place * Columns * perColumn) + at;
            if (figures[first] == Absent) continue;
            var limit = figures[first + (2 * perColumn)];
            averages.Add(new Average(
                series[place],
                Figure(figures[first]),
                Figure(figures[first] ^ figures[first + perColumn]),
                limit == Absent ? null : Figure(limit),
                (int)figures[first + (3 * perColumn)]));
        }

        return averages.ToImmutable();
    }

    private static uint Rounded(double figure, bool round)
    {
        var bits = Bits((float)figure);
        return round ? (bits + 0x200) & KeptBits : bits;
    }

    private static uint Bits(float figure) => BitConverter.SingleToUInt32Bits(figure);

    private static double Figure(uint bits) => BitConverter.UInt32BitsToSingle(bits);
}
