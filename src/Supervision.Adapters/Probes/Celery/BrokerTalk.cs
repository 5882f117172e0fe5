using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Probes.Celery;

/// <summary>A conversation with celery's broker that lasts for one look.</summary>
internal sealed class BrokerTalk : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly RespReader _answers;

    private BrokerTalk(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket);
        _answers = new RespReader(_stream);
    }

    /// <summary>Connects, logs in and chooses the database.</summary>
    /// <exception cref="BrokerException">That was not possible; the message says why.</exception>
    internal static async Task<BrokerTalk> OpenAsync(CeleryBroker broker, HostNames names, CancellationToken cancellation)
    {
        var (password, trouble) = PasswordFile.Read(broker.PasswordFile);
        if (trouble is not null) throw new BrokerException(trouble.Detail);
        var talk = new BrokerTalk(await ConnectAsync(broker, names, cancellation).ConfigureAwait(false));
        try
        {
            if (password is not null)
            {
                string[] login = broker.User.Length > 0 ? ["AUTH", broker.User, password] : ["AUTH", password];
                await talk.AskAsync(cancellation, login).ConfigureAwait(false);
            }

            if (broker.Database > 0)
                await talk.AskAsync(cancellation, "SELECT", broker.Database.ToString(CultureInfo.InvariantCulture)).ConfigureAwait(false);
            return talk;
        }
        catch
        {
            await talk.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Gives one command and reads its answer.</summary>
    /// <exception cref="BrokerException">An error was the answer.</exception>
    internal async Task<RespReply> AskAsync(CancellationToken cancellation, params string[] command)
    {
        try
        {
            await _stream.WriteAsync(Written(command), cancellation).ConfigureAwait(false);
            return await _answers.ReadAsync(cancellation).ConfigureAwait(false) switch
            {
                RespReply.Error error => throw new BrokerException(Excerpt(error.Text)),
                var reply => reply,
            };
        }
        catch (IOException broken)
        {
            throw new BrokerException(broken.InnerException?.Message ?? broken.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        _socket.Dispose();
    }

    // An error may quote what it was given; its first word and a few more say enough.
    private static string Excerpt(string error)
    {
        const int Longest = 80;
        return error.Length <= Longest ? error : error[..Longest] + "…";
    }

    private static ReadOnlyMemory<byte> Written(string[] command)
    {
        var written = new ArrayBufferWriter<byte>();
        Write(string.Create(CultureInfo.InvariantCulture, $"*{command.Length}\r\n"));
        foreach (var word in command)
        {
            Write(string.Create(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(word)}\r\n"));
            Write(word);
            Write("\r\n");
        }

        return written.WrittenMemory;

        void Write(string text) => Encoding.UTF8.GetBytes(text, written);
    }

    private static async Task<Socket> ConnectAsync(CeleryBroker broker, HostNames names, CancellationToken cancellation)
    {
        var why = "has no address";
        try
        {
            foreach (var address in await names.AddressesAsync(broker.Host, cancellation).ConfigureAwait(false))
            {
                (var socket, why) = await ConnectAsync(new IPEndPoint(address, broker.Port), cancellation).ConfigureAwait(false);
                if (socket is not null) return socket;
            }
        }
        catch (SocketException unknown)
        {
            why = $"cannot be resolved: {unknown.Message}";
        }

        throw new BrokerException(why);
    }

    private static async Task<(Socket? Socket, string Why)> ConnectAsync(IPEndPoint to, CancellationToken cancellation)
    {
        var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(to, cancellation).ConfigureAwait(false);
            return (socket, "");
        }
        catch (SocketException refused)
        {
            socket.Dispose();
            return (null, refused.SocketErrorCode == SocketError.ConnectionRefused ? "refuses" : refused.Message);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
