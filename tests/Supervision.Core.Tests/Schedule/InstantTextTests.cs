using Supervision.Core.Schedule;

namespace Supervision.Core.Tests.Schedule;

public sealed class InstantTextTests
{
    [Theory]
    [InlineData("2026-11-23T07:00:00+03:00", "2026-11-23T04:00:00Z")]
    [InlineData("2026-11-23T07:00+03:00", "2026-11-23T04:00:00Z")]
    [InlineData("2026-11-23T07:00:00-0500", "2026-11-23T12:00:00Z")]
    [InlineData("2026-11-23T07:00:00+03", "2026-11-23T04:00:00Z")]
    [InlineData("2026-11-23T07:00:00Z", "2026-11-23T07:00:00Z")]
    [InlineData("2026-11-23 07:00:00.25Z", "2026-11-23T07:00:00.25Z")]
    // Without an offset, in the zone: Berlin here.
    [InlineData("2026-11-23T07:00:00", "2026-11-23T06:00:00Z")]
    [InlineData("2026-07-23T07:00", "2026-07-23T05:00:00Z")]
    [InlineData("2026-07-23 07:00", "2026-07-23T05:00:00Z")]
    [InlineData("2026-11-23", "2026-11-22T23:00:00Z")]
    // Both of these show 02:30 on the wall; the first is meant.
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25T02:30+01:00", "2026-10-25T01:30:00Z")]
    public void An_instant_is_read_with_its_offset_or_in_the_zone(string text, string expected) =>
        Assert.Equal((Calendars.At(expected), null), Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("07:00")]
    [InlineData("23.11.2026 07:00")]
    [InlineData("2026-11-31T07:00")]
    [InlineData("2026-11-23T24:00")]
    [InlineData("2026-11-23T07:00:00+25:00")]
    [InlineData("2026-11-23T07:00:00 Europe/Istanbul")]
    [InlineData("１９９９-11-23T07:00")]
    public void What_is_no_instant_is_answered_with_an_example(string text) =>
        Assert.Contains("write for example 2026-11-23T07:00:00+03:00", Read(text).Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("1969-12-31T23:59")]
    [InlineData("2200-01-01T00:00Z")]
    [InlineData("9999-12-31T23:59:59")]
    public void A_time_before_or_after_all_calendars_is_refused(string text) =>
        Assert.Equal("must lie in the years 1970 to 2199", Read(text).Problem);

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T02:30")]
    [InlineData("America/New_York", "2026-03-08T02:00")]
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:15")]
    public void A_time_that_the_clocks_skip_is_refused(string zone, string text)
    {
        var (_, problem) = InstantText.Read(text, TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.Equal($"names a time that the clocks of {zone} skip: {text}; write it with its offset, or another time", problem);
    }

    [Fact]
    public void In_turkey_no_time_is_skipped() =>
        Assert.Null(InstantText.Read("2026-03-29T03:30", TimeZoneInfo.FindSystemTimeZoneById("Europe/Istanbul")).Problem);

    private static (DateTimeOffset Instant, string? Problem) Read(string text) =>
        InstantText.Read(text, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
}
