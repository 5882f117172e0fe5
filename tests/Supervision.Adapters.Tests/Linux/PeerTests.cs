using System.Net.Sockets;
using Supervision.Adapters.Linux;

namespace Supervision.Adapters.Tests.Linux;

public sealed class PeerTests : IDisposable
{
    // The system's own: one of root's home is closed to others.
    private const string Python = "/usr/bin/python3";

    private static readonly TimeSpan Failsafe = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_kernel_tells_who_is_at_the_other_end()
    {
        using var listener = Listener(out var path);
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(path));
        using var accepted = await listener.AcceptAsync();

        var peer = Peer.Of(accepted);

        Assert.Equal((Environment.ProcessId, Accounts.Self), (peer.Process, peer.User));
    }

    [SkippableFact]
    public async Task Another_user_is_told_with_every_group_also_the_supplementary_ones()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "only root can become another user");
        Skip.IfNot(File.Exists(Python), $"{Python} is missing");
        using var listener = Listener(out var path);
        using var stranger = System.Diagnostics.Process.Start(
            "setpriv",
            ["--reuid=12345", "--regid=23456", "--groups=34567,45678", "--", Python, "-c",
                $"import socket, sys; s = socket.socket(socket.AF_UNIX); s.connect('{path}'); s.recv(1)"]);
        using (var accepted = await listener.AcceptAsync().WaitAsync(Failsafe))
        {
            var peer = Peer.Of(accepted);

            Assert.Equal(12345u, peer.User);
            Assert.Equal([23456u, 34567u, 45678u], peer.Groups.AsEnumerable());
            Assert.Equal(stranger.Id, peer.Process);
        }

        await stranger.WaitForExitAsync();
    }

    [Fact]
    public void A_socket_without_an_other_end_is_nobody()
    {
        using var alone = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        Assert.ThrowsAny<SocketException>(() => Peer.Of(alone));
    }

    private Socket Listener(out string path)
    {
        path = _directory.File("s");
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(1);
        if (Environment.IsPrivilegedProcess)
        {
            const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;
            File.SetUnixFileMode(path, Everybody);
            File.SetUnixFileMode(Path.GetDirectoryName(path)!, Everybody);
        }

        return listener;
    }
}
