using System.Globalization;
using Serilog.Events;
using Serilog.Parsing;
using Supervision.Daemon.Hosting;

namespace Supervision.Daemon.Tests.Hosting;

public sealed class JournalFormatTests
{
    [Theory]
    [InlineData(LogEventLevel.Fatal, "<2>")]
    [InlineData(LogEventLevel.Error, "<3>")]
    [InlineData(LogEventLevel.Warning, "<4>")]
    [InlineData(LogEventLevel.Information, "<6>")]
    [InlineData(LogEventLevel.Debug, "<7>")]
    [InlineData(LogEventLevel.Verbose, "<7>")]
    public void A_line_begins_with_the_priority_of_its_level(LogEventLevel level, string priority) =>
        Assert.Equal($"{priority}nginx is down\n", Format(level, "nginx is down"));

    [Theory]
    [InlineData("one\n<0>nginx is up", "one\\u000a<0>nginx is up")]
    [InlineData("one\r\ntwo", "one\\u000d\\u000atwo")]
    [InlineData("\u001b[2J\u202e\0", "\\u001b[2J\\u202e\\u0000")]
    public void Text_of_others_begins_no_line_and_takes_no_priority(string evidence, string written) =>
        Assert.Equal(
            $"<4>evidence: {written}\n",
            Format(LogEventLevel.Warning, "evidence: {Evidence}", null, new LogEventProperty("Evidence", new ScalarValue(evidence))));

    [Fact]
    public void At_a_terminal_the_time_and_the_level_stand_in_front()
    {
        using var written = new StringWriter(CultureInfo.InvariantCulture);
        new TerminalFormat().Format(
            new LogEvent(DateTimeOffset.UnixEpoch, LogEventLevel.Warning, null, new MessageTemplateParser().Parse("one\ntwo"), []), written);

        Assert.Equal("00:00:00 WRN one\\u000atwo\n", written.ToString());
    }

    [Fact]
    public void An_exception_follows_its_message_line_by_line_under_the_same_priority()
    {
        var lines = Format(LogEventLevel.Error, "the journal broke", Thrown()).TrimEnd('\n').Split('\n');

        Assert.Equal("<3>the journal broke", lines[0]);
        Assert.Equal("<3>  System.InvalidOperationException: disk full", lines[1]);
        Assert.True(lines.Length > 2, "the stack is missing");
        Assert.All(lines, line => Assert.StartsWith("<3>", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_are_written_the_same_in_every_locale()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = "," } };
            Assert.Equal("<6>1.5\n", Format(LogEventLevel.Information, "{Load}", null, new LogEventProperty("Load", new ScalarValue(1.5))));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("disk full");
        }
        catch (InvalidOperationException thrown)
        {
            return thrown;
        }
    }

    private static string Format(LogEventLevel level, string text, Exception? exception = null, params LogEventProperty[] properties)
    {
        using var written = new StringWriter(CultureInfo.InvariantCulture);
        new JournalFormat().Format(
            new LogEvent(DateTimeOffset.UnixEpoch, level, exception, new MessageTemplateParser().Parse(text), properties), written);
        return written.ToString();
    }
}
