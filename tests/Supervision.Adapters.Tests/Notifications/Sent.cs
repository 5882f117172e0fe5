using System.Globalization;
using Supervision.Core.Notifications;

namespace Supervision.Adapters.Tests.Notifications;

/// <summary>Messages, sent as the program sends them.</summary>
internal static class Sent
{
    public const string Host = "sunucu.example";

    public static OutgoingMessage Message { get; } = new(
        new MessageId(42),
        "channel",
        new Topic("incident:7"),
        Severity.Critical,
        "[KRİTİK] şube-ağı çalışmıyor: ığüşöçİĞÜŞÖÇ",
        "Kök: postgresql\nSonuçlar: gunicorn, çağrı\n.\nsatır",
        "<p>Kök: <b>postgresql</b> &lt;çağrı&gt;</p>",
        DateTimeOffset.Parse("2026-11-23T07:30:00Z", CultureInfo.InvariantCulture));

    /// <summary>One try with 60 s, or with <paramref name="seconds"/>.</summary>
    public static Task<Delivery> To(IChannelTarget target, OutgoingMessage? message = null, double seconds = 60) =>
        new Adapters.Notifications.HostChannels(Host, TimeProvider.System).SendAsync(
            new ChannelSettings("channel", target, TimeSpan.FromSeconds(seconds)), message ?? Message, CancellationToken.None);
}
