using System.Collections.Immutable;
using Supervision.Core.Configuration;

namespace Supervision.Core.Notifications.Channels;

/// <summary>One kind of channel, as <c>kind</c> names it.</summary>
/// <param name="Name">The word of <c>kind</c>, and the key of its own defaults under <c>healthcheck.channels</c>.</param>
/// <param name="Read">Reads how and to whom. Whatever is still empty and is one of <paramref name="Needs"/> is passed over in
/// silence.</param>
/// <param name="Needs">The keys without which nobody is told, each with what to write.</param>
internal sealed record ChannelKind(string Name, Func<Section, IChannelTarget> Read, params ImmutableArray<(string Key, string Remedy)> Needs)
{
    /// <summary>Every kind there is. A new one is one line here, a section in reference.conf, and a class of the adapters that
    /// sends.</summary>
    public static ImmutableArray<ChannelKind> All { get; } =
    [
        new(
            "email",
            EmailTargetReader.Read,
            ("smtp", "write the server, such as smtp = \"127.0.0.1:25\""),
            ("from", "write the sender, such as from = \"healthcheck@example.com\""),
            ("to", "write at least one address, such as to = [\"admin@example.com\"]")),
        new(
            "sms",
            SmsTargetReader.Read,
            ("sender", "write the sender that the provider has approved, such as sender = \"SIRKET\""),
            ("to", "write at least one number, such as to = [\"+905321234567\"]")),
        new("webhook", WebhookTargetReader.Read, ("url", "write the address, such as url = \"https://example.com/hook\"")),
        new("command", CommandChannelReader.Read, ("run", "write program and arguments, such as run = [\"/usr/local/bin/tell\"]")),
    ];
}
