using System.Collections.Immutable;
using Supervision.Core.Configuration;
using Supervision.Core.Probes;

namespace Supervision.Core.Notifications.Channels;

/// <summary>By a request to a program that takes messages as JSON.</summary>
/// <param name="Body">What is sent, as a template; empty for our own JSON.</param>
/// <param name="SecretFile">Where the key lies with which requests are signed: a path, or the name of a credential of our unit; empty for
/// none.</param>
public sealed record WebhookTarget(
    Uri Url, ImmutableArray<string> Headers, BodyTemplate Body, string SecretFile, CertificateRules Certificate)
    : IChannelTarget
{
    public string Kind => "webhook";

    public int LongestText => 20_000;

    public bool TakesHtml => false;

    public bool Equals(WebhookTarget? other) => other is not null
        && (Url, Body, SecretFile, Certificate) == (other.Url, other.Body, other.SecretFile, other.Certificate)
        && Headers.SequenceEqual(other.Headers);

    public override int GetHashCode() => HashCode.Combine(Url, Body, SecretFile, Certificate, Headers.Length);
}

/// <summary>Reads a channel of the kind webhook.</summary>
internal static class WebhookTargetReader
{
    private static readonly Uri Nowhere = new("http://127.0.0.1/");

    public static WebhookTarget Read(Section channel) => new(
        ProbeValues.Url(channel, "url", "http", "https") ?? Nowhere,
        HeaderLines.Read(channel, "headers"),
        BodyTemplate.Read(channel, "body", "subject", "text", "event", "severity", "topic", "host", "at", "id"),
        ProbeValues.PasswordFile(channel, "secret-file"),
        new CertificateRules(channel.Flag("verify"), Days: 0, ProbeValues.Path(channel, "ca-file")));
}
