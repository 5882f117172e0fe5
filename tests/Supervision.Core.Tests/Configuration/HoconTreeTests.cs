using Supervision.Core.Configuration;

namespace Supervision.Core.Tests.Configuration;

public sealed class HoconTreeTests
{
    [Theory]
    [InlineData("a = 1, b = 1", "b = 2, c = 2", "a = 1; b = 2; c = 2")]
    [InlineData("a { b = 1, c = 1 }", "a { c = 2 }", "a.b = 1; a.c = 2")]
    [InlineData("a { b = 1 }", "a = 2", "a = 2")]
    [InlineData("a = 1", "a { b = 2 }", "a.b = 2")]
    [InlineData("a = [1, 2]", "a = [3]", "a = [3]")]
    [InlineData("", "a = 1", "a = 1")]
    [InlineData("a = 1", "", "a = 1")]
    public void The_upper_tree_wins_key_by_key(string below, string above, string told) =>
        Assert.Equal(told, HoconTree.Merge(Written.Tree(below), Written.Tree(above)).Told());

    [Fact]
    public void Every_key_keeps_the_place_that_decided_it()
    {
        var merged = HoconTree.Merge(
            HoconReader.Read("a { b = 1, c = 1 }", "reference.conf", new Written(), _ => null).Tree,
            HoconReader.Read("\na.b = 2", "mine.conf", new Written(), _ => null).Tree);
        Assert.Equal(["a.b = 2    # mine.conf:2", "a.c = 1    # reference.conf:1"], HoconRenderer.Lines(merged));
    }
}
