using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Supervision.Adapters.Notifications;
using Supervision.Adapters.Tests.Probes;
using Supervision.Core.Notifications;

namespace Supervision.Adapters.Tests.Notifications;

public sealed class HttpHeartbeatTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";

    private readonly HttpHeartbeat _heartbeat = new(TimeProvider.System);

    [Theory]
    [InlineData(HeartbeatMethod.Get, "GET")]
    [InlineData(HeartbeatMethod.Post, "POST")]
    public async Task A_server_hears_start_success_and_fail(HeartbeatMethod method, string word)
    {
        var heard = new ConcurrentQueue<string>();
        using var server = Listener.That(async (stream, _, end) =>
        {
            heard.Enqueue((await Listener.RequestAsync(stream, end)).Split(" HTTP/")[0]);
            await stream.WriteAsync(Encoding.Latin1.GetBytes(Ok), end);
        });
        var settings = Settings(server) with { Method = method };

        foreach (var signal in new[] { HeartbeatSignal.Start, HeartbeatSignal.Success, HeartbeatSignal.Fail })
            Assert.Null(await _heartbeat.SendAsync(settings, signal, CancellationToken.None));

        Assert.Equal([$"{word} /secret/start?k=1", $"{word} /secret?k=1", $"{word} /secret/fail?k=1"], heard);
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "HTTP 404")]
    [InlineData("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n", "HTTP 500")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n", "no HTTP: InvalidResponse")]
    [InlineData("", "no HTTP: ResponseEnded")]
    public async Task What_is_no_success_is_told_in_a_few_words(string answer, string why)
    {
        using var server = Listener.ThatAnswers(answer);

        Assert.Equal(why, await _heartbeat.SendAsync(Settings(server), HeartbeatSignal.Success, CancellationToken.None));
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        using var elsewhere = Listener.That((_, reached, _) =>
        {
            reached();
            return Task.CompletedTask;
        });
        using var server = Listener.ThatAnswers($"HTTP/1.1 302 Found\r\nLocation: http://{elsewhere.Address}/secret\r\nContent-Length: 0\r\n\r\n");

        var why = await _heartbeat.SendAsync(Settings(server), HeartbeatSignal.Success, CancellationToken.None);

        Assert.StartsWith("HTTP 302, a redirection", why, StringComparison.Ordinal);
        Assert.False(elsewhere.Stage.IsCompleted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Slow: ")]
    public async Task A_server_that_hangs_is_waited_for_no_longer_than_said(string beginning)
    {
        using var server = Listener.ThatHangsAfter(beginning);

        Assert.Equal(
            "no answer within 1 s",
            await _heartbeat.SendAsync(Settings(server) with { Timeout = TimeSpan.FromSeconds(1) }, HeartbeatSignal.Success, CancellationToken.None));
    }

    [Fact]
    public async Task Headers_without_end_are_not_read_to_their_end()
    {
        using var server = Listener.WithoutEnd("HTTP/1.1 200 OK\r\n", "X-Much: of it\r\n");

        Assert.StartsWith("no HTTP: ", await _heartbeat.SendAsync(Settings(server), HeartbeatSignal.Success, CancellationToken.None), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_there_is_told_without_the_path()
    {
        int port;
        using (var gone = Listener.ThatAnswers(Ok))
            port = gone.Port;

        var why = await _heartbeat.SendAsync(
            HeartbeatSettings.None with { Url = new Uri($"https://127.0.0.1:{port}/secret") }, HeartbeatSignal.Success, CancellationToken.None);

        Assert.Equal("Connection refused", why);
    }

    [Fact]
    public async Task What_speaks_no_tls_is_not_spoken_to_without()
    {
        var heard = new ConcurrentQueue<string>();
        using var server = Listener.That(async (stream, _, end) =>
        {
            var piece = new byte[4096];
            heard.Enqueue(Encoding.Latin1.GetString(piece, 0, await stream.ReadAsync(piece, end)));
            await stream.WriteAsync(Encoding.Latin1.GetBytes(Ok), end);
        });

        var why = await _heartbeat.SendAsync(
            Settings(server) with { Url = new Uri($"https://{server.Address}/secret") }, HeartbeatSignal.Success, CancellationToken.None);

        Assert.StartsWith("no TLS: ", why, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", Assert.Single(heard), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_the_host_does_not_trust_hears_nothing()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        var heard = new ConcurrentQueue<int>();
        using var server = Listener.That(async (stream, _, end) =>
        {
            await using var secure = new SslStream(stream);
            try
            {
                await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, end);
            }
            catch (AuthenticationException)
            {
                return; // It hung up on us, as it should.
            }

            heard.Enqueue(await secure.ReadAsync(new byte[1], end));
        });

        var why = await _heartbeat.SendAsync(
            Settings(server) with { Url = new Uri($"https://{server.Address}/secret") }, HeartbeatSignal.Success, CancellationToken.None);

        Assert.StartsWith("no TLS: ", why, StringComparison.Ordinal);
        Assert.DoesNotContain(1, heard);
    }

    private static HeartbeatSettings Settings(Listener server) => new(
        new Uri($"http://{server.Address}/secret?k=1"), TimeSpan.FromMinutes(1), HeartbeatMethod.Get, TimeSpan.FromSeconds(10));
}
