using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Supervision.Adapters.Secrets;
using Supervision.Core.Notifications;
using Supervision.Core.Notifications.Channels;

namespace Supervision.Adapters.Notifications;

/// <summary>Carries out channels of the kind webhook.</summary>
/// <remarks><c>Healthcheck-Signature: sha256=HEX</c> is the HMAC-SHA256 of the text of <c>Healthcheck-Timestamp</c>, a full stop and the
/// body; <c>Idempotency-Key</c> is the same for each try of a message.</remarks>
internal sealed class WebhookChannel(Dialling dialling, string host, TimeProvider clock)
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<Delivery> SendAsync(WebhookTarget target, OutgoingMessage message, CancellationToken deadline)
    {
        var (secret, noSecret) = SecretFile.Read("secret-file", target.SecretFile);
        var (token, noToken) = SecretFile.Read("token-file", target.TokenFile);
        if (noSecret is not null || noToken is not null) return new Delivery.Later(noSecret ?? noToken!);

        var body = target.Body.Text.Length > 0
            ? Encoding.UTF8.GetBytes(target.Body.Render(name => Value(message, name)))
            : Everything(message);
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        foreach (var header in target.Headers.Select(header => header.Split(':', 2, StringSplitOptions.TrimEntries)))
            request.Headers.TryAddWithoutValidation(header[0], header[1]);
        request.Headers.Add("Idempotency-Key", MailMessage.Identity(message, host));
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token.Reveal());
        if (secret is not null) Sign(request, body, secret);
        try
        {
            return HttpExchange.Judge(await new HttpExchange(dialling, target.Verify, target.CaFile).PostAsync(request, deadline));
        }
        catch (Exception failure) when (!deadline.IsCancellationRequested
            && failure is HttpRequestException or IOException or CryptographicException)
        {
            return new Delivery.Later($"{target.Url!.Host}: {failure.Message}");
        }
    }

    private void Sign(HttpRequestMessage request, byte[] body, Secret secret)
    {
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] text = [.. Encoding.ASCII.GetBytes(timestamp + "."), .. body];
        var signed = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret.Reveal()), text);
        request.Headers.Add("Healthcheck-Timestamp", timestamp);
        request.Headers.Add("Healthcheck-Signature", "sha256=" + Convert.ToHexStringLower(signed));
    }

    private static byte[] Everything(OutgoingMessage message)
    {
        var body = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(body, Readable);
        json.WriteStartObject();
        foreach (var name in new[] { "id", "channel", "topic", "severity", "event", "subject", "text", "at" })
            json.WriteString(name, Value(message, name));
        json.WriteEndObject();
        json.Flush();
        return body.WrittenSpan.ToArray();
    }

    private static string Value(OutgoingMessage message, string name) => name switch
    {
        "id" => message.Id.Number.ToString(CultureInfo.InvariantCulture),
        "channel" => message.Channel,
        "topic" => message.Topic.Text,
        "severity" => message.Severity switch { Severity.Critical => "critical", Severity.Warning => "warning", _ => "info" },
        "event" => message.Event,
        "subject" => message.Subject,
        "text" => message.Text,
        "at" => message.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        _ => "",
    };
}
