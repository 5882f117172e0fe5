using System.Globalization;
using Serilog.Events;
using Serilog.Formatting.Display;
using Supervision.Adapters.Linux;

namespace Supervision.Daemon.Hosting;

/// <summary>
/// What the daemon says of an event: one line, and an indented one for each line of the exception. Text of others, such as the name of a
/// unit or the output of a script, can therefore begin no line of its own, and takes no priority.
/// </summary>
internal static class EventLines
{
    private const string Indented = "  ";

    // l: without it every text that is filled in stands in quotation marks, and a line of service_monitor.log is all filled in.
    private static readonly MessageTemplateTextFormatter Message = new("{Message:lj}", CultureInfo.InvariantCulture);

    public static IEnumerable<string> Of(LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Message.Format(logEvent, text);
        yield return PlainText.Escaped(text.ToString().TrimEnd());
        if (logEvent.Exception is not { } exception)
            yield break;
        foreach (var line in exception.ToString().Split('\n'))
            yield return Indented + PlainText.Escaped(line.TrimEnd('\r'));
    }
}
