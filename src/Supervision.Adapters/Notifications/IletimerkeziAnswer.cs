using System.Text.Json;
using Supervision.Core.Notifications;

namespace Supervision.Adapters.Notifications;

/// <summary>Judges what İletimerkezi answers: its own status stands in the body.</summary>
internal static class IletimerkeziAnswer
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    public static Delivery Judge(HttpExchange.Answer answer)
    {
        if (Status(answer.Body) is not var (code, message))
        {
            return HttpExchange.Judge(answer) is var judged and not Delivery.Delivered
                ? judged
                : new Delivery.Later("the answer has no status in it");
        }

        var said = $"İletimerkezi {code}: {message}";
        return code switch
        {
            "200" => new Delivery.Delivered(said),
            // The login, also where access is switched off; no money left. Both are mended by a person.
            "401" or "402" => new Delivery.Later(said) { Wait = Long },
            // The same order within a short time: it was taken, and its answer did not reach us.
            "451" => new Delivery.Delivered(said),
            ['4', _, _] => new Delivery.Refused(said),
            _ => new Delivery.Later(said),
        };
    }

    private static (string Code, string Message)? Status(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("response", out var response) && response.ValueKind == JsonValueKind.Object
                && response.TryGetProperty("status", out var status) && status.ValueKind == JsonValueKind.Object
                && status.TryGetProperty("code", out var code)
                ? (code.ToString(), status.TryGetProperty("message", out var message) ? message.ToString() : "")
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
