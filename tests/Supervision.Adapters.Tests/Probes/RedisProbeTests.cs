using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Tests.Probes;

/// <summary>A real Redis, in the states in which it answers something else than PONG, and what only claims to be one.</summary>
public sealed class RedisProbeTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly int _port = LiveServer.FreePort();

    public void Dispose() => _folder.Dispose();

    private RedisTarget Target => new("127.0.0.1", _port, "", "", "");

    [SkippableFact]
    public async Task It_answers_and_stops_answering()
    {
        using (var redis = await StartAsync("--unixsocket", _folder.File("redis.sock")))
        {
            Assert.Equal(new ProbeOutcome.Passed("PONG"), await Looks.At(Target));
            Assert.Equal(new ProbeOutcome.Passed("PONG"), await Looks.At(Target with { Socket = _folder.File("redis.sock") }));

            redis.Signal("STOP");
            var clock = new HandClock();
            var look = Looks.At(Target, clock);
            await Failsafe.Until(async () => await PendingAsync());
            clock.RunOut();
            Assert.StartsWith("no answer within 10s", Assert.IsType<ProbeOutcome.Failed>(await look).Detail, StringComparison.Ordinal);
        }

        Assert.Equal(new ProbeOutcome.Failed($"127.0.0.1:{_port} refuses the connection"), await Looks.At(Target));
    }

    [SkippableFact]
    public async Task A_login_is_made_and_a_refused_one_is_an_answer()
    {
        using var redis = await StartAsync("--requirepass", "gizli");
        var file = _folder.File("password");
        await File.WriteAllTextAsync(file, "gizli\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal(new ProbeOutcome.Passed("PONG"), await Looks.At(Target with { PasswordFile = file }));
        Assert.Equal(new ProbeOutcome.Passed("PONG"), await Looks.At(Target with { PasswordFile = file, User = "default" }));
        Assert.StartsWith("answers, and refuses the login: NOAUTH", Assert.IsType<ProbeOutcome.Passed>(await Looks.At(Target)).Detail, StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, "wrong");
        var refused = Assert.IsType<ProbeOutcome.Passed>(await Looks.At(Target with { PasswordFile = file }));
        Assert.StartsWith("answers, and refuses the login: ", refused.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", refused.Detail.Replace("WRONGPASS", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_password_that_was_changed_is_used_by_the_next_look()
    {
        var file = _folder.File("password");
        var target = Target with { PasswordFile = file };
        foreach (var password in new[] { "eski", "yeni" })
        {
            using var redis = await StartAsync("--requirepass", password);
            if (File.Exists(file))
                Assert.StartsWith("answers, and refuses the login: ", Assert.IsType<ProbeOutcome.Passed>(await Looks.At(target)).Detail, StringComparison.Ordinal);

            // As it is rotated: a new file in the place of the old one.
            await File.WriteAllTextAsync(file + ".new", password);
            File.SetUnixFileMode(file + ".new", UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.Move(file + ".new", file, overwrite: true);
            Assert.Equal(new ProbeOutcome.Passed("PONG"), await Looks.At(target));
        }
    }

    [SkippableFact]
    public async Task Out_of_clients_it_is_impaired()
    {
        using var redis = await StartAsync("--maxclients", "1");
        using var client = await OnlyClientAsync();

        Assert.Equal(new ProbeOutcome.Impaired("max number of clients reached") { Refuses = true }, await Looks.At(Target));
    }

    [SkippableFact]
    public async Task While_it_loads_its_data_it_is_starting()
    {
        using (await StartAsync("--dbfilename", "dump.rdb"))
        {
            Assert.Equal(0, Tool.Run("redis-cli", "-p", Port, "debug", "populate", "20000").Exit);
            Assert.Equal(0, Tool.Run("redis-cli", "-p", Port, "save").Exit);
        }

        using var slow = await StartAsync("--dbfilename", "dump.rdb", "--key-load-delay", "20000", "--loading-process-events-interval-bytes", "1024");

        Assert.Equal(new ProbeOutcome.Starting("it is loading its data"), await Looks.At(Target));
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "this is no Redis: 'HTTP/1.1 400 Bad Request'")]
    [InlineData("+OK\r\n", "'+OK' in place of PONG")]
    [InlineData("-ERR unknown command 'PING'\r\n", "ERR unknown command 'PING'")]
    [InlineData("", "the connection ended without an answer to PING")]
    public async Task Who_does_not_answer_the_ping_has_failed(string answer, string told)
    {
        using var server = Listener.ThatSays(answer);

        Assert.Equal(new ProbeOutcome.Failed(told), await Looks.At(Target with { Port = server.Port }));
    }

    [Theory]
    [InlineData("-READONLY You can't write against a read only replica.\r\n")]
    [InlineData("-MISCONF Redis is configured to save RDB snapshots\r\n")]
    [InlineData("-BUSY Redis is busy running a script\r\n")]
    public async Task Who_answers_but_cannot_work_is_impaired(string answer)
    {
        using var server = Listener.ThatSays(answer);

        Assert.IsType<ProbeOutcome.Impaired>(await Looks.At(Target with { Port = server.Port }));
    }

    [Fact]
    public async Task An_answer_without_end_is_read_no_further_than_its_bound()
    {
        using var server = Listener.WithoutEnd("+", "garbage");

        Assert.IsType<ProbeOutcome.Failed>(await Looks.At(Target with { Port = server.Port }));
    }

    private string Port => _port.ToString(CultureInfo.InvariantCulture);

    // The kernel takes connections and bytes for a process that is stopped: whoever is in its queue waits there.
    private Task<bool> PendingAsync() =>
        Task.FromResult(Tool.Run("ss", "-tnH", "state", "established", "dport", "=", $":{Port}").Output.Contains($":{Port}", StringComparison.Ordinal));

    /// <summary>The one who is served, as soon as those before are gone.</summary>
    private async Task<TcpClient> OnlyClientAsync()
    {
        TcpClient? served = null;
        await Failsafe.Until(async () =>
        {
            var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _port);
            await client.GetStream().WriteAsync("PING\r\n"u8.ToArray());
            var answer = new byte[1];
            if (await client.GetStream().ReadAsync(answer) == 1 && answer[0] == '+')
                served = client;
            else
                client.Dispose();
            return served is not null;
        });
        return served!;
    }

    private async Task<LiveServer> StartAsync(params string[] options)
    {
        Skip.If(Tool.Find("redis-server") is null, "there is no redis-server here");
        var redis = LiveServer.Start(
            "redis-server",
            ["--port", Port, "--bind", "127.0.0.1", "--dir", _folder.Path, "--save", "", "--enable-debug-command", "local", .. options]);
        await redis.ListensAsync(_port);
        return redis;
    }
}
