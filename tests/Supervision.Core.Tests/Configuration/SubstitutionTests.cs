namespace Supervision.Core.Tests.Configuration;

public sealed class SubstitutionTests
{
    [Theory]
    [InlineData("a = 1, b = ${a}", "a = 1; b = 1")]
    [InlineData("b = ${a}, a = 1", "b = 1; a = 1")]
    [InlineData("a { x = 1, y = ${a.x} }", "a.x = 1; a.y = 1")]
    [InlineData("a { x = 1 }, b = ${a}", "a.x = 1; b.x = 1")]
    [InlineData("a { x = 1, y = 1 }\nb = ${a}\nb { y = 2, z = 3 }", "a.x = 1; a.y = 1; b.x = 1; b.y = 2; b.z = 3")]
    [InlineData("a { x = 1 }\nb { x = 2, y = 2 }\nb = ${a}", "a.x = 1; b.x = 1; b.y = 2")]
    [InlineData("a { x = 1 }\nb = ${a}\nc = ${b.x}", "a.x = 1; b.x = 1; c = 1")]
    [InlineData("a = [1, 2], b = ${a}", "a = [1, 2]; b = [1, 2]")]
    [InlineData("a = 1, b = [${a}, { c = ${a} }]", "a = 1; b = [1, {c = 1}]")]
    [InlineData("\"a.b\" = 1, c = ${\"a.b\"}", "\"a.b\" = 1; c = 1")]
    [InlineData("b = x, a = \"<\"${b}\">\"", "b = x; a = \"<x>\"")]
    [InlineData("b = x, a = /srv/${b}/log", "b = x; a = \"/srv/x/log\"")]
    [InlineData("b = x, a = ${b} and ${b}", "b = x; a = \"x and x\"")]
    [InlineData("a = ${HOME}", "a = /root")]
    [InlineData("a = ${?HOME}", "a = /root")]
    [InlineData("HOME = /mine, a = ${HOME}", "HOME = /mine; a = /mine")]
    [InlineData("a = def\na = ${?HOME}", "a = /root")]
    [InlineData("a = def\na = ${?ABSENT}", "a = def")]
    [InlineData("a { x = 1 }\na = ${?ABSENT}\na { y = 2 }", "a.x = 1; a.y = 2")]
    [InlineData("a = ${?ABSENT}", "")]
    [InlineData("a = ${?ABSENT}, b = ${?a}", "")]
    [InlineData("a = [${?ABSENT}, 1]", "a = [1]")]
    [InlineData("a = x${?ABSENT}y", "a = \"xy\"")]
    [InlineData("a = ${?ABSENT}${?ABSENT}", "")]
    [InlineData("a = ${?EMPTY}", "a = \"\"")]
    [InlineData("a = ${missing}\na = 1", "a = 1")]
    [InlineData("a = \"${HOME}\"", "a = \"${HOME}\"")]
    public void Is_replaced(string text, string told)
    {
        var written = new Written { Environment = { ["HOME"] = "/root", ["EMPTY"] = "" } };
        Assert.Equal(told, written.TreeOf(text).Told());
    }

    [Fact]
    public void Stands_where_it_was_written()
    {
        Assert.Equal("healthcheck.conf:2:5", Written.Tree("a = 1\nb = ${a}").At("b")!.Where.ToString());
    }

    [Theory]
    [InlineData("a = ${b}", "healthcheck.conf:1:5: a: ${b} is neither a key nor an environment variable (define it, or write ${?b} if it may be missing)")]
    [InlineData("a = ${a}", "healthcheck.conf:1:5: a: ${a} refers to itself: a -> a (")]
    [InlineData("a = 1\na = ${a}2", "healthcheck.conf:2:5: a: ${a} refers to itself: a -> a (")]
    [InlineData("a = ${?a}", "healthcheck.conf:1:5: a: ${?a} refers to itself: a -> a (")]
    [InlineData("a = ${b}\nb = ${c}\nc = ${a}", "healthcheck.conf:3:5: c: ${a} refers to itself: a -> b -> c -> a (")]
    [InlineData("a { b = ${a} }", "healthcheck.conf:1:9: a.b: ${a} refers to itself: a -> a.b -> a (")]
    [InlineData("a = [${a}]", "healthcheck.conf:1:6: a: ${a} refers to itself: a -> a (")]
    [InlineData("a { x = 1 }\nb = \"x\"${a}", "healthcheck.conf:2:8: b: ${a} is not a text and cannot be joined to one (")]
    [InlineData("a = ${b", "healthcheck.conf:1:5: a: the substitution is never closed (")]
    [InlineData("a = ${b=c}", "healthcheck.conf:1:5: a: the substitution holds more than a path (")]
    [InlineData("a = ${}", "healthcheck.conf:1:7: the path is empty (")]
    [InlineData("a = ${b.}", "healthcheck.conf:1:7: the path ends with a dot (")]
    [InlineData("a = ${b} { c = 1 }\nb { }", "healthcheck.conf:1:10: a: an object or a list cannot be joined to another value (")]
    public void Is_refused(string text, string told)
    {
        var error = Assert.Single(Written.Read(text).Errors);
        Assert.StartsWith(told, error.ToString(), StringComparison.Ordinal);
    }
}
