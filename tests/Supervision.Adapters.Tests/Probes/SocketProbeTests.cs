using System.Net;
using System.Net.Sockets;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Tests.Probes;

/// <summary>Does anybody accept connections, over TCP or at a path?</summary>
public sealed class SocketProbeTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Who_accepts_connections_passes()
    {
        using var listener = Listener.ThatSays("");

        Assert.Equal(new ProbeOutcome.Passed("accepts connections"), await Looks.At(new TcpTarget("127.0.0.1", listener.Port)));
        Assert.IsType<ProbeOutcome.Passed>(await Looks.At(new TcpTarget("localhost", listener.Port)));
    }

    [Fact]
    public async Task Where_nobody_listens_the_probe_fails()
    {
        var port = LiveServer.FreePort();

        Assert.Equal(new ProbeOutcome.Failed($"127.0.0.1:{port} refuses the connection"), await Looks.At(new TcpTarget("127.0.0.1", port)));
        Assert.Equal(new ProbeOutcome.Failed($"[::1]:{port} refuses the connection"), await Looks.At(new TcpTarget("::1", port)));
    }

    [Fact]
    public async Task A_name_that_nobody_has_says_nothing_of_the_service()
    {
        var outcome = Assert.IsType<ProbeOutcome.Unknown>(await Looks.At(new TcpTarget("nobody.invalid", 80)));

        Assert.StartsWith("nobody.invalid cannot be resolved", outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listener_that_takes_nobody_any_more_fails()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var target = new TcpTarget("127.0.0.1", ((IPEndPoint)listener.LocalEndPoint!).Port);
        using var queue = new Crowd();
        queue.Fill(listener.LocalEndPoint);

        // The kernel answers nobody any more: nothing tells when the look has begun to wait, so it waits for its real time.
        var late = await new Supervision.Adapters.Probes.HostProbes(TimeProvider.System).LookAsync(
            Looks.Of(target) with { Timeout = TimeSpan.FromMilliseconds(300) }, null, CancellationToken.None).WaitAsync(Failsafe.Time);

        Assert.StartsWith("no answer within 300ms", Assert.IsType<ProbeOutcome.Failed>(late).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_of_the_file_system_is_told_from_what_is_none()
    {
        var path = _folder.File("gunicorn.sock");
        Assert.Equal(new ProbeOutcome.Failed($"there is no socket {path}"), await Looks.At(new UnixTarget(path)));

        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        Assert.Equal(new ProbeOutcome.Failed($"nobody listens at {path}"), await Looks.At(new UnixTarget(path)));

        listener.Listen(1);
        Assert.Equal(new ProbeOutcome.Passed("accepts connections"), await Looks.At(new UnixTarget(path)));

        using var queue = new Crowd();
        queue.Fill(new UnixDomainSocketEndPoint(path));
        Assert.Equal(new ProbeOutcome.Failed($"{path} accepts nobody: its backlog is full"), await Looks.At(new UnixTarget(path)));
    }

    [Fact]
    public async Task A_datagram_socket_is_a_mistake_of_the_configuration()
    {
        var path = _folder.File("log.sock");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));

        Assert.Equal(new ProbeOutcome.Unknown($"{path} is no stream socket"), await Looks.At(new UnixTarget(path)));
    }

    /// <summary>As many connections as a listener's backlog holds.</summary>
    private sealed class Crowd : IDisposable
    {
        private readonly List<Socket> _sockets = [];

        public void Fill(EndPoint listener)
        {
            for (var at = 0; at < 20; at++)
            {
                var socket = new Socket(listener.AddressFamily, SocketType.Stream, listener is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified)
                {
                    Blocking = false,
                };
                _sockets.Add(socket);
                try
                {
                    socket.Connect(listener);
                }
                catch (SocketException full) when (full.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
                {
                    // Over TCP that is what every one of them says.
                }
            }
        }

        public void Dispose() => _sockets.ForEach(socket => socket.Dispose());
    }
}
