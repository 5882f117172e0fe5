using Supervision.Core.Configuration;

namespace Supervision.Core.Tests.Configuration;

public sealed class SectionTests
{
    private readonly ConfigErrors _errors = new();

    [Fact]
    public void Reads_what_is_written()
    {
        var section = Of("""
            text = some words, empty = "", count = 3, flag = on, every = 1.5s, backoff = [0s, 2m, 10m], settle = 10 s
            buffer = 16MiB, disk = 85%, run = ["tell", -v], to = admin, mode = act
            """);
        Assert.Equal("some words", section.Text("text"));
        Assert.Equal("", section.Text("empty"));
        Assert.Equal(3, section.Number("count", 1, 10));
        Assert.True(section.Flag("flag"));
        Assert.Equal(TimeSpan.FromMilliseconds(1500), Duration(section, "every"));
        Assert.Equal(TimeSpan.FromSeconds(10), Duration(section, "settle"));
        Assert.Equal([0, 2, 10], section.Durations("backoff", TimeSpan.Zero, TimeSpan.FromHours(1)).Select(pause => pause.TotalMinutes));
        Assert.Equal(new ByteCount(16 * 1024 * 1024), section.Size("buffer", new(0), new(long.MaxValue)));
        Assert.Equal(new Percent(85), section.Percent("disk"));
        Assert.Equal(["tell", "-v"], section.Texts("run").AsEnumerable());
        Assert.Equal(["admin"], section.Texts("to").AsEnumerable());
        Assert.Equal(ModeOf.Act, Mode(section));
        section.RefuseUnknown();
        Assert.True(_errors.IsEmpty);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("on", true)]
    [InlineData("yes", true)]
    [InlineData("false", false)]
    [InlineData("off", false)]
    [InlineData("no", false)]
    public void A_flag_has_six_names(string text, bool meant) => Assert.Equal(meant, Of($"a = {text}").Flag("a"));

    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("90s", 90)]
    [InlineData("2m", 120)]
    [InlineData("0.5h", 1800)]
    [InlineData("1d", 86400)]
    public void A_duration_has_a_unit(string text, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Duration(Of($"a = {text}"), "a"));

    [Theory]
    [InlineData("0B", 0)]
    [InlineData("1KiB", 1024)]
    [InlineData("1.5 kB", 1500)]
    [InlineData("2GiB", 2147483648)]
    [InlineData("1TB", 1000000000000)]
    public void A_size_has_a_unit(string text, long bytes) => Assert.Equal(bytes, Of($"a = {text}").Size("a", new(0), new(long.MaxValue)).Bytes);

    public static TheoryData<string, Action<Section>, string> Wrong => new()
    {
        { "", a => a.Text("a"), "healthcheck.conf:1:1: healthcheck.a: is missing (add it)" },
        { "a = [x]", a => a.Text("a"), "healthcheck.conf:1:19: healthcheck.a: must be a single value, but is a list (write one value, without brackets or braces)" },
        { "a { b = 1 }", a => a.Number("a", 1, 2), "healthcheck.conf:1:17: healthcheck.a: must be a single value, but is a section (write one value, without brackets or braces)" },
        { "a = 0", a => a.Number("a", 1, 100), "healthcheck.conf:1:19: healthcheck.a: must be a whole number from 1 to 100, but is '0' (write a number from 1 to 100)" },
        { "a = 1e9", a => a.Number("a", 1, 100), "healthcheck.conf:1:19: healthcheck.a: must be a whole number from 1 to 100, but is '1e9' (write a number from 1 to 100)" },
        { "a = 99999999999", a => a.Number("a", 1, 100), "healthcheck.conf:1:19: healthcheck.a: must be a whole number from 1 to 100, but is '99999999999' (write a number from 1 to 100)" },
        { "a = ON", a => a.Flag("a"), "healthcheck.conf:1:19: healthcheck.a: must be on or off, but is 'ON' (write on, off, true, false, yes or no)" },
        { "a = 15", a => Duration(a, "a"), "healthcheck.conf:1:19: healthcheck.a: must be a duration from 0s to 7d, but is '15' (add the unit, for example 15s; the units are ms, s, m, h and d)" },
        { "a = infinite", a => Duration(a, "a"), "healthcheck.conf:1:19: healthcheck.a: must be a duration from 0s to 7d, but is 'infinite' (write for example 10s; the units are ms, s, m, h and d)" },
        { "a = -5s", a => Duration(a, "a"), "healthcheck.conf:1:19: healthcheck.a: must be a duration from 0s to 7d, but is '-5s' (write for example 10s; the units are ms, s, m, h and d)" },
        { "a = 5min", a => Duration(a, "a"), "healthcheck.conf:1:19: healthcheck.a: must be a duration from 0s to 7d, but is '5min' (the units are ms, s, m, h and d)" },
        { "a = 8d", a => Duration(a, "a"), "healthcheck.conf:1:19: healthcheck.a: must be a duration from 0s to 7d, but is '8d' (choose a duration from 0s to 7d)" },
        { "a = 99999999999999999999d", a => Duration(a, "a"), "healthcheck.conf:1:19: healthcheck.a: must be a duration from 0s to 7d, but is '99999999999999999999d' (choose a duration from 0s to 7d)" },
        { "a = 99", a => a.Duration("a", TimeSpan.FromSeconds(90), TimeSpan.FromMilliseconds(100_500)), "healthcheck.conf:1:19: healthcheck.a: must be a duration from 90s to 100500ms, but is '99' (add the unit, for example 99s; the units are ms, s, m, h and d)" },
        { "a = [1s, 2]", a => a.Durations("a", TimeSpan.Zero, TimeSpan.FromDays(7)), "healthcheck.conf:1:24: healthcheck.a[1]: must be a duration from 0s to 7d, but is '2' (add the unit, for example 2s; the units are ms, s, m, h and d)" },
        { "a = 10m", a => a.Size("a", new(1), new(1 << 20)), "healthcheck.conf:1:19: healthcheck.a: must be a size from 1B to 1MiB, but is '10m' (the units are B, KiB, MiB, GiB, TiB (times 1024) and kB, MB, GB, TB (times 1000))" },
        { "a = 2MiB", a => a.Size("a", new(1), new(1 << 20)), "healthcheck.conf:1:19: healthcheck.a: must be a size from 1B to 1MiB, but is '2MiB' (choose a size from 1B to 1MiB)" },
        { "a = 85", a => a.Percent("a"), "healthcheck.conf:1:19: healthcheck.a: must be a percentage from 0% to 100%, but is '85' (write 85%)" },
        { "a = 101%", a => a.Percent("a"), "healthcheck.conf:1:19: healthcheck.a: must be a percentage from 0% to 100%, but is '101%' (write for example 85%)" },
        { "mode = obsrve", a => Mode(a), "healthcheck.conf:1:22: healthcheck.mode: must be one of act, observe, but is 'obsrve' (did you mean observe?)" },
        { "mode = İ", a => Mode(a), "healthcheck.conf:1:22: healthcheck.mode: must be one of act, observe, but is 'İ' (write act)" },
        { "a = 1", a => a.Under("a").Text("silent"), "healthcheck.conf:1:15: healthcheck.a: must be a section (write a { … })" },
        { "", a => a.Under("a").Under("b").Text("silent"), "healthcheck.conf:1:1: healthcheck.a: is missing (add it)" },
        { "\"a b\" { c { } }", a => a.Under("a b").Under("c").Text("d"), "healthcheck.conf:1:23: healthcheck.\"a b\".c.d: is missing (add it)" },
        { "intervall = 1", a => { a.Has("interval"); a.RefuseUnknown(); }, "healthcheck.conf:1:15: healthcheck.intervall: unknown key 'intervall'; did you mean 'interval'? (write interval, or take it out)" },
        { "moed = 1", a => { a.Has("mode"); a.Has("modules"); a.RefuseUnknown(); }, "healthcheck.conf:1:15: healthcheck.moed: unknown key 'moed'; did you mean 'mode'? (write mode, or take it out)" },
        { "colour = 1", a => { a.Has("interval"); a.Has("budget"); a.RefuseUnknown(); }, "healthcheck.conf:1:15: healthcheck.colour: unknown key 'colour' (take it out; known are budget, interval)" },
        { "a { colour = 1 }", a => { a.Under("a"); a.RefuseUnknown(); }, "healthcheck.conf:1:19: healthcheck.a.colour: unknown key 'colour' (take it out)" },
        { "every = 1s, timeout = 2s", a => a.Reject("timeout", "must be shorter than every", "choose less than 1s"), "healthcheck.conf:1:27: healthcheck.timeout: must be shorter than every (choose less than 1s)" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Tells_place_path_value_range_and_remedy(string text, Action<Section> read, string told)
    {
        read(Of($"healthcheck {{ {text} }}").Under("healthcheck"));
        Assert.Equal(told, Assert.Single(_errors.Ordered()).ToString());
    }

    [Fact]
    public void Goes_on_after_an_error_with_something_harmless()
    {
        var section = Of("a = x, b = x, c = x, d = x, mode = x");
        Assert.Equal(3, section.Number("a", 3, 9));
        Assert.Equal(TimeSpan.FromSeconds(5), section.Duration("b", TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(9)));
        Assert.False(section.Flag("c"));
        Assert.Empty(section.Durations("missing", TimeSpan.Zero, TimeSpan.MaxValue));
        Assert.Equal(ModeOf.Act, Mode(section));
        Assert.Equal(5, _errors.Count);
    }

    [Fact]
    public void Errors_are_ordered_by_file_and_line()
    {
        var section = Of("a = x\nb = x\nc = x");
        foreach (var key in new[] { "c", "a", "b" }) section.Number(key, 0, 1);
        Assert.Equal(["a", "b", "c"], _errors.Ordered().Select(error => error.Path));
    }

    [Fact]
    public void Children_come_in_the_order_of_their_appearance()
    {
        var section = Of("services { postgresql { }\nnginx { }\n\"celery@1\" { }\npostgresql { manual-stop = respect } }").Under("services");
        Assert.Equal(["postgresql", "nginx", "celery@1"], section.Children().Select(child => child.Name));
        Assert.Equal("services.\"celery@1\"", section.Children()[2].Path);
    }

    [Fact]
    public void A_section_laid_over_its_defaults_reads_both_and_tells_a_defect_of_the_defaults_once()
    {
        var root = Of("defaults { every = 10s, timeout = 15, colour = red }\nservices { a { every = 5s, timout = 1s }\nb { } }");
        var defaults = root.Template("defaults");
        var services = root.Under("services").Children().Select(service => service.Over(defaults)).ToList();
        Assert.Equal([5, 10], services.Select(service => Duration(service, "every").TotalSeconds));
        foreach (var service in services) Duration(service, "timeout");
        root.RefuseUnknown();
        Assert.Equal(
            ["healthcheck.conf:1:35: services.a.timeout", "healthcheck.conf:1:39: services.a.colour", "healthcheck.conf:2:28: services.a.timout"],
            _errors.Ordered().Select(error => $"{error.Where}: {error.Path}"));
    }

    [Fact]
    public void What_is_handed_on_is_not_searched_for_unknown_keys()
    {
        var root = Of("akka { actor { provider = cluster } }\nhealthchek { }");
        Assert.Equal("actor.provider = cluster", root.Verbatim("akka").Told());
        root.Has("healthcheck");
        root.RefuseUnknown();
        Assert.Equal("healthchek", Assert.Single(_errors.Ordered()).Path);
    }

    [Fact]
    public void Beside_sections_plain_values_may_stand_for_substitutions_to_name_but_no_section_that_is_unknown()
    {
        var root = Of("base = /srv\nhealthcheck { colour = red }\nhealthchek { }");
        root.Under("healthcheck");
        root.RefuseUnknownSections();
        Assert.Equal(["healthcheck.colour", "healthchek"], _errors.Ordered().Select(error => error.Path));
    }

    private enum ModeOf
    {
        Act,
        Observe,
    }

    private static ModeOf Mode(Section section) => section.OneOf("mode", ("act", ModeOf.Act), ("observe", ModeOf.Observe));

    private static TimeSpan Duration(Section section, string key) => section.Duration(key, TimeSpan.Zero, TimeSpan.FromDays(7));

    private Section Of(string text) => Section.Root(Written.Tree(text), _errors);
}
