using System.Globalization;
using System.Net.WebSockets;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Probes;

/// <summary>Opens a WebSocket and closes it: the handshake shows that the application takes part, the closing that frames go both
/// ways.</summary>
internal sealed class WebSocketProbe(Connections connections, TimeProvider clock)
{
    public async Task<ProbeOutcome> LookAsync(WebSocketTarget target, Look look)
    {
        using var route = new WebRoute(
            target.Url, target.Socket, target.Certificate, connections, clock, look, () => look.WaitsForService("waiting for the answer"));
        using var socket = new ClientWebSocket();
        Prepare(socket.Options, target);
        try
        {
            await socket.ConnectAsync(target.Url, route.Client, look.Deadline);
            look.WaitsForService("closing the WebSocket");
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, look.Deadline);
        }
        catch (WebSocketException failure)
        {
            look.Deadline.ThrowIfCancellationRequested();
            return Outcome(socket, failure, route);
        }

        return route.Warning is { } warning
            ? new ProbeOutcome.Impaired(warning) { OfCertificate = true }
            : new ProbeOutcome.Passed("a WebSocket can be opened");
    }

    private static void Prepare(ClientWebSocketOptions options, WebSocketTarget target)
    {
        options.CollectHttpResponseDetails = true;
        options.KeepAliveInterval = TimeSpan.Zero;
        options.SetRequestHeader("User-Agent", WebRoute.OurName);
        if (target.Host.Length > 0)
            options.SetRequestHeader("Host", target.Host);
        if (target.Origin.Length > 0)
            options.SetRequestHeader("Origin", target.Origin);
        if (target.Protocol.Length > 0)
            options.AddSubProtocol(target.Protocol);
    }

    private static ProbeOutcome Outcome(ClientWebSocket socket, WebSocketException failure, WebRoute route)
    {
        var status = (int)socket.HttpStatusCode;
        return status switch
        {
            0 => route.Outcome(failure.InnerException ?? failure),
            101 => new ProbeOutcome.Failed($"the WebSocket breaks off: {failure.Message}"),
            _ => new ProbeOutcome.Failed(string.Create(CultureInfo.InvariantCulture, $"HTTP {status} in place of 101, the WebSocket")),
        };
    }
}
