namespace Supervision.Core.Tests.Configuration;

public sealed class IncludeTests
{
    [Fact]
    public void The_file_stands_in_place_of_the_statement()
    {
        var written = new Written { Files = { ["more.conf"] = "a = 2\nb = 2\nc = 2" } };
        var tree = written.TreeOf("a = 1\ninclude \"more.conf\"\nb = 3");
        Assert.Equal("a = 2; b = 3; c = 2", tree.Told());
        Assert.Equal("more.conf:3:1", tree.Find("c")!.Where.ToString());
    }

    [Fact]
    public void A_file_may_be_included_into_an_object_and_twice()
    {
        var written = new Written { Files = { ["probe.conf"] = "every = 10s" } };
        Assert.Equal("a.every = 10s; b.every = 10s", written.TreeOf("a { include \"probe.conf\" }\nb { include required(\"probe.conf\") }").Told());
    }

    [Fact]
    public void Names_are_relative_to_the_including_file()
    {
        var written = new Written { Files = { ["conf.d/one.conf"] = "include \"two.conf\"", ["conf.d/two.conf"] = "a = 1" } };
        Assert.Equal("a = 1", written.TreeOf("include \"conf.d/one.conf\"").Told());
    }

    [Fact]
    public void A_substitution_of_an_included_file_looks_into_that_file_first()
    {
        var written = new Written { Files = { ["more.conf"] = "x = inner\ny = ${x}\nz = ${w}" } };
        Assert.Equal("x = outer; w = outer; a.x = inner; a.y = inner; a.z = outer", written.TreeOf("x = outer, w = outer\na { include \"more.conf\" }").Told());
    }

    [Fact]
    public void A_missing_file_is_passed_over_unless_it_is_required()
    {
        Assert.Equal("a = 1", Written.Tree("include \"nowhere.conf\"\na = 1").Told());
        var error = Assert.Single(Written.Read("a = 1\ninclude required(\"nowhere.conf\")").Errors);
        Assert.Equal("healthcheck.conf:2:1: the required file 'nowhere.conf' does not exist (create it, or write include \"…\" if it may be missing)", error.ToString());
    }

    [Fact]
    public void A_file_that_must_not_be_read_is_an_error_in_either_form()
    {
        var written = new Written { Refused = { "open.conf" } };
        var error = Assert.Single(written.ReadText("include \"open.conf\"").Errors);
        Assert.Equal("healthcheck.conf:1:1: 'open.conf' cannot be included: others may write it (correct the file, or take the include out)", error.ToString());
    }

    [Fact]
    public void A_file_that_includes_itself_is_refused()
    {
        var written = new Written { Files = { [Written.File] = "never read again", ["b.conf"] = "include \"healthcheck.conf\"" } };
        var error = Assert.Single(written.ReadText("include \"b.conf\"").Errors);
        Assert.StartsWith("b.conf:1:1: the file includes itself: healthcheck.conf -> b.conf -> healthcheck.conf (", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_of_an_included_file_name_that_file()
    {
        var written = new Written { Files = { ["more.conf"] = "\na = = 1" } };
        Assert.Equal("more.conf:2:5", Assert.Single(written.ReadText("include \"more.conf\"").Errors).Where.ToString());
    }

    [Fact]
    public void A_file_cannot_close_the_braces_of_another()
    {
        var written = new Written { Files = { ["more.conf"] = "} b = 1" } };
        var reading = written.ReadText("a { include \"more.conf\"\n c = 1 }");
        Assert.Equal("more.conf:1:1", Assert.Single(reading.Errors).Where.ToString());
        Assert.Equal("a.b = 1; a.c = 1", reading.Tree.Told());
    }
}
