using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Probes;

/// <summary>Connects to where probes look, and says what it means where nobody is there.</summary>
internal sealed class Connections(HostNames names)
{
    /// <summary>Connects over TCP; of a name with several addresses to the first that takes us.</summary>
    public async Task<Connection> ToAsync(string host, int port, Look look)
    {
        var where = host.Contains(':', StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"[{host}]:{port}")
            : string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
        var (addresses, unresolved) = await AddressesOf(host, look);
        var connection = new Connection(null, unresolved ?? new ProbeOutcome.Unknown($"{host} has no address"));
        foreach (var address in addresses)
        {
            connection = await OpenAsync(new IPEndPoint(address, port), where, look);
            if (connection.Trouble is not ProbeOutcome.Failed)
                break;
        }

        return connection;
    }

    /// <summary>Connects to a socket of the file system.</summary>
    public static Task<Connection> ToAsync(string path, Look look) => OpenAsync(new UnixDomainSocketEndPoint(path), path, look);

    /// <summary>The address of a host, for a library that connects by itself.</summary>
    public async Task<(IPAddress[] Addresses, ProbeOutcome? Trouble)> AddressesOf(string host, Look look)
    {
        look.WaitsForOther($"resolving {host}");
        try
        {
            return (await names.AddressesAsync(host, look.Deadline), null);
        }
        catch (SocketException failure)
        {
            return ([], new ProbeOutcome.Unknown($"{host} cannot be resolved: {failure.Message}"));
        }
    }

    private static async Task<Connection> OpenAsync(EndPoint to, string where, Look look)
    {
        look.WaitsForService($"connecting to {where}");
        Socket? socket = null;
        try
        {
            socket = to is IPEndPoint
                ? new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
                : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(to, look.Deadline);
            return new Connection(socket, null);
        }
        catch (SocketException failure)
        {
            socket?.Dispose();
            return new Connection(null, SocketTrouble.Of(failure, where, to is UnixDomainSocketEndPoint));
        }
        catch (OperationCanceledException)
        {
            socket?.Dispose();
            throw;
        }
    }
}

/// <summary>A connection, or what came instead of one.</summary>
internal readonly record struct Connection(Socket? Socket, ProbeOutcome? Trouble);
