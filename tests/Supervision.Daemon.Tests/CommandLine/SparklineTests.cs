using Supervision.Daemon.CommandLine;

namespace Supervision.Daemon.Tests.CommandLine;

public sealed class SparklineTests
{
    [Fact]
    public void Each_eighth_has_its_sign_and_what_is_full_or_more_has_the_highest() => Assert.Equal(
        "▁▁▂▃▄▅▆▇██", Sparkline.Blocks.Draw(Places(0, 0.1, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 8, 9), most: 8, columns: 10));

    [Fact]
    public void Elsewhere_it_is_drawn_in_ascii() => Assert.Equal("_.-~=+*#", Sparkline.Ascii.Draw(Places(0, 1, 2, 3, 4, 5, 6, 7), 8, 8));

    [Fact]
    public void A_gap_is_a_gap_and_nothing_is_not_zero()
    {
        Assert.Equal("█   ▁", Sparkline.Blocks.Draw([(0, 1), (0.9, 0)], most: 1, columns: 5));
        Assert.Equal("     ", Sparkline.Blocks.Draw([], most: 1, columns: 5));
    }

    [Fact]
    public void What_falls_into_one_column_is_averaged_and_what_lies_outside_is_drawn_at_the_edge()
    {
        Assert.Equal("▅", Sparkline.Blocks.Draw([(0.2, 0), (0.4, 8)], most: 8, columns: 1));
        Assert.Equal("█ █", Sparkline.Blocks.Draw([(-0.1, 1), (1.0, 1)], most: 1, columns: 3));
    }

    [Fact]
    public void Where_everything_is_zero_it_lies_at_the_bottom() => Assert.Equal("▁▁", Sparkline.Blocks.Draw(Places(0, 0), most: 0, columns: 2));

    [Theory]
    [InlineData(null, null, "tr_TR.UTF-8", true)]
    [InlineData("", "", "C.utf8", true)]
    [InlineData("C", null, "tr_TR.UTF-8", false)]
    [InlineData(null, "en_US.UTF-8", "C", true)]
    [InlineData(null, null, "tr_TR.ISO-8859-9", false)]
    [InlineData(null, null, null, false)]
    public void Blocks_are_for_locales_that_have_them(string? lcAll, string? lcCtype, string? lang, bool blocks) =>
        Assert.Same(blocks ? Sparkline.Blocks : Sparkline.Ascii, Sparkline.For(lcAll, lcCtype, lang));

    private static IEnumerable<(double, double)> Places(params double[] values) =>
        values.Select((value, n) => ((n + 0.5) / values.Length, value));
}
