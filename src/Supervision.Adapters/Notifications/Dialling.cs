using System.Net;
using System.Net.Sockets;
using Supervision.Adapters.Probes;

namespace Supervision.Adapters.Notifications;

/// <summary>Connects over TCP; of a name with several addresses to the first that takes us.</summary>
internal sealed class Dialling(HostNames names)
{
    /// <exception cref="SocketException">Nobody is there, or there is no such name.</exception>
    /// <exception cref="OperationCanceledException">It was not known or not there in time.</exception>
    public async Task<Stream> ToAsync(string host, int port, CancellationToken deadline)
    {
        var addresses = await names.AddressesAsync(host, deadline);
        for (var at = 0; ; at++)
        {
            var isLast = at >= addresses.Length - 1;
            if (addresses.Length == 0) throw new SocketException((int)SocketError.NoData);
            var socket = new Socket(addresses[at].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(addresses[at], port), deadline);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (!isLast)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
