using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Supervision.Adapters.Tests.Probes;
using Supervision.Core.Configuration;
using Supervision.Core.Notifications;
using Supervision.Core.Notifications.Channels;

namespace Supervision.Adapters.Tests.Notifications;

/// <summary>Webhooks, short messages and commands, with who takes them and who does not.</summary>
public sealed class OtherChannelsTests : IDisposable
{
    private const string Canary = "kanarya-4711";

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_webhook_is_signed_over_its_time_and_its_body()
    {
        using var server = new Taker("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n");

        Assert.IsType<Delivery.Delivered>(await Sent.To(Webhook(server.Address) with { SecretFile = Secret(), TokenFile = Secret() }));

        var (headers, body) = Assert.Single(server.Requests);
        var signed = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Canary), Encoding.UTF8.GetBytes($"{headers["healthcheck-timestamp"]}.{body}"));
        Assert.Equal("sha256=" + Convert.ToHexStringLower(signed), headers["healthcheck-signature"]);
        Assert.Equal("healthcheck.42.1795419000@sunucu.example", headers["idempotency-key"]);
        Assert.Equal("Bearer " + Canary, headers["authorization"]);
        using var json = JsonDocument.Parse(body);
        Assert.Equal(Sent.Message.Subject, json.RootElement.GetProperty("subject").GetString());
        Assert.Equal("critical", json.RootElement.GetProperty("severity").GetString());
    }

    [Theory]
    [InlineData("HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n", typeof(Delivery.Refused))]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", typeof(Delivery.Refused))]
    [InlineData("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", typeof(Delivery.Later))]
    [InlineData("HTTP/1.1 429 Slow\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n", typeof(Delivery.Later))]
    [InlineData("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", typeof(Delivery.Later))]
    [InlineData("SSH-2.0-OpenSSH\r\n", typeof(Delivery.Later))]
    [InlineData("", typeof(Delivery.Later))]
    public async Task An_answer_of_http_is_judged_and_nobody_is_followed(string answer, Type expected)
    {
        using var server = new Taker(answer);

        Assert.IsType(expected, await Sent.To(Webhook(server.Address)));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Ten_megabytes_and_more_are_not_read_and_silence_comes_to_its_end()
    {
        using var endless = Listener.WithoutEnd("HTTP/1.1 200 OK\r\n\r\n", "text of an answer ");
        using var silent = Listener.ThatHangsAfter("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");

        Assert.IsType<Delivery.Delivered>(await Sent.To(Webhook(endless.Address)));
        Assert.IsType<Delivery.Later>(await Sent.To(Webhook(silent.Address), seconds: 1));
    }

    [Theory]
    [InlineData("200", typeof(Delivery.Delivered))]
    [InlineData("451", typeof(Delivery.Delivered))]
    [InlineData("401", typeof(Delivery.Later))]
    [InlineData("402", typeof(Delivery.Later))]
    [InlineData("452", typeof(Delivery.Refused))]
    [InlineData("503", typeof(Delivery.Later))]
    public async Task Iletimerkezi_is_asked_and_understood(string code, Type expected)
    {
        var answer = $"{{\"response\":{{\"status\":{{\"code\":\"{code}\",\"message\":\"mesaj\"}}}}}}";
        using var server = new Taker($"HTTP/1.1 200 OK\r\nContent-Length: {answer.Length}\r\n\r\n{answer}");
        var target = new SmsTarget(
            SmsProvider.Iletimerkezi, new Uri($"http://{server.Address}/"), "SUNUCU", ["+905321234567"], Secret(), Secret(),
            Template(""), "", 1, Verify: true, CaFile: "");

        var delivery = await Sent.To(target, Sent.Message with { Text = new string('ş', 300) });

        Assert.IsType(expected, delivery);
        Assert.DoesNotContain(Canary, delivery.ToString(), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Assert.Single(server.Requests).Body);
        var request = json.RootElement.GetProperty("request");
        Assert.Equal(Canary, request.GetProperty("authentication").GetProperty("key").GetString());
        var message = request.GetProperty("order").GetProperty("message");
        Assert.Equal(1, SmsText.Parts(message.GetProperty("text").GetString()!));
        Assert.Equal("+905321234567", message.GetProperty("receipents").GetProperty("number")[0].GetString());
    }

    [Fact]
    public async Task A_template_takes_a_text_that_would_end_its_string()
    {
        using var server = new Taker("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        var target = Webhook(server.Address) with { Body = Template("{\\\"a\\\": \\\"{{text}}\\\"}") };

        await Sent.To(target, Sent.Message with { Text = "\", \"b\": \"ş\n\\" });

        using var json = JsonDocument.Parse(Assert.Single(server.Requests).Body);
        Assert.Equal("\", \"b\": \"ş\n\\", json.RootElement.GetProperty("a").GetString());
        Assert.Single(json.RootElement.EnumerateObject());
    }

    [Fact]
    public async Task A_command_is_given_the_text_and_never_in_its_arguments()
    {
        var file = _folder.File("text");

        var delivered = Assert.IsType<Delivery.Delivered>(await Sent.To(Shell($"cat > {file}; echo \"$#\"")));

        Assert.Equal("0", delivered.Evidence);
        Assert.Equal($"{Sent.Message.Subject}\n\n{Sent.Message.Text}\n", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task A_command_that_reads_nothing_fails_forks_or_is_not_there_holds_up_nobody()
    {
        var long_ = Sent.Message with { Text = new string('ş', 200_000) };

        Assert.IsType<Delivery.Delivered>(await Sent.To(Shell("exit 0"), long_));
        Assert.Contains("exit-code 1", Assert.IsType<Delivery.Later>(await Sent.To(Shell("exit 1"))).Why, StringComparison.Ordinal);
        Assert.IsType<Delivery.Delivered>(await Sent.To(Shell("sleep 1000 & exit 0")));
        Assert.IsType<Delivery.Later>(await Sent.To(Shell("sleep 1000"), long_, seconds: 1));
        Assert.IsType<Delivery.Later>(await Sent.To(new CommandTarget(["/none/at/all"])));
    }

    private static CommandTarget Shell(string script) => new(["/bin/sh", "-c", script]);

    private static WebhookTarget Webhook(string address) =>
        new(new Uri($"http://{address}/hook"), [], Template(""), "", "", Verify: true, CaFile: "");

    private static BodyTemplate Template(string body)
    {
        var text = $"notify {{ defaults {{ email {{}}, sms {{}}, command {{}}, webhook {{}} }}, w {{ kind = webhook, timeout = 5s, url = \"http://127.0.0.1/\", "
            + $"headers = [], body = \"{body}\", secret-file = \"\", token-file = \"\", verify = on, ca-file = \"\" }} }}";
        var tree = HoconReader.Read(text, "test.conf", new NoIncludes(), _ => null).Tree;
        var channels = ChannelsReader.Read(Section.Root(tree!, new ConfigErrors()).Under("notify"), []);
        return Assert.IsType<WebhookTarget>(Assert.Single(channels).Target).Body;
    }

    private string Secret()
    {
        var file = _folder.File("secret");
        File.WriteAllText(file, Canary);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }

    private sealed class NoIncludes : IIncludeSource
    {
        public Inclusion Open(string path, string includedFrom) => new Inclusion.Absent(path);
    }

    /// <summary>Takes requests with a body and answers each alike.</summary>
    private sealed class Taker : IDisposable
    {
        private readonly Listener _listener;

        public Taker(string answer) => _listener = Listener.That(async (stream, _, end) =>
        {
            using var all = new MemoryStream();
            var piece = new byte[4096];
            while (true)
            {
                all.Write(piece, 0, await stream.ReadAsync(piece, end));
                var text = Encoding.UTF8.GetString(all.ToArray());
                if (text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is not (> 0 and var gap)) continue;
                var headers = text[..gap].Split("\r\n").Skip(1).Select(line => line.Split(": ", 2))
                    .ToDictionary(pair => pair[0].ToLowerInvariant(), pair => pair[1], StringComparer.Ordinal);
                var body = text[(gap + 4)..];
                if (Encoding.UTF8.GetByteCount(body) < int.Parse(headers["content-length"], CultureInfo.InvariantCulture)) continue;
                Requests.Add((headers, body));
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), end);
                return;
            }
        });

        public List<(Dictionary<string, string> Headers, string Body)> Requests { get; } = [];

        public string Address => _listener.Address;

        public void Dispose() => _listener.Dispose();
    }
}
