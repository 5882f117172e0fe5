using System.Text.Json;
using Supervision.Daemon.CommandLine;
using Supervision.Daemon.Control;

namespace Supervision.Daemon.Tests.Control;

public sealed class HoldMessageTests
{
    [Theory]
    [InlineData(1.0, "x", null)]
    [InlineData(604800.0, "bakım: İstanbul'da çalışma", null)]
    [InlineData(null, "x", "forSeconds is missing: a hold ends by itself, and has to say when")]
    [InlineData(0.9, "x", "forSeconds must be from 1 to 604800 (7d), not 0.9")]
    [InlineData(604800.1, "x", "forSeconds must be from 1 to 604800 (7d), not 604800.1")]
    [InlineData(-1.0, "x", "forSeconds must be from 1 to 604800 (7d), not -1")]
    [InlineData(double.NaN, "x", "forSeconds must be from 1 to 604800 (7d), not NaN")]
    [InlineData(60.0, null, "reason is missing: the next person has to know why nothing happens")]
    [InlineData(60.0, " \t ", "reason is missing: the next person has to know why nothing happens")]
    [InlineData(60.0, "two\nlines", "reason has invisible characters; it is one line of plain text")]
    [InlineData(60.0, "\u001b[31mred", "reason has invisible characters; it is one line of plain text")]
    [InlineData(60.0, "turned \u202e round", "reason has invisible characters; it is one line of plain text")]
    public void A_hold_has_an_end_and_a_reason(double? forSeconds, string? reason, string? problem) =>
        Assert.Equal(problem, new BeginHoldMessage(null, forSeconds, reason).Problem);

    [Fact]
    public void A_reason_of_two_hundred_characters_is_long_enough()
    {
        Assert.Null(BeginHoldMessage.ProblemOf(new string('ş', 200)));
        Assert.Equal("has 201 characters; say it in 200", BeginHoldMessage.ProblemOf(new string('ş', 201)));
    }

    [Theory]
    [InlineData("""{"service":"nginx","forSeconds":60,"reason":"x","until":"2026"}""")]
    [InlineData("""{"forSeconds":60,"forSeconds":61,"reason":"x"}""")]
    [InlineData("""{"forSeconds":"60","reason":["x"]}""")]
    [InlineData("""{"service":{"name":"nginx"}}""")]
    [InlineData("""["nginx"]""")]
    [InlineData("{} {}")]
    [InlineData("")]
    public void Anything_else_in_a_body_is_refused(string body) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(body, ControlJson.Default.BeginHoldMessage));

    [Fact]
    public void A_reason_that_came_by_another_way_stays_on_its_line()
    {
        var at = new DateTimeOffset(2026, 11, 23, 5, 0, 0, TimeSpan.Zero);

        var line = HoldText.Line(new HoldMessage(1, null, at, at, "a\nb \u001b[31m", "x\u202e"));

        Assert.StartsWith("hold on all services until 2026-11-23 ", line, StringComparison.Ordinal);
        Assert.Contains(@"a\u000ab \u001b[31m (by x\u202e, ", line, StringComparison.Ordinal);
    }
}
