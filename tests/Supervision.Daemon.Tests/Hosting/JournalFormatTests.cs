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

    [Fact]
    public void Every_line_of_a_text_has_its_priority_or_the_journal_would_take_it_for_a_notice() =>
        Assert.Equal("<4>one\n<4>two\n<4>\n<4>four\n", Format(LogEventLevel.Warning, "one\r\ntwo\n\nfour"));

    [Fact]
    public void An_exception_follows_its_message_line_by_line_under_the_same_priority()
    {
        var lines = Format(LogEventLevel.Error, "the journal broke", Thrown()).TrimEnd('\n').Split('\n');

        Assert.Equal("<3>the journal broke", lines[0]);
        Assert.Equal("<3>System.InvalidOperationException: disk full", lines[1]);
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
