using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Supervision.Daemon.Tests.Programs;

/// <summary>Takes every mail over SMTP, in the open, and keeps it as it came. Who logs in is refused with his own password in the
/// answer, as a careless server does.</summary>
internal sealed class Mailbox : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public Mailbox()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = TakeAllAsync();
    }

    public int Port { get; }

    /// <summary>The channel that ends here.</summary>
    public string Channel => $"email {{ smtp = \"127.0.0.1:{Port}\", from = \"a@example.org\", to = [\"b@example.org\"], timeout = 10s }}";

    /// <summary>The identity of each mail, in order.</summary>
    public Heard Mails { get; } = new();

    public void Dispose() => _listener.Dispose();

    private async Task TakeAllAsync()
    {
        try
        {
            while (true)
                _ = ConverseAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception over) when (over is ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ConverseAsync(TcpClient client)
    {
        using var _ = client;
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
        try
        {
            await writer.WriteLineAsync("220 mailbox");
            while (await reader.ReadLineAsync() is { } line)
                await AnswerAsync(line, reader, writer);
        }
        catch (IOException)
        {
            // The other side was killed.
        }
    }

    private async Task AnswerAsync(string line, StreamReader reader, StreamWriter writer)
    {
        switch (line.Split(' ')[0].ToUpperInvariant())
        {
            case "EHLO": await writer.WriteLineAsync("250-mailbox\r\n250-8BITMIME\r\n250 AUTH PLAIN"); break;
            case "AUTH":
                var login = line.Split(' ') is [_, _, var initial] ? initial : await MoreAsync(reader, writer);
                var words = Encoding.UTF8.GetString(Convert.FromBase64String(login)).Replace('\0', ' ');
                await writer.WriteLineAsync($"535 5.7.8 who is {words}, or {login}?");
                break;
            case "DATA":
                await writer.WriteLineAsync("354 go on");
                var identity = await IdentityAsync(reader);
                Mails.Add(identity);
                await writer.WriteLineAsync("250 2.0.0 kept");
                break;
            default: await writer.WriteLineAsync("250 ok"); break;
        }
    }

    private static async Task<string> MoreAsync(StreamReader reader, StreamWriter writer)
    {
        await writer.WriteLineAsync("334 ");
        return await reader.ReadLineAsync() ?? "";
    }

    private static async Task<string> IdentityAsync(StreamReader reader)
    {
        var identity = "";
        while (await reader.ReadLineAsync() is { } line && line != ".")
        {
            if (line.StartsWith("Message-Id: ", StringComparison.OrdinalIgnoreCase))
                identity = line["Message-Id: ".Length..];
        }

        return identity;
    }
}
