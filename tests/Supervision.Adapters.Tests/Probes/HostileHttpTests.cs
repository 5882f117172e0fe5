using System.Net.Security;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using Supervision.Adapters.Probes;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Tests.Probes;

/// <summary>Servers that hang at every stage, never end, or speak something else.</summary>
public sealed class HostileHttpTests
{
    [Theory]
    [InlineData("https", "", "shaking hands over TLS")]
    [InlineData("http", "", "waiting for the answer")]
    [InlineData("http", "HTTP/1.1 200 OK\r\nContent-Le", "waiting for the answer")]
    public async Task A_server_that_hangs_has_failed_at_the_stage_where_it_hangs(string scheme, string beginning, string stage)
    {
        using var server = Listener.ThatHangsAfter(beginning);

        var outcome = await Looks.UpTo(server.Stage, Looks.Http($"{scheme}://{server.Address}/"));

        Assert.Equal(new ProbeOutcome.Failed($"no answer within 10s, while {stage}"), outcome);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of it")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")]
    public async Task A_body_that_does_not_come_to_its_end_has_failed(string beginning)
    {
        var clock = new HandClock();
        using var server = Listener.ThatHangsAfter(beginning);
        var runner = new LookRunner(clock);
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var target = Looks.Http($"http://{server.Address}/");
        Look? running = null;
        var outcome = runner.RunAsync(
            Looks.Of(target), null, look => new HttpProbe(new Connections(HostNames.OfThisHost()), clock).LookAsync(target, running = look), CancellationToken.None);

        await Failsafe.Until(() => Task.FromResult(running?.Late.Detail.Contains("reading the body", StringComparison.Ordinal) == true));
        clock.RunOut();

        Assert.Equal(new ProbeOutcome.Failed("no answer within 10s, while reading the body"), await outcome.WaitAsync(Failsafe.Time));
    }

    [Fact]
    public async Task A_body_without_end_is_read_no_further_than_its_bound()
    {
        using var server = Listener.WithoutEnd("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", "0123456789");
        var target = Looks.Http($"http://{server.Address}/");

        Assert.Equal(new ProbeOutcome.Passed("HTTP 200"), await Looks.At(target));
        Assert.Equal(new ProbeOutcome.Passed("HTTP 200"), await Looks.At(target with { Contains = "9012" }));
        Assert.Equal(new ProbeOutcome.Failed("HTTP 200, but its body does not hold 'ok'"), await Looks.At(target with { Contains = "ok" }));
        Assert.IsType<ProbeOutcome.Failed>(await Looks.At(target with { Matches = new Regex("(0123456789)+x", RegexOptions.NonBacktracking) }));
    }

    [Fact]
    public async Task Headers_without_end_are_read_no_further_than_their_bound()
    {
        using var server = Listener.WithoutEnd("HTTP/1.1 200 OK\r\n", "X-More: and more\r\n");

        Assert.StartsWith("no HTTP", Assert.IsType<ProbeOutcome.Failed>(await Looks.At(Looks.Http($"http://{server.Address}/"))).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("\0\u0001\u0002\u0003\r\n\r\n")]
    [InlineData("HTTP/1.1 abc\r\n\r\n")]
    [InlineData("")]
    public async Task Who_speaks_something_else_has_failed(string garbage)
    {
        using var server = Listener.ThatSays(garbage);

        Assert.IsType<ProbeOutcome.Failed>(await Looks.At(Looks.Http($"http://{server.Address}/")));
        Assert.IsType<ProbeOutcome.Failed>(await Looks.At(Looks.Http($"https://{server.Address}/")));
        Assert.IsType<ProbeOutcome.Failed>(await Looks.At(Looks.WebSocket($"ws://{server.Address}/")));
        Assert.IsType<ProbeOutcome.Failed>(await Looks.At(Looks.WebSocket($"wss://{server.Address}/")));
    }

    [Fact]
    public async Task A_redirection_is_a_status_like_any_other_and_never_followed()
    {
        using var elsewhere = Listener.That((_, reached, _) =>
        {
            reached();
            return Task.CompletedTask;
        });
        using var server = Listener.ThatAnswers($"HTTP/1.1 301 Moved\r\nLocation: http://{elsewhere.Address}/\r\nContent-Length: 0\r\n\r\n");
        var target = Looks.Http($"http://{server.Address}/");

        Assert.Equal(new ProbeOutcome.Passed("HTTP 301"), await Looks.At(target));
        Assert.Equal(
            new ProbeOutcome.Failed($"HTTP 301, and not 200 (to http://{elsewhere.Address}/)"),
            await Looks.At(target with { Status = StatusSet.Of("200")! }));
        Assert.False(elsewhere.Stage.IsCompleted);
    }

    [Fact]
    public async Task What_is_sent_is_what_was_asked_for_and_the_connection_is_not_kept()
    {
        var request = "";
        using var server = Listener.That(async (stream, _, end) =>
        {
            request = await Listener.RequestAsync(stream, end);
            await stream.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray(), end);
        });

        await Looks.At(Looks.Http($"http://{server.Address}/health/?deep=1") with { Host = "reports.example", Headers = ["X-Probe:  yes ", "Accept: text/plain"] });

        Assert.StartsWith("GET /health/?deep=1 HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Equal(
            ["Accept: text/plain", "Connection: close", "Host: reports.example", "User-Agent: healthcheck", "X-Probe: yes"],
            request.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: wrong\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\n\r\n")]
    public async Task A_handshake_that_is_none_has_failed(string answer)
    {
        using var server = Listener.ThatAnswers(answer);

        Assert.IsType<ProbeOutcome.Failed>(await Looks.At(Looks.WebSocket($"ws://{server.Address}/")));
    }

    [Fact]
    public async Task A_server_without_tls_is_told_as_such()
    {
        using var server = Listener.ThatSays("HTTP/1.1 400 Bad Request\r\n\r\n");

        Assert.StartsWith("no TLS: ", (await Looks.At(Looks.Http($"https://{server.Address}/"))).Detail, StringComparison.Ordinal);
    }
}
