using System.Buffers;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Supervision.Adapters.Secrets;
using Supervision.Core.Notifications;
using Supervision.Core.Notifications.Channels;

namespace Supervision.Adapters.Notifications;

/// <summary>Carries out channels of the kind sms.</summary>
internal sealed class SmsChannel(Dialling dialling, string host)
{
    private static readonly Uri Iletimerkezi = new("https://api.iletimerkezi.com/v1/send-sms/json");

    public async Task<Delivery> SendAsync(SmsTarget target, OutgoingMessage message, CancellationToken deadline)
    {
        var (key, noKey) = SecretFile.Read("key-file", target.KeyFile);
        var (hash, noHash) = SecretFile.Read("hash-file", target.HashFile);
        if (noKey is not null || noHash is not null) return new Delivery.Later(noKey ?? noHash!);

        var isPreset = target.Provider == SmsProvider.Iletimerkezi;
        var text = SmsText.Fit(message.Text, target.Parts);
        var body = isPreset ? Order(target, text, key, hash) : Encoding.UTF8.GetBytes(target.Body.Render(name => name switch
        {
            "text" => text,
            "sender" => target.Sender,
            "numbers" => string.Join(',', target.To),
            "key" => key?.Reveal() ?? "",
            "hash" => hash?.Reveal() ?? "",
            _ => MailMessage.Identity(message, host),
        }));
        var url = target.Url ?? Iletimerkezi;
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        try
        {
            var answer = await new HttpExchange(dialling, target.Verify, target.CaFile).PostAsync(request, deadline);
            return isPreset ? IletimerkeziAnswer.Judge(answer).Without("", key, hash) : Judge(answer, target.Success);
        }
        catch (Exception failure) when (!deadline.IsCancellationRequested
            && failure is HttpRequestException or IOException or CryptographicException)
        {
            return new Delivery.Later($"{url.Host}: {failure.Message}");
        }
    }

    private static Delivery Judge(HttpExchange.Answer answer, string success) => HttpExchange.Judge(answer) switch
    {
        Delivery.Delivered when !answer.Body.Contains(success, StringComparison.Ordinal) =>
            new Delivery.Later("the answer does not hold what success says"),
        var judged => judged,
    };

    private static byte[] Order(SmsTarget target, string text, Secret? key, Secret? hash)
    {
        var body = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteStartObject("request");
        json.WriteStartObject("authentication");
        json.WriteString("key", key?.Reveal());
        json.WriteString("hash", hash?.Reveal());
        json.WriteEndObject();
        json.WriteStartObject("order");
        json.WriteString("sender", target.Sender);
        // No advertisement: nobody has to have agreed to it.
        json.WriteString("iys", "0");
        json.WriteStartObject("message");
        json.WriteString("text", text);
        json.WriteStartObject("receipents");
        json.WriteStartArray("number");
        foreach (var number in target.To) json.WriteStringValue(number);
        json.WriteEndArray();
        for (var open = 0; open < 5; open++) json.WriteEndObject();
        json.Flush();
        return body.WrittenSpan.ToArray();
    }
}
