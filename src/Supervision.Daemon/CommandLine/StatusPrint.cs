using Supervision.Adapters.Linux;
using Supervision.Daemon.Control;

namespace Supervision.Daemon.CommandLine;

/// <summary>How a status is printed: of all services or of one, for people or as JSON.</summary>
/// <param name="service">This one only; null for all.</param>
internal sealed class StatusPrint(string? service, bool json, Paint paint)
{
    public Page Of(StatusMessage status)
    {
        var services = status.Services.Where(known => service is null || known.Service == service).ToList();
        if (services.Count == 0 && service is not null)
        {
            var known = string.Join(", ", status.Services.Select(known => known.Service));
            return new Page(
                ExitCode.Usage, IsError: true, $"healthcheck: {PlainText.Escaped(service)} is no service here; there are {known}");
        }

        var shown = status with { Services = services };
        var text = json
            ? ControlJson.Write(shown)
            : string.Join(Environment.NewLine, StatusText.Lines(shown, paint, closely: service is not null));
        return new Page(StatusText.ExitCodeOf(services.Select(known => known.Verdict)), IsError: false, text);
    }

    /// <summary>What is printed, and how a program that prints it ends.</summary>
    /// <param name="IsError">It is a complaint.</param>
    internal sealed record Page(int ExitCode, bool IsError, string Text);
}
