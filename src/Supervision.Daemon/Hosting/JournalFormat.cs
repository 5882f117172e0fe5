using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace Supervision.Daemon.Hosting;

/// <summary>Lines for the journal: each begins with its priority as sd-daemon(3) has it, and has no date, which the journal adds.</summary>
internal sealed class JournalFormat : ITextFormatter
{
    // l: without it every text that is filled in stands in quotation marks, and a line of service_monitor.log is all filled in.
    private static readonly MessageTemplateTextFormatter Text = new("{Message:lj}{NewLine}{Exception}", CultureInfo.InvariantCulture);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Text.Format(logEvent, text);
        foreach (var line in text.ToString().TrimEnd().Split('\n'))
            output.Write($"<{Priority(logEvent.Level)}>{line.TrimEnd('\r')}\n");
    }

    private static char Priority(LogEventLevel level) => level switch
    {
        LogEventLevel.Fatal => '2',
        LogEventLevel.Error => '3',
        LogEventLevel.Warning => '4',
        LogEventLevel.Information => '6',
        _ => '7',
    };
}
