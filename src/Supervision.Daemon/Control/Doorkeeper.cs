using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Supervision.Adapters.Linux;
using Supervision.Core.Hosting;

namespace Supervision.Daemon.Control;

/// <summary>
/// Stands before the HTTP server: asks the kernel who has connected, and lets nobody in who may not. Of what a stranger sends nothing is
/// parsed.
/// </summary>
internal sealed class Doorkeeper(HostKind host, TimeProvider clock, ConnectionDelegate inside)
{
    /// <summary>What a stranger is told.</summary>
    public const string Refusal = "the control socket is for root and the members of the group healthcheck";

    // A stranger who waits to speak is answered all the same.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly byte[] Refused = Answer(ControlJson.Write(new ErrorMessage(Refusal)));

    public Task ReceiveAsync(ConnectionContext connection)
    {
        if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket || Seen(socket) is not { } peer)
            return Task.CompletedTask;
        if (!Caller.Admits(peer, host, Accounts.GroupNumber(Caller.Group), Accounts.Self))
            return RefuseAsync(connection);
        connection.Features.Set(Caller.Of(peer, LoginSession.UserOf(peer.Process), Accounts.UserName));
        return inside(connection);
    }

    private static Peer? Seen(Socket socket)
    {
        try
        {
            return Peer.Of(socket);
        }
        catch (SocketException)
        {
            // Gone already, and nobody is let in unseen.
            return null;
        }
    }

    private async Task RefuseAsync(ConnectionContext connection)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            // An HTTP client that is answered before it has asked takes that for a broken connection.
            var asked = await connection.Transport.Input.ReadAsync(patience.Token);
            connection.Transport.Input.AdvanceTo(asked.Buffer.End);
            await connection.Transport.Output.WriteAsync(Refused, patience.Token);
        }
        catch (OperationCanceledException)
        {
            // Has said nothing, or does not listen: nothing is owed.
        }
    }

    private static byte[] Answer(string body) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Type: application/json\r\n"
        + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));
}
