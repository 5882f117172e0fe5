using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Supervision.Adapters.Tests.Probes;

/// <summary>A server that behaves as the test says to everyone who connects.</summary>
internal sealed class Listener : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource _stage = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _end = new();

    private Listener() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>Ends when the server has come as far as it says.</summary>
    public Task Stage => _stage.Task;

    /// <param name="serve">Is given each connection and what to call when the stage is reached.</param>
    public static Listener That(Func<Stream, Action, CancellationToken, Task> serve)
    {
        var listener = new Listener();
        _ = listener.AcceptAsync(serve);
        return listener;
    }

    /// <summary>Answers every request that ends in an empty line with this.</summary>
    public static Listener ThatAnswers(string answer) => That(async (stream, _, end) =>
    {
        await RequestAsync(stream, end);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), end);
    });

    /// <summary>Waits for the first bytes and answers with this.</summary>
    public static Listener ThatSays(string answer) => That(async (stream, _, end) =>
    {
        await FirstBytesAsync(stream, end);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), end);
    });

    /// <summary>Says this to the first bytes, and nothing more while the connection stands.</summary>
    public static Listener ThatHangsAfter(string beginning) => That(async (stream, reached, end) =>
    {
        await FirstBytesAsync(stream, end);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(beginning), end);
        reached();
        await stream.ReadExactlyAsync(new byte[1_000_000], end);
    });

    /// <summary>Begins with this and goes on with <paramref name="piece"/> for ever.</summary>
    public static Listener WithoutEnd(string beginning, string piece) => That(async (stream, reached, end) =>
    {
        await FirstBytesAsync(stream, end);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(beginning), end);
        reached();
        var bytes = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(piece, 10_000)));
        while (true)
            await stream.WriteAsync(bytes, end);
    });

    private static async Task FirstBytesAsync(Stream stream, CancellationToken end) => _ = await stream.ReadAsync(new byte[4096], end);

    public static async Task<string> RequestAsync(Stream stream, CancellationToken end)
    {
        var request = new StringBuilder();
        var piece = new byte[4096];
        while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            var length = await stream.ReadAsync(piece, end);
            if (length == 0) break;
            request.Append(Encoding.Latin1.GetString(piece, 0, length));
        }

        return request.ToString();
    }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync(Func<Stream, Action, CancellationToken, Task> serve)
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token), serve);
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client, Func<Stream, Action, CancellationToken, Task> serve)
    {
        try
        {
            using (client)
                await serve(client.GetStream(), () => _stage.TrySetResult(), _end.Token);
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Who looked has hung up, as it may.
        }
    }
}
