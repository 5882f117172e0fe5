using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Supervision.Core.Probes;

/// <summary>Does a request bring the answer that it should?</summary>
/// <param name="Status">The statuses of a service that works. A redirection is one like any other, and never followed.</param>
/// <param name="UpstreamStatus">The statuses by which a proxy says that what lies behind it fails. With any, an answer that does not
/// come in time is laid to what lies behind it as well.</param>
/// <param name="Contains">What the body holds; empty for anything.</param>
/// <param name="Matches">What the body matches; null for anything. Its time does not grow with the body faster than the body.</param>
/// <param name="Headers">What is sent besides, as <c>Name: value</c>.</param>
/// <param name="Host">The Host header, and the name that a certificate has to be for; empty for that of the URL.</param>
/// <param name="Socket">The Unix socket that is asked instead of the URL's host; empty for none.</param>
public sealed record HttpTarget(
    Uri Url,
    string Method,
    StatusSet Status,
    StatusSet UpstreamStatus,
    string Contains,
    Regex? Matches,
    ImmutableArray<string> Headers,
    string Host,
    string Socket,
    CertificateRules Certificate) : IProbeTarget
{
    public string Kind => "http";

    public string Question => ProbeValues.Words(
        ("url", Url.OriginalString),
        ("method", Method == "GET" ? "" : Method),
        ("status", Status.Text),
        ("upstream-status", UpstreamStatus.Text),
        ("contains", Contains),
        ("matches", Matches?.ToString() ?? ""),
        ("headers", ProbeValues.List(Headers)),
        ("host-header", Host),
        ("socket", Socket),
        ("certificate", Certificate.OfUrl(Url)));
}
