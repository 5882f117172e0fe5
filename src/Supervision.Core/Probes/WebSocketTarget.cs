using Supervision.Core.Configuration;

namespace Supervision.Core.Probes;

/// <summary>Can a WebSocket be opened there, and closed in good order? A server that answers HTTP may still refuse that.</summary>
/// <param name="Host">The Host header, and the name that a certificate has to be for; empty for that of the URL.</param>
/// <param name="Origin">The Origin header, which many applications compare with their own; empty for none.</param>
/// <param name="Protocol">The subprotocol that is asked for; empty for none.</param>
/// <param name="Socket">The Unix socket that is asked instead of the URL's host; empty for none.</param>
public sealed record WebSocketTarget(Uri Url, string Host, string Origin, string Protocol, string Socket, CertificateRules Certificate)
    : IProbeTarget
{
    public string Kind => "websocket";

    public string Question => ProbeValues.Words(
        ("url", Url.OriginalString),
        ("host-header", Host),
        ("origin", Origin),
        ("protocol", Protocol),
        ("socket", Socket),
        ("certificate", Certificate.OfUrl(Url)));
}

/// <summary>Reads a probe of the kind websocket.</summary>
internal static class WebSocketTargetReader
{
    private static readonly Uri Nowhere = new("ws://127.0.0.1/");

    public static WebSocketTarget Read(Section probe) => new(
        ProbeValues.Url(probe, "url", "ws", "wss") ?? Nowhere,
        ProbeValues.Host(probe, "host-header"),
        ProbeValues.Line(probe, "origin"),
        ReadProtocol(probe),
        ProbeValues.SocketPath(probe, "socket"),
        CertificateRules.Read(probe));

    private static string ReadProtocol(Section probe)
    {
        var protocol = probe.Text("protocol");
        if (protocol.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_'))
            return protocol;
        probe.Reject("protocol", $"must be one word, but is {Excerpt.Of(protocol)}", "write for example graphql-ws, or nothing");
        return "";
    }
}
