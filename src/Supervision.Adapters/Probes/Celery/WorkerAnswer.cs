using System.Text.Json;

namespace Supervision.Adapters.Probes.Celery;

/// <summary>A worker's answer to a ping, as kombu's pidbox writes it.</summary>
/// <param name="Ticket">That of the question.</param>
internal sealed record WorkerAnswer(string Ticket)
{
    /// <returns>Null where it is no answer of this worker's.</returns>
    public static WorkerAnswer? Of(string message, string worker)
    {
        try
        {
            using var envelope = JsonDocument.Parse(message);
            var headers = envelope.RootElement.GetProperty("headers");
            var isPacked = envelope.RootElement.GetProperty("properties").TryGetProperty("body_encoding", out var encoding)
                && encoding.ValueEquals("base64");
            var text = envelope.RootElement.GetProperty("body").GetString() ?? "";
            using var body = isPacked ? JsonDocument.Parse(Convert.FromBase64String(text)) : JsonDocument.Parse(text);
            return body.RootElement.TryGetProperty(worker, out _)
                ? new WorkerAnswer(headers.TryGetProperty("ticket", out var ticket) ? ticket.GetString() ?? "" : "")
                : null;
        }
        catch (Exception strange) when (strange is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Somebody else's, in a form of theirs.
            return null;
        }
    }
}
