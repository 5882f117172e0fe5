using System.Collections.Immutable;
using System.Globalization;
using Supervision.Core.Configuration;
using Supervision.Core.Notifications;
using Supervision.Core.Notifications.Channels;

namespace Supervision.Core.Hosting;

/// <summary>A channel as <c>key = value</c>, another text for every other setting. What may hold a secret is shown by a mark alone:
/// enough to see that it is another one.</summary>
internal static class ChannelFacts
{
    public static IEnumerable<string> Of(ChannelSettings channel) =>
    [
        $"kind = {channel.Target.Kind}",
        .. OfTarget(channel.Target),
        $"timeout = {DurationMeaning.Write(channel.Timeout)}",
    ];

    private static ImmutableArray<string> OfTarget(IChannelTarget target) => target switch
    {
        EmailTarget it => Of(it),
        SmsTarget it => Of(it),
        WebhookTarget it => Of(it),
        CommandTarget it => [$"run = {List(it.Run.Select(word => Excerpt.Visible(word)))}"],
        _ => [],
    };

    private static ImmutableArray<string> Of(EmailTarget email) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"smtp = {email.Host}:{email.Port}"),
        $"security = {email.Security.ToString().ToLowerInvariant()}",
        $"from = {email.From}",
        $"to = {List(email.To)}",
        .. Unless(email.User.Length == 0, $"user = {email.User}", $"password-file = {email.PasswordFile}"),
        .. Trust(email.Verify, email.CaFile),
    ];

    private static ImmutableArray<string> Of(SmsTarget sms) =>
    [
        $"provider = {sms.Provider.ToString().ToLowerInvariant()}",
        .. Unless(sms.Url is null, $"url = {UndisclosedText.Of(sms.Url)}"),
        .. Unless(sms.Sender.Length == 0, $"sender = {sms.Sender}"),
        $"to = {List(sms.To)}",
        .. Unless(sms.KeyFile.Length == 0, $"key-file = {sms.KeyFile}"),
        .. Unless(sms.HashFile.Length == 0, $"hash-file = {sms.HashFile}"),
        .. Body(sms.Body),
        .. Unless(sms.Success.Length == 0, $"success = {Excerpt.Visible(sms.Success)}"),
        string.Create(CultureInfo.InvariantCulture, $"parts = {sms.Parts}"),
        .. Trust(sms.Verify, sms.CaFile),
    ];

    private static ImmutableArray<string> Of(WebhookTarget webhook) =>
    [
        $"url = {UndisclosedText.Of(webhook.Url)}",
        .. Unless(webhook.Headers.IsEmpty, $"headers = {List(webhook.Headers.Select(Header))}"),
        .. Body(webhook.Body),
        .. Unless(webhook.SecretFile.Length == 0, $"secret-file = {webhook.SecretFile}"),
        .. Unless(webhook.TokenFile.Length == 0, $"token-file = {webhook.TokenFile}"),
        .. Trust(webhook.Verify, webhook.CaFile),
    ];

    private static string Header(string header)
    {
        var colon = header.IndexOf(':', StringComparison.Ordinal);
        return $"{header[..colon]}: … ({UndisclosedText.MarkOf(header)})";
    }

    private static ImmutableArray<string> Body(BodyTemplate body) =>
        Unless(body.Text.Length == 0, $"body = … ({UndisclosedText.MarkOf(body.Text)})");

    private static ImmutableArray<string> Trust(bool verify, string caFile) =>
        [.. Unless(verify, "verify = off"), .. Unless(caFile.Length == 0, $"ca-file = {caFile}")];

    private static ImmutableArray<string> Unless(bool absent, params ImmutableArray<string> facts) => absent ? [] : facts;

    private static string List<T>(IEnumerable<T> items) => $"[{string.Join(", ", items)}]";
}
