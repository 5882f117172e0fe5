using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net.Sockets;

namespace Supervision.Adapters.Linux;

/// <summary>Who is at the other end of a Unix socket, by the kernel's word: what it was when it connected.</summary>
/// <param name="Groups">The effective group and the supplementary ones.</param>
/// <remarks>In a user namespace (<c>PrivateUsers=</c>) whoever is not mapped into it is <see cref="Nobody"/>, users and groups
/// alike.</remarks>
public sealed record Peer(int Process, uint User, ImmutableArray<uint> Groups)
{
    /// <summary>The kernel's overflow id: somebody that this process has no number for.</summary>
    public const uint Nobody = 65534;

    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;
    private const int PeerGroups = 59;
    private const int MostGroups = 65536;

    /// <exception cref="SocketException">The socket is no connected Unix socket.</exception>
    public static Peer Of(Socket socket)
    {
        // struct ucred: pid, uid, gid.
        Span<byte> credentials = stackalloc byte[12];
        socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials);
        var group = BinaryPrimitives.ReadUInt32LittleEndian(credentials[8..]);
        return new Peer(
            BinaryPrimitives.ReadInt32LittleEndian(credentials),
            BinaryPrimitives.ReadUInt32LittleEndian(credentials[4..]),
            [group, .. Supplementary(socket)]);
    }

    private static uint[] Supplementary(Socket socket)
    {
        // SO_PEERCRED has the effective group alone, and nobody's supplementary ones.
        var numbers = new byte[MostGroups * sizeof(uint)];
        var length = socket.GetRawSocketOption(SocketLevel, PeerGroups, numbers);
        var groups = new uint[length / sizeof(uint)];
        for (var i = 0; i < groups.Length; i++)
            groups[i] = BinaryPrimitives.ReadUInt32LittleEndian(numbers.AsSpan(i * sizeof(uint)));
        return groups;
    }
}
