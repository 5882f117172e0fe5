using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace Supervision.Daemon.Hosting;

/// <summary>Lines for the journal: each begins with its priority as sd-daemon(3) has it, and has no date, which the journal adds.</summary>
internal sealed class JournalFormat : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        foreach (var line in EventLines.Of(logEvent))
            output.Write($"<{Priority(logEvent.Level)}>{line}\n");
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

/// <summary>Lines for a person at a terminal: the time and the level in front of the first.</summary>
internal sealed class TerminalFormat : ITextFormatter
{
    private static readonly MessageTemplateTextFormatter Head = new("{Timestamp:HH:mm:ss} {Level:u3} ", CultureInfo.InvariantCulture);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        Head.Format(logEvent, output);
        foreach (var line in EventLines.Of(logEvent))
            output.Write(line + "\n");
    }
}
