using Supervision.Core.Configuration;

namespace Supervision.Core.Tests.Configuration;

public sealed class HoconReaderTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("# nothing but a comment", "")]
    [InlineData("a = 1", "a = 1")]
    [InlineData("\uFEFFa = 1", "a = 1")]
    [InlineData("a : 1", "a = 1")]
    [InlineData("{ \"a\": 1, \"b\": [true, \"x\"] }", "a = 1; b = [true, \"x\"]")]
    [InlineData("a = 1, b = 2,", "a = 1; b = 2")]
    [InlineData("a = 1\r\nb = 2\r\n", "a = 1; b = 2")]
    [InlineData("a = 1\n, b = 2", "a = 1; b = 2")]
    [InlineData("a = 1 # one\nb = 2 // two", "a = 1; b = 2")]
    [InlineData("a.b.c = 1", "a.b.c = 1")]
    [InlineData("a { b { c = 1 } }", "a.b.c = 1")]
    [InlineData("a = { b = 1 }", "a.b = 1")]
    [InlineData("a { }", "a = {}")]
    [InlineData("\"a.b\".c = 1", "\"a.b\".c = 1")]
    [InlineData("a.\"b c\".d = 1", "a.\"b c\".d = 1")]
    [InlineData("\"include\" = 1", "\"include\" = 1")]
    [InlineData("a = []", "a = []")]
    [InlineData("a = [1, 2,\n 3\n 4, ]", "a = [1, 2, 3, 4]")]
    [InlineData("a = [[1], { b = 2 }]", "a = [[1], {b = 2}]")]
    [InlineData("a = b c  d", "a = \"b c  d\"")]
    [InlineData("a = b   , c = d", "a = b; c = d")]
    [InlineData("a = 85%, b = 10s, c = -5, d = /usr/bin/x", "a = 85%; b = 10s; c = -5; d = /usr/bin/x")]
    [InlineData("a = ışık", "a = \"ışık\"")]
    [InlineData("a = \"#, no } comment\"", "a = \"#, no } comment\"")]
    [InlineData("a = \"\"", "a = \"\"")]
    [InlineData(@"a = ""\""\\\/\n\u00e7""", @"a = ""\""\\/\nç""")]
    [InlineData("a = \"\"\"one\ntwo \\ \"three\"\"\"\"", "a = \"one\\ntwo \\\\ \\\"three\\\"\"")]
    [InlineData("a = 1\na = 2", "a = 2")]
    [InlineData("a { b = 1, c = 1 }\na { b = 2 }\na.d = 3", "a.b = 2; a.c = 1; a.d = 3")]
    [InlineData("a { b = 1 }\na = 5", "a = 5")]
    [InlineData("a = 5\na { b = 1 }", "a.b = 1")]
    [InlineData("a { b = 1 }\na = 5\na { c = 1 }", "a.c = 1")]
    [InlineData("a = [1, 2]\na = [3]", "a = [3]")]
    public void Reads(string text, string told) => Assert.Equal(told, Written.Tree(text).Told());

    [Fact]
    public void Every_value_and_key_knows_its_place()
    {
        var tree = Written.Tree("a {\n  b = 1\n  c = [x,\n    \"y\"]\n}");
        var a = tree.Find("a")!;
        var list = (HoconValue.List)tree.At("a", "c")!;
        Assert.Equal("healthcheck.conf:1:1", a.Where.ToString());
        Assert.Equal("healthcheck.conf:1:3", a.Value.Where.ToString());
        Assert.Equal("healthcheck.conf:2:7", tree.At("a", "b")!.Where.ToString());
        Assert.Equal("healthcheck.conf:4:5", list.Items[1].Where.ToString());
    }

    [Fact]
    public void Lines_are_counted_through_texts_of_several_lines_and_behind_a_byte_order_mark()
    {
        var tree = Written.Tree("\uFEFFa = \"\"\"1\n2\n3\"\"\", b = 1\nc = 2");
        Assert.Equal("healthcheck.conf:1:1", tree.Find("a")!.Where.ToString());
        Assert.Equal("healthcheck.conf:3:7", tree.Find("b")!.Where.ToString());
        Assert.Equal("healthcheck.conf:4:1", tree.Find("c")!.Where.ToString());
    }

    [Fact]
    public void Quotes_are_remembered()
    {
        var tree = Written.Tree("a = on\nb = \"on\"");
        Assert.False(((HoconValue.Scalar)tree.At("a")!).Quoted);
        Assert.True(((HoconValue.Scalar)tree.At("b")!).Quoted);
    }

    [Fact]
    public void The_latest_mention_of_a_key_is_its_place()
    {
        var tree = Written.Tree("a { b = 1, c = 1 }\na { b = 2 }");
        Assert.Equal(2, ((HoconValue.Map)tree.At("a")!).Find("b")!.Where.Line);
        Assert.Equal(1, ((HoconValue.Map)tree.At("a")!).Find("c")!.Where.Line);
    }

    [Fact]
    public void A_later_layer_wins_and_sees_what_the_earlier_says()
    {
        var reading = HoconReader.Read(
            [new("reference.conf", "log { directory = /var/log, level = info }\nlog.file = ${log.directory}/x.log"), new("mine.conf", "log.directory = /srv")],
            new Written(), _ => null);
        Assert.Empty(reading.Errors);
        Assert.Equal("log.directory = /srv; log.level = info; log.file = \"/srv/x.log\"", reading.Tree.Told());
        Assert.Equal("mine.conf", ((HoconValue.Map)reading.Tree.At("log")!).Find("directory")!.Where.File);
        Assert.Equal("reference.conf", ((HoconValue.Map)reading.Tree.At("log")!).Find("level")!.Where.File);
    }

    [Fact]
    public void A_later_file_changes_what_an_earlier_substitution_gives()
    {
        Assert.Equal("a = 2; b = 2", Written.Tree("a = 1\nb = ${a}\na = 2").Told());
    }
}
