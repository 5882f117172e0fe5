using System.Net;
using System.Net.Sockets;
using Supervision.Adapters.Probes;

namespace Supervision.Adapters.Notifications;

/// <summary>Connects within a deadline, whatever name servers and networks do.</summary>
internal static class Sockets
{
    /// <summary>Connects over TCP; of a name with several addresses to the first that takes us.</summary>
    /// <exception cref="SocketException">Nobody takes us, or there is no such name.</exception>
    /// <exception cref="OperationCanceledException">Not in time.</exception>
    public static async Task<Socket> ConnectAsync(HostNames names, string host, int port, CancellationToken deadline)
    {
        SocketException? failure = null;
        foreach (var address in await names.AddressesAsync(host, deadline).ConfigureAwait(false))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), deadline).ConfigureAwait(false);
                return socket;
            }
            catch (SocketException refused)
            {
                socket.Dispose();
                failure = refused;
            }
            catch (OperationCanceledException)
            {
                socket.Dispose();
                throw;
            }
        }

        throw failure ?? new SocketException((int)SocketError.HostNotFound);
    }
}
