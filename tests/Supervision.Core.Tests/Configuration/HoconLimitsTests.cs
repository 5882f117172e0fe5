using Supervision.Core.Configuration;

namespace Supervision.Core.Tests.Configuration;

public sealed class HoconLimitsTests
{
    // In all, and not at once. Measured: 95 MB for the 100,000 values that are allowed, 70 MB and less for the rest.
    private const long MostBytes = 160_000_000;

    public static TheoryData<string, string, string> TooMuch => new()
    {
        { "braces", Repeat("a {", 50_000), "more than 64 deep" },
        { "closed braces", Repeat("a {", 50_000) + Repeat("}", 50_000), "more than 64 deep" },
        { "brackets", "a = " + Repeat("[", 50_000), "more than 64 deep" },
        { "closed brackets", "a = " + Repeat("[", 50_000) + Repeat("]", 50_000), "more than 64 deep" },
        { "braces in brackets", Repeat("a = [{", 50_000), "more than 64 deep" },
        { "bare braces", Repeat("{", 50_000), "a key is expected" },
        { "a long path", Repeat("a.", 50_000) + "a = 1", "more than 64 keys" },
        { "a long path in a substitution", "a = ${" + Repeat("a.", 50_000) + "a}", "more than 64 keys" },
        { "a long key", new string('a', 257) + " = 1", "more than 256 characters" },
        { "paths within paths", $"{Repeat("a.", 40)}a {{ {Repeat("a.", 40)}a = 1 }}", "more than 64 deep" },
        { "a chain of substitutions", "a0 = ${a1}\n" + string.Join('\n', Enumerable.Range(1, 20_000).Select(n => $"a{n} = ${{a{n + 1}}}")), "more than 512 steps" },
        { "objects nested by substitution", "a0 { }\n" + string.Join('\n', Enumerable.Range(1, 100).Select(n => $"a{n} {{ x = ${{a{n - 1}}} }}")), "more than 64 deep" },
        { "lists doubled by substitution", "a0 = [1]\n" + string.Join('\n', Enumerable.Range(1, 60).Select(n => $"a{n} = [${{a{n - 1}}}, ${{a{n - 1}}}]")), "more than 100000 values" },
        { "texts doubled by substitution", "a0 = 0123456789\n" + string.Join('\n', Enumerable.Range(1, 60).Select(n => $"a{n} = ${{a{n - 1}}}${{a{n - 1}}}")), "larger than" },
        { "a large object laid over itself", "b { " + string.Join('\n', Enumerable.Range(1, 20_000).Select(n => $"k{n} = 1")) + " }\n" + Repeat("a = ${b}\n", 20_000), "more than 100000 values" },
        { "small objects laid over a large one", "b { x = 1 }\na { " + string.Join('\n', Enumerable.Range(1, 20_000).Select(n => $"k{n} = 1")) + " }\n" + Repeat("a = ${b}\n", 20_000), "more than 100000 values" },
        { "values", Repeat("a = 1\n", 100_001), "more than 100000 values" },
        { "list elements", "a = [" + Repeat("1,", 100_001) + "]", "more than 100000 values" },
        { "size", new string('#', HoconLimits.FileCharacters + 1), "larger than 1 MiB" },
        { "errors", Repeat("= 1\n", 1_000), "too many errors" },
    };

    [Theory]
    [MemberData(nameof(TooMuch))]
    public void Too_much_is_an_error_and_not_the_end_of_the_process(string what, string text, string told)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var errors = Written.Read(text).Errors;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, 0, MostBytes);
        Assert.True(errors.Any(error => error.Message.Contains(told, StringComparison.Ordinal)), $"{what}: {string.Join('\n', errors.Take(3))}");
        Assert.True(errors.Length <= HoconLimits.Errors + 1);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Objects_may_lie_as_deep_as_promised(int depth, bool read)
    {
        Assert.Equal(read, Written.Read(Repeat("a {", depth) + Repeat("}", depth)).Errors.IsEmpty);
        Assert.Equal(read, Written.Read("a = " + Repeat("[", depth) + Repeat("]", depth)).Errors.IsEmpty);
        Assert.Equal(read, Written.Read($"b {Repeat("{ a ", depth - 32)} {{ }} {Repeat("}", depth - 32)}\n{Repeat("a.", 31)}a = ${{b}}").Errors.IsEmpty);
    }

    [Fact]
    public void Fifty_thousand_flat_keys_are_read()
    {
        var tree = Written.Tree(string.Concat(Enumerable.Range(0, 50_000).Select(n => $"key{n} = {n}\n")));
        Assert.Equal(50_000, tree.Entries.Length);
    }

    [Fact]
    public void Files_that_include_one_another_without_end_are_refused()
    {
        var written = new Written();
        for (var n = 0; n < 100; n++) written.Files[$"{n}.conf"] = $"include \"{n + 1}.conf\"\na{n} = 1";
        var reading = written.ReadText("include \"0.conf\"");
        Assert.Equal("15.conf:1:1", Assert.Single(reading.Errors).Where.ToString());
        Assert.Equal(16, reading.Tree.Entries.Length);
    }

    [Fact]
    public void Files_included_twice_each_time_are_refused()
    {
        var written = new Written();
        for (var n = 0; n < 15; n++) written.Files[$"{n}.conf"] = $"include \"{n + 1}.conf\"\ninclude \"{n + 1}.conf\"";
        written.Files["15.conf"] = "";
        Assert.Contains("more than 256 files", Assert.Single(written.ReadText("include \"0.conf\"").Errors).Message, StringComparison.Ordinal);
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
