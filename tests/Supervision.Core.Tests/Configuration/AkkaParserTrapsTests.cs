using Supervision.Core.Configuration;

namespace Supervision.Core.Tests.Configuration;

/// <summary>What Akka's own parser does wrong without a word, or dies of; here it is read as HOCON says, or told.</summary>
public sealed class AkkaParserTrapsTests
{
    [Theory]
    [InlineData("a = def\na = ${?SET}", "a = from-outside")]
    [InlineData("a = def\na = ${?UNSET}", "a = def")]
    [InlineData("a = ${SET}", "a = from-outside")]
    [InlineData("include \"absent.conf\"\na = 1", "a = 1")]
    [InlineData("a = [1]\na = [2]", "a = [2]")]
    public void Is_read_as_HOCON_says(string text, string told) =>
        Assert.Equal(told, new Written { Environment = { ["SET"] = "from-outside" } }.TreeOf(text).Told());

    [Theory]
    [InlineData("a = [1]\na += 2", "healthcheck.conf:2:3")]
    [InlineData("a {\n  b = 1", "healthcheck.conf:1:3")]
    [InlineData("}}} = [", "healthcheck.conf:1:1")]
    [InlineData("a = \"x\nb = 1\nc = 2", "healthcheck.conf:1:5")]
    [InlineData("a = [1]\na = ${a}[2]", "healthcheck.conf:2:5")]
    [InlineData("a = [1]\na = ${a}", "healthcheck.conf:2:5")]
    public void Is_told_where_it_stands(string text, string where) =>
        Assert.Equal(where, Written.Read(text).Errors[0].Where.ToString());

    [Fact]
    public void An_unclosed_quote_swallows_no_lines() => Assert.Equal("2", ((HoconValue.Scalar)Written.Read("a = \"x\nb = 1\nc = 2").Tree.At("c")!).Text);

    [Theory]
    [InlineData("a = 15")]
    [InlineData("a = infinite")]
    [InlineData("a = -5s")]
    [InlineData("")]
    public void No_duration_is_guessed(string text) =>
        AssertRefused(text, section => section.Duration("a", TimeSpan.Zero, TimeSpan.FromDays(1)));

    [Theory]
    [InlineData("a = 10m")]
    [InlineData("a = 10")]
    [InlineData("")]
    public void No_size_is_guessed(string text) => AssertRefused(text, section => section.Size("a", new(0), new(long.MaxValue)));

    [Fact]
    public void No_missing_number_is_zero() => AssertRefused("", section => section.Number("a", 0, 1));

    [Fact]
    public void No_missing_flag_is_off() => AssertRefused("", section => section.Flag("a"));

    [Theory]
    [InlineData("90%", 90)]
    [InlineData("0.5%", 0.5)]
    public void A_percentage_is_a_number(string text, double share) =>
        Assert.Equal(share, Section.Root(Written.Tree($"a = {text}"), new()).Percent("a").Value);

    [Fact]
    public void Yes_means_yes() => Assert.True(Section.Root(Written.Tree("a = yes"), new()).Flag("a"));

    private static void AssertRefused(string text, Action<Section> read)
    {
        var errors = new ConfigErrors();
        read(Section.Root(Written.Tree(text), errors));
        Assert.Equal("a", Assert.Single(errors.Ordered()).Path);
    }
}
