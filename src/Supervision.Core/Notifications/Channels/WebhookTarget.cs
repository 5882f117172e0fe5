using System.Collections.Immutable;
using Supervision.Core.Configuration;
using Supervision.Core.Probes;

namespace Supervision.Core.Notifications.Channels;

/// <summary>A POST of JSON.</summary>
/// <param name="Url">Never null in a sound configuration.</param>
/// <param name="Headers">What is sent besides, as <c>Name: value</c>.</param>
/// <param name="Body">Empty for a body with everything that is known.</param>
/// <param name="SecretFile">With what the body is signed: a path, or the name of a credential; empty for no signature.</param>
/// <param name="TokenFile">What is sent as <c>Authorization: Bearer …</c>: a path, or the name of a credential; empty for none.</param>
/// <param name="Verify">The certificate must be valid.</param>
/// <param name="CaFile">The authorities that are trusted, in PEM; empty for those of this host.</param>
public sealed record WebhookTarget(
    Uri? Url,
    ImmutableArray<string> Headers,
    BodyTemplate Body,
    string SecretFile,
    string TokenFile,
    bool Verify,
    string CaFile) : IChannelTarget
{
    private const int Longest = 20_000;

    public string Kind => "webhook";

    public int LongestText => Longest;

    public bool TakesHtml => false;

    public bool Equals(WebhookTarget? other) =>
        other is not null
        && (Url, Body, SecretFile, TokenFile) == (other.Url, other.Body, other.SecretFile, other.TokenFile)
        && (Verify, CaFile) == (other.Verify, other.CaFile)
        && Headers.SequenceEqual(other.Headers);

    public override int GetHashCode() => Headers.Aggregate(HashCode.Combine(Url, Body, SecretFile, TokenFile), HashCode.Combine);
}

/// <summary>Reads a channel of the kind webhook.</summary>
internal static class WebhookTargetReader
{
    /// <summary>What a body can name of a message.</summary>
    public static ImmutableArray<string> Names { get; } = ["id", "channel", "topic", "severity", "event", "subject", "text", "at"];

    public static WebhookTarget Read(Section channel)
    {
        var target = new WebhookTarget(
            ProbeValues.Url(channel, "url", "https", "http"),
            HeaderLines.Read(channel, "headers"),
            BodyTemplate.Read(channel, "body", Names),
            ProbeValues.PasswordFile(channel, "secret-file"),
            ProbeValues.PasswordFile(channel, "token-file"),
            channel.Flag("verify"),
            ProbeValues.Path(channel, "ca-file"));
        if (target is { TokenFile.Length: > 0, Url: { Scheme: "http", IsLoopback: false } })
            channel.Reject("url", "would carry the token in plain text over the network", "write https://");
        return target;
    }
}
