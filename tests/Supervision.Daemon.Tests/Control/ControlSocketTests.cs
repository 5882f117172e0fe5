using System.Net.Sockets;
using System.Text.Json;
using Supervision.Daemon.Tests.Programs;

namespace Supervision.Daemon.Tests.Control;

/// <summary>A real daemon, spoken to by the real command line over its real socket.</summary>
[Collection(RealPrograms.Name)]
public sealed class ControlSocketTests
{
    [Fact]
    public async Task The_socket_is_for_its_owner_and_group_only()
    {
        using var host = new RunningDaemon();
        await host.ReadyAsync();
        Assert.Equal(0, (await host.RunAsync("budget")).Code);

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite, File.GetUnixFileMode(host.Socket));
    }

    [Fact]
    public async Task A_sweep_tells_every_service_with_its_verdict_and_evidence_and_is_written_to_the_log()
    {
        using var host = new RunningDaemon();
        var log = host.Follow("log", "service_monitor.log");
        await host.ReadyAsync();

        var sweep = await host.RunAsync("sweep");

        Assert.Equal((0, ""), (sweep.Code, sweep.Errors));
        Assert.Equal(
            "nginx            up        nginx.service is active (running)\ncelery           up        celery.service is active (running)\n",
            sweep.Output);
        await log.TakeAsync(2, line => line.EndsWith("Servis izleme scripti tamamlandı", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_budget_is_shown_spent_and_forgotten()
    {
        using var host = new RunningDaemon();
        var pids = host.Follow("nginx.pids");
        var log = host.Follow("log", "service_monitor.log");
        await host.ReadyAsync();
        var fresh = await host.RunAsync("budget");
        Assert.Equal((0, "0 of 3 runs used within 01:00:00, 3 left\n"), (fresh.Code, fresh.Output));

        LiveProcess.Kill(RunningDaemon.Number(await pids.FirstAsync(_ => true)));
        await log.FirstAsync(line => line.Contains("başarıyla", StringComparison.Ordinal));

        var spent = JsonDocument.Parse((await host.RunAsync("budget", "--json")).Output).RootElement;
        Assert.Equal((3, 3600, 2), (spent.GetProperty("runs").GetInt32(), spent.GetProperty("withinSeconds").GetInt32(), spent.GetProperty("left").GetInt32()));
        var charged = Assert.Single(spent.GetProperty("charged").EnumerateArray()).GetDateTimeOffset();
        Assert.Equal(TimeSpan.Zero, charged.Offset);

        var reset = JsonDocument.Parse((await host.RunAsync("budget", "reset", "--json")).Output).RootElement;
        Assert.Equal((3, 0), (reset.GetProperty("left").GetInt32(), reset.GetProperty("charged").GetArrayLength()));
        await log.FirstAsync(line => line.Contains("Backend.sh çalıştırma hakkı sıfırlandı", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_status_is_told_of_all_services_or_of_one_and_the_exit_code_says_whether_they_are_up()
    {
        using var host = new RunningDaemon("healthcheck { mode = observe }");
        var pids = host.Follow("nginx.pids");
        var log = host.Follow("log", "service_monitor.log");
        await host.ReadyAsync();

        var sound = await host.RunAsync("status");
        Assert.Equal((0, ""), (sound.Code, sound.Errors));
        Assert.Matches(@"^nginx +up +since .*  nginx.service is active \(running\)\ncelery +up +since ", sound.Output);
        Assert.EndsWith("\n0 of 3 runs used within 01:00:00, 3 left\nobservation only: mode = observe\n", sound.Output, StringComparison.Ordinal);

        LiveProcess.Kill(RunningDaemon.Number(await pids.FirstAsync(_ => true)));
        await log.FirstAsync(line => line.Contains("Yalnızca gözlem", StringComparison.Ordinal));

        Assert.Equal(3, (await host.RunAsync("status")).Code);
        Assert.Equal(0, (await host.RunAsync("status", "celery")).Code);
        var down = await host.RunAsync("status", "nginx", "--json");
        Assert.Equal(3, down.Code);
        var told = JsonDocument.Parse(down.Output).RootElement;
        Assert.Equal("down", Assert.Single(told.GetProperty("services").EnumerateArray()).GetProperty("verdict").GetString());
        Assert.Equal("observing", told.GetProperty("incident").GetProperty("phase").GetString());
        Assert.Equal("mode = observe", told.GetProperty("observing").GetString());

        var stranger = await host.RunAsync("status", "apache");
        Assert.Equal((64, ""), (stranger.Code, stranger.Output));
        Assert.Equal("healthcheck: apache is no service here; there are nginx, celery\n", stranger.Errors);
    }

    [Theory]
    [InlineData("GET /v1/sweep HTTP/1.1", "HTTP/1.1 405")]
    [InlineData("POST /v1/budget HTTP/1.1", "HTTP/1.1 405")]
    [InlineData("GET /v1/../etc/passwd HTTP/1.1", "HTTP/1.1 404")]
    [InlineData("nonsense", "HTTP/1.1 400")]
    public async Task It_has_no_other_verbs(string request, string answer)
    {
        using var host = new RunningDaemon();
        await host.ReadyAsync();
        Assert.Equal(0, (await host.RunAsync("budget")).Code);

        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(host.Socket)).WaitAsync(Failsafe.Time);
        using var reader = new StreamReader(new NetworkStream(socket));
        await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes($"{request}\r\nHost: healthcheck\r\nContent-Length: 0\r\n\r\n"));

        Assert.StartsWith(answer, await reader.ReadLineAsync().WaitAsync(Failsafe.Time), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sweep")]
    [InlineData("status")]
    [InlineData("budget")]
    [InlineData("budget", "reset")]
    [InlineData("why")]
    [InlineData("why", "nginx")]
    [InlineData("incidents")]
    [InlineData("hold", "--for", "30m", "--reason", "work")]
    [InlineData("resume")]
    public async Task Where_no_daemon_is_that_is_said(params string[] verb)
    {
        using var host = new RunningDaemon();
        await host.ReadyAsync();
        LiveProcess.Terminate(host.Daemon.Id);
        Assert.Equal(0, (await host.Daemon.EndAsync()).Code);

        var ended = await host.RunAsync(verb);

        Assert.Equal(4, ended.Code);
        Assert.Equal($"healthcheck: no daemon answers at {host.Socket}; start it with: systemctl start healthcheck\n", ended.Errors);
    }
}
