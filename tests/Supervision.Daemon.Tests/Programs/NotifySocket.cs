using System.Net.Sockets;
using System.Text;

namespace Supervision.Daemon.Tests.Programs;

/// <summary>The socket on which PID 1 is told how a service is: sd_notify(3).</summary>
internal sealed class NotifySocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public NotifySocket(string path)
    {
        _socket.Bind(new UnixDomainSocketEndPoint(path));
        _ = ListenAsync();
    }

    /// <summary>The datagrams: <c>READY=1</c> …</summary>
    public Heard Told { get; } = new();

    public void Dispose() => _socket.Dispose();

    private async Task ListenAsync()
    {
        var datagram = new byte[4096];
        try
        {
            while (true)
                Told.Add(Encoding.UTF8.GetString(datagram, 0, await _socket.ReceiveAsync(datagram, SocketFlags.None)));
        }
        catch (SocketException)
        {
            // Closed by the test's end.
        }
        catch (ObjectDisposedException)
        {
            // Likewise, between two datagrams.
        }
    }
}
