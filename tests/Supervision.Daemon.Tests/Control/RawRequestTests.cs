using System.Net.Sockets;
using System.Text;
using CsCheck;
using Supervision.Daemon.Tests.Programs;

namespace Supervision.Daemon.Tests.Control;

/// <summary>Bytes of every kind on the real socket of a real daemon, which answers with a sentence or hangs up, and lives on.</summary>
[Collection(RealPrograms.Name)]
public sealed class RawRequestTests
{
    private const int Most = 64 * 1024;

    [Theory]
    [InlineData(400, "is not known in the query here; there are service, incident, limit", "GET", "/v1/decisions?sevice=nginx")]
    [InlineData(400, "'limit' stands in the query more than once", "GET", "/v1/decisions?limit=1&limit=2")]
    [InlineData(400, "limit must be a whole number from 1 to 1000", "GET", "/v1/decisions?limit=1001")]
    [InlineData(400, "incident must be the number", "GET", "/v1/decisions?incident=-1")]
    [InlineData(400, "since must be an instant", "GET", "/v1/incidents?since=yesterday")]
    [InlineData(400, "takes nothing in the query", "POST", "/v1/sweep?path=%2Fbin%2Fsh")]
    [InlineData(400, "this takes no body", "POST", "/v1/sweep", "{}")]
    [InlineData(400, "the body is not what is taken here", "POST", "/v1/holds", "")]
    [InlineData(400, "the body is not what is taken here", "POST", "/v1/holds", "{\"service\":\"nginx\",\"exec\":\"/bin/sh\"}")]
    [InlineData(400, "must be a JSON object, not null", "POST", "/v1/holds/end", "null")]
    [InlineData(404, "there is no such path", "GET", "/v2/status")]
    [InlineData(404, "apache is no service here; there are nginx, celery", "POST", "/v1/holds", "{\"service\":\"apache\",\"forSeconds\":60,\"reason\":\"x\"}")]
    [InlineData(404, "apache is no service here; there are nginx, celery", "POST", "/v1/holds/end", "{\"service\":\"apache\"}")]
    [InlineData(404, "apache is no service here; there are nginx, celery", "GET", "/v1/decisions?service=apache")]
    [InlineData(422, "forSeconds is missing", "POST", "/v1/holds", "{\"service\":\"nginx\",\"reason\":\"x\"}")]
    [InlineData(422, "forSeconds must be from 1 to 604800", "POST", "/v1/holds", "{\"forSeconds\":604801,\"reason\":\"x\"}")]
    [InlineData(422, "reason is missing", "POST", "/v1/holds", "{\"forSeconds\":60,\"reason\":\"\"}")]
    [InlineData(422, "reason has invisible characters", "POST", "/v1/holds", "{\"forSeconds\":60,\"reason\":\"a\\nb\"}")]
    public async Task What_is_wrong_is_said_in_a_sentence(int status, string sentence, string method, string path, string? body = null)
    {
        using var host = await LivingAsync();

        var answer = await SendAsync(host, Request(method, path, body is null ? null : Encoding.UTF8.GetBytes(body)));

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains(sentence, answer.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("\"error\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_read_beyond_its_bound()
    {
        using var host = await LivingAsync();
        var large = new byte[Most + 1];
        large.AsSpan().Fill((byte)' ');

        // Said beforehand, said by chunks, and where no body is taken at all.
        Assert.StartsWith("HTTP/1.1 413 ", await SendAsync(host, Request("POST", "/v1/holds", large)), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 413 ", await SendAsync(host, Request("POST", "/v1/sweep", large)), StringComparison.Ordinal);
        var chunked = Encoding.ASCII.GetBytes("POST /v1/holds HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + $"{large.Length:x}\r\n");
        Assert.StartsWith("HTTP/1.1 413 ", await SendAsync(host, [.. chunked, .. large, .. "\r\n0\r\n\r\n"u8]), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400 ", await SendAsync(host, Request("POST", "/v1/holds", large[..^1])), StringComparison.Ordinal);

        var line = Encoding.ASCII.GetBytes($"GET /{new string('x', Most)} HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 414 ", await SendAsync(host, line), StringComparison.Ordinal);
        var header = Encoding.ASCII.GetBytes($"GET /v1/status HTTP/1.1\r\nHost: x\r\nX: {new string('x', Most)}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 431 ", await SendAsync(host, header), StringComparison.Ordinal);
        var headers = Encoding.ASCII.GetBytes("GET /v1/status HTTP/1.1\r\n" + string.Concat(Enumerable.Range(0, 40).Select(n => $"X{n}: x\r\n")) + "\r\n");
        Assert.StartsWith("HTTP/1.1 431 ", await SendAsync(host, headers), StringComparison.Ordinal);

        await AssertSoundAsync(host);
    }

    [Fact]
    public async Task No_bytes_of_any_kind_end_the_daemon()
    {
        using var host = await LivingAsync();
        var garbage = Gen.Byte.Array[0, 3000];
        var mangled = Gen.Select(Gen.Int[0, Sound.Length - 1].Select(which => Sound[which]), Gen.Int[0, 400], Gen.Byte.Array[0, 40], (request, at, bytes) =>
            (byte[])[.. request[..Math.Min(at, request.Length)], .. bytes, .. request[Math.Min(at, request.Length)..]]);
        var bodies = Gen.Select(Gen.Int[0, 2].Select(which => Bodied[which]), garbage, (path, body) => Request("POST", path, body));

        // Each is cut off behind its last byte, as somebody does who dies.
        await Gen.OneOf(garbage, mangled, bodies).SampleAsync(
            async bytes =>
            {
                var answer = await SendAsync(host, bytes, cut: true);
                Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal), answer);
            },
            iter: 300,
            threads: 1);

        await AssertSoundAsync(host);
        Assert.DoesNotContain(host.Daemon.Output.All.Concat(host.Daemon.Errors.All), line => line.Contains("Unhandled", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Who_says_nothing_or_listens_to_nothing_keeps_nobody_waiting()
    {
        using var host = await LivingAsync();
        var silent = new List<Socket>();
        try
        {
            foreach (var words in new[] { "", "GET", "POST /v1/holds HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{" })
            {
                var socket = await ConnectAsync(host);
                silent.Add(socket);
                await socket.SendAsync(Encoding.ASCII.GetBytes(words));
            }

            await AssertSoundAsync(host);

            // They are hung up on in the end: with their words, or without.
            foreach (var socket in silent.Skip(1))
                await ReadAsync(socket);
        }
        finally
        {
            silent.ForEach(socket => socket.Dispose());
        }
    }

    private static readonly string[] Bodied = ["/v1/holds", "/v1/holds/end", "/v1/budget/reset"];

    private static byte[][] Sound =>
    [
        Request("GET", "/v1/status", null),
        Request("GET", "/v1/decisions?service=nginx&limit=5", null),
        Request("POST", "/v1/holds/end", "{\"service\":\"nginx\"}"u8.ToArray()),
    ];

    private static byte[] Request(string method, string path, byte[]? body) =>
    [
        .. Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: healthcheck\r\nConnection: close\r\nContent-Length: {body?.Length ?? 0}\r\n\r\n"),
        .. body ?? [],
    ];

    private static async Task<RunningDaemon> LivingAsync()
    {
        var host = new RunningDaemon();
        await host.ReadyAsync();
        return host;
    }

    private static async Task AssertSoundAsync(RunningDaemon host)
    {
        var status = await host.RunAsync("status");
        Assert.Equal((0, ""), (status.Code, status.Errors));
    }

    private static async Task<Socket> ConnectAsync(RunningDaemon host)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(host.Socket)).WaitAsync(Failsafe.Time);
        return socket;
    }

    private static async Task<string> SendAsync(RunningDaemon host, byte[] bytes, bool cut = false)
    {
        using var socket = await ConnectAsync(host);
        try
        {
            await socket.SendAsync(bytes).WaitAsync(Failsafe.Time);
            if (cut)
                socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // Hung up on before the end; what it was told is still there to be read.
        }

        return await ReadAsync(socket);
    }

    private static async Task<string> ReadAsync(Socket socket)
    {
        using var answer = new MemoryStream();
        var block = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(block).WaitAsync(Failsafe.Time) is var read and > 0)
                answer.Write(block, 0, read);
        }
        catch (SocketException)
        {
            // The end, too.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
