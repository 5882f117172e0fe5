using System.Collections.Immutable;
using CsCheck;
using Supervision.Adapters.Storage;
using Supervision.Core.Resources;
using static Supervision.Adapters.Tests.Storage.Entries;

namespace Supervision.Adapters.Tests.Storage;

public sealed class SamplePageTests
{
    private static Gen<float> Figure => Gen.Float[-1e30f, 1e30f];

    private static Gen<ImmutableArray<Bucket>> Pages =>
        Gen.Select(Gen.Int[1, 9_999], Figure, Figure, Figure.Nullable(), Gen.Int[1, 3000])
            .Select((series, mean, peak, limit, count) => new Average(series, mean, peak, limit, count))
            .Array[0, 20].Array[1, 30]
            .Select(buckets => buckets.Select((averages, n) => new Bucket(
                DateTimeOffset.FromUnixTimeMilliseconds(Monday.ToUnixTimeMilliseconds()).AddSeconds(n * 37),
                [.. averages.DistinctBy(average => average.Series).OrderBy(average => average.Series)])).ToImmutableArray());

    [Fact]
    public void What_is_written_is_read_back() => Pages.Sample(page =>
    {
        var read = SamplePage.Read(SamplePage.Write(page, round: false));

        Assert.Equal(page.Select(bucket => bucket.At), read.Select(bucket => bucket.At));
        Assert.All(page.Zip(read), pair => Assert.Equal(pair.First.Averages.AsEnumerable(), pair.Second.Averages));
    });

    [Fact]
    public void An_average_is_exact_to_a_part_in_sixteen_thousand() => Gen.Double[1e-3, 1e15].Sample(figure =>
    {
        var page = SamplePage.Write([new Bucket(Monday, [new Average(1, figure, figure * 3, null, 7)])], round: true);

        var average = SamplePage.Read(page)[0].Averages[0];
        Assert.Equal(figure, average.Mean, figure / 16_000);
        Assert.Equal(figure * 3, average.Peak, figure * 3 / 16_000);
        Assert.Equal(7, average.Count);
    });

    [Fact]
    public void Zero_stays_zero_and_is_not_absent()
    {
        var average = new Average(1, 0, 0, 0, 1);

        Assert.Equal([average], SamplePage.Read(SamplePage.Write([new Bucket(Monday, [average])], round: true))[0].Averages.AsEnumerable());
    }

    [Fact]
    public void A_damaged_page_is_told_from_every_other() => Pages.Sample(page =>
    {
        var bytes = SamplePage.Write(page, round: false);

        Assert.Throws<InvalidDataException>(() => SamplePage.Read([]));
        Assert.Throws<InvalidDataException>(() => SamplePage.Read([99, .. bytes[1..]]));
        Assert.Throws<InvalidDataException>(() => SamplePage.Read(bytes[..(bytes.Length / 2)]));
    });

    [Fact]
    public void Garbage_is_damage_and_nothing_else() => Gen.Byte.Array[0, 200].Sample(garbage =>
    {
        try
        {
            SamplePage.Read([1, .. garbage]);
        }
        catch (InvalidDataException)
        {
            // As it should be; another exception fails the test.
        }
    });
}
