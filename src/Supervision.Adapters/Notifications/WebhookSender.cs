using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Supervision.Adapters.Probes;
using Supervision.Core.Notifications;
using Supervision.Core.Notifications.Channels;

namespace Supervision.Adapters.Notifications;

/// <summary>Posts a message as JSON, signed where there is a key.</summary>
internal sealed class WebhookSender(HostNames names, string host, TimeProvider clock)
{
    public async Task<Delivery> SendAsync(WebhookTarget target, OutgoingMessage message, CancellationToken deadline)
    {
        var (secret, trouble) = Secret.Read(target.SecretFile, "secret-file");
        if (trouble is not null)
            return trouble;
        var words = Words(message);
        var body = target.Body.IsEmpty ? OurOwn(words) : target.Body.Fill(words);
        string[] ours =
        [
            $"Idempotency-Key: {host}-{words["id"]}",
            $"Healthcheck-Event: {message.Event}",
            .. secret is null ? [] : new[] { $"Healthcheck-Signature: {Sign(body, secret)}" },
        ];
        return await new JsonPost(names, target.Certificate, clock)
            .SendAsync(target.Url, body, [.. target.Headers, .. ours], _ => new Delivery.Delivered("HTTP 2xx"), deadline)
            .ConfigureAwait(false);
    }

    private string Sign(string body, Secret secret)
    {
        var at = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var code = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret.Reveal()), Encoding.UTF8.GetBytes($"{at}.{body}"));
        return $"t={at},v1={Convert.ToHexStringLower(code)}";
    }

    private Dictionary<string, string> Words(OutgoingMessage message) => new(StringComparer.Ordinal)
    {
        ["id"] = message.Id.Number.ToString(CultureInfo.InvariantCulture),
        ["host"] = host,
        ["at"] = message.At.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        ["event"] = message.Event,
        ["severity"] = message.Severity switch
        {
            Severity.Critical => "critical",
            Severity.Warning => "warning",
            _ => "info",
        },
        ["topic"] = message.Topic.Text,
        ["subject"] = message.Subject,
        ["text"] = message.Text,
    };

    private static string OurOwn(Dictionary<string, string> words)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            foreach (var (name, word) in words)
                json.WriteString(name, word);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
