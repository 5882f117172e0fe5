using System.Net;
using System.Text;
using Supervision.Daemon.Tests.Programs;

namespace Supervision.Daemon.Tests.Hosting;

/// <summary>What a channel proves itself by is nowhere but in its file and on its way, although everybody whom it is shown to says it
/// back.</summary>
[Collection(RealPrograms.Name)]
public sealed class SecretsOfChannelsTests
{
    private static readonly string[] Canaries =
        [.. new[] { "mail", "key", "hash", "sign", "token", "path" }.Select(which => $"kanarya-{which}-4711")];

    [Fact]
    public async Task Are_in_nothing_that_is_shown_told_or_stored()
    {
        using var mailbox = new Mailbox();
        using var parrot = new Parrot();
        using var host = new RunningDaemon();
        await host.ReadyAsync();
        host.Configure($$"""
            healthcheck.notify {
              {{mailbox.Channel}}
              email { user = me, password-file = "{{Secret(host, "mail")}}" }
              sms {
                provider = template, url = "{{parrot.Url}}", to = ["+905321234567"], body = "{\"k\": \"{{"{{key}}{{hash}}"}}\"}"
                key-file = "{{Secret(host, "key")}}", hash-file = "{{Secret(host, "hash")}}"
              }
              webhook {
                url = "{{parrot.Url}}kanarya-path-4711", secret-file = "{{Secret(host, "sign")}}", token-file = "{{Secret(host, "token")}}"
              }
            }
            """);
        var reloaded = await host.RunAsync("config", "reload");
        Assert.Equal(0, reloaded.Code);

        var tested = await host.RunAsync("test-notification");
        var shown = await host.RunAsync("config", "show");
        var status = await host.RunAsync("status", "--json");
        await host.KillAsync();

        // They were on their way: what did not have them could not give them away.
        // (What the webhook signs with never is; the login of the mail is refused with the password in the answer.)
        Assert.Contains("kanarya-key-4711", parrot.Heard, StringComparison.Ordinal);
        Assert.Contains("kanarya-hash-4711", parrot.Heard, StringComparison.Ordinal);
        Assert.Contains("kanarya-token-4711", parrot.Heard, StringComparison.Ordinal);
        Assert.Contains("kanarya-path-4711", parrot.Heard, StringComparison.Ordinal);
        Assert.Contains("email: not delivered", tested.Output, StringComparison.Ordinal);
        Assert.Contains("the login as me was refused", tested.Output, StringComparison.Ordinal);
        var said = string.Concat(new[] { reloaded, tested, shown, status }.Select(ended => ended.Output + ended.Errors))
            + string.Join('\n', [.. host.Daemon.Output.All, .. host.Daemon.Errors.All]);
        AssertClean("what was said", said);
        Assert.All(
            new[] { "state", "log" }.SelectMany(folder => Directory.GetFiles(host.Files.At(folder))),
            file => AssertClean(file, Encoding.Latin1.GetString(File.ReadAllBytes(file))));
    }

    private static void AssertClean(string where, string text)
    {
        foreach (var canary in Canaries)
        {
            Assert.False(text.Contains(canary, StringComparison.Ordinal), $"{canary} is in {where}: {Around(text, canary)}");
            // As SMTP carries it, behind the user and two zero bytes.
            var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0me\0{canary}"));
            Assert.False(text.Contains(encoded, StringComparison.Ordinal), $"{canary} is in {where}, encoded: {Around(text, encoded)}");
        }
    }

    private static string Around(string text, string part) =>
        text.IndexOf(part, StringComparison.Ordinal) is >= 0 and var at ? text[Math.Max(0, at - 100)..at] : "";

    private static string Secret(RunningDaemon host, string which)
    {
        var file = host.Files.Write($"secrets/{which}", $"kanarya-{which}-4711\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }

    /// <summary>An HTTP server that refuses everything with all that it was given.</summary>
    private sealed class Parrot : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly StringBuilder _heard = new();

        public Parrot()
        {
            using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
            }

            _listener.Prefixes.Add(Url);
            _listener.Start();
            _ = AnswerAsync();
        }

        public string Url { get; }

        public string Heard
        {
            get
            {
                lock (_heard)
                    return _heard.ToString();
            }
        }

        public void Dispose() => _listener.Close();

        private async Task AnswerAsync()
        {
            try
            {
                while (true)
                    await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception over) when (over is HttpListenerException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        private async Task AnswerAsync(HttpListenerContext call)
        {
            using var body = new StreamReader(call.Request.InputStream, Encoding.UTF8);
            var given = $"{call.Request.RawUrl} {call.Request.Headers} {await body.ReadToEndAsync()}";
            lock (_heard)
                _heard.Append(given);
            call.Response.StatusCode = 503;
            call.Response.StatusDescription = "no";
            await call.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(given));
            call.Response.Close();
        }
    }
}
