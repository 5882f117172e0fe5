using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;

namespace Supervision.Daemon.Hosting;

/// <summary>Lines for the journal: each begins with its priority as sd-daemon(3) has it, and has no date, which the journal adds.</summary>
internal sealed class JournalFormat : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        var text = logEvent.RenderMessage(CultureInfo.InvariantCulture);
        if (logEvent.Exception is { } exception)
            text += "\n" + exception;
        foreach (var line in text.Split('\n'))
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
