using Supervision.Adapters.Probes;
using Supervision.Core.Notifications;
using Supervision.Core.Notifications.Channels;

namespace Supervision.Adapters.Notifications;

/// <summary>Posts a short message to a provider, once for all numbers.</summary>
internal sealed class SmsSender(HostNames names, TimeProvider clock)
{
    public async Task<Delivery> SendAsync(SmsTarget target, OutgoingMessage message, CancellationToken deadline)
    {
        var (secret, trouble) = Secret.Read(target.SecretFile, "secret-file");
        if (trouble is not null)
            return trouble;
        var body = target.Body.Fill(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["text"] = SmsText.Cut(message.Text, target.MostParts),
            ["sender"] = target.Sender,
            ["key"] = target.Key,
            ["secret"] = secret?.Reveal() ?? "",
            [BodyTemplate.List] = $"[{string.Join(',', target.To.Select(number => $"\"{number.TrimStart('+')}\""))}]",
        });
        return await new JsonPost(names, target.Certificate, clock)
            .SendAsync(target.Url, body, [], answer => Judge(target, answer, secret), deadline)
            .ConfigureAwait(false);
    }

    // A provider may say no with a status of 200, and may repeat in its answer what it was sent.
    private static Delivery Judge(SmsTarget target, string answer, Secret? secret)
    {
        var dense = string.Concat(answer.Where(letter => !char.IsWhiteSpace(letter)));
        if (dense.Contains(string.Concat(target.Accepted.Where(letter => !char.IsWhiteSpace(letter))), StringComparison.Ordinal))
            return new Delivery.Delivered("the provider has taken it");
        var said = secret is null ? answer : answer.Replace(secret.Reveal(), secret.ToString(), StringComparison.Ordinal);
        return new Delivery.Refused($"the provider has not taken it: {said}");
    }
}
