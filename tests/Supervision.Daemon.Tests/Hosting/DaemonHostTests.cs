using Supervision.Daemon.Tests.Programs;

namespace Supervision.Daemon.Tests.Hosting;

/// <summary>The daemon as a real process, seen from where systemd stands.</summary>
[Collection(RealPrograms.Name)]
public sealed class DaemonHostTests
{
    [Fact]
    public async Task It_tells_systemd_that_it_is_ready_alive_and_stopping_and_ends_well_with_its_children()
    {
        using var host = new RunningDaemon(watchdogMicroseconds: "300000");
        var nginx = host.Follow("nginx.pids");
        var celery = host.Follow("celery.pids");
        await host.ReadyAsync();
        await host.Told.TakeAsync(3, message => message == "WATCHDOG=1");
        var children = new[] { RunningDaemon.Number(await nginx.FirstAsync(_ => true)), RunningDaemon.Number(await celery.FirstAsync(_ => true)) };
        Assert.All(children, child => Assert.True(LiveProcess.Runs(child)));

        LiveProcess.Terminate(host.Daemon.Id);
        var ended = await host.Daemon.EndAsync();

        Assert.Equal(0, ended.Code);
        await host.Told.FirstAsync(message => message == "STOPPING=1");
        Assert.Single(host.Told.All, message => message == "READY=1");
        Assert.All(children, child => Assert.False(LiveProcess.Runs(child)));
        Assert.DoesNotContain("FTL", ended.Output, StringComparison.Ordinal);
        Assert.Equal("", ended.Errors);
    }

    [Fact]
    public async Task Where_systemd_does_not_watch_it_is_told_nothing_but_ready_and_stopping()
    {
        using var host = new RunningDaemon();
        await host.ReadyAsync();

        LiveProcess.Interrupt(host.Daemon.Id);

        Assert.Equal(0, (await host.Daemon.EndAsync()).Code);
        await host.Told.FirstAsync(message => message == "STOPPING=1");
        Assert.Equal(["READY=1", "STOPPING=1"], host.Told.All);
    }

    [Fact]
    public async Task A_killed_process_comes_back_and_the_service_log_tells_it_as_the_script_did()
    {
        using var host = new RunningDaemon();
        var pids = host.Follow("nginx.pids");
        var log = host.Follow("log", "service_monitor.log");
        await host.ReadyAsync();
        await log.FirstAsync(line => line.EndsWith(": ----------------------------------------", StringComparison.Ordinal));

        LiveProcess.Kill(RunningDaemon.Number(await pids.FirstAsync(_ => true)));

        var lives = await pids.TakeAsync(2, _ => true);
        Assert.True(LiveProcess.Runs(RunningDaemon.Number(lives[1])));
        await log.FirstAsync(line => line.EndsWith("nginx servisi başarıyla başlatıldı.", StringComparison.Ordinal));
        Assert.All(log.All, line => Assert.Matches("^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ 123][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2} UTC [0-9]{4}: ", line));
        Assert.Equal(
            [
                "Servis izleme scripti başlatıldı",
                "nginx servisi çalışıyor.",
                "celery servisi çalışıyor.",
                "Servis izleme scripti tamamlandı",
                "----------------------------------------",
                "nginx servisi çalışmıyor! Backend.sh scripti çalıştırılacak.",
                "Backend.sh scripti çalıştırılıyor (Deneme: 1/3)...",
                "nginx servisi başarıyla başlatıldı.",
            ],
            log.All.Take(8).Select(line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]));
    }

    [Fact]
    public async Task A_second_daemon_on_the_same_state_ends_at_once_and_harms_nothing()
    {
        using var host = new RunningDaemon();
        var nginx = host.Follow("nginx.pids");
        await host.ReadyAsync();
        var first = RunningDaemon.Number(await nginx.FirstAsync(_ => true));

        var second = await host.RunAsync("run");

        Assert.Equal(75, second.Code);
        Assert.Equal($"healthcheck: another daemon works on {host.Files.At("state")} already (process {host.Daemon.Id})\n", second.Errors);
        Assert.Equal(0, (await host.RunAsync("sweep")).Code);
        Assert.True(LiveProcess.Runs(first));
        Assert.Single(nginx.All);
    }

    [Fact]
    public async Task After_a_kill_it_starts_over_what_its_last_life_left()
    {
        using var host = new RunningDaemon();
        var pids = host.Follow("nginx.pids");
        await host.ReadyAsync();
        LiveProcess.Kill(RunningDaemon.Number(await pids.FirstAsync(_ => true)));
        await host.Follow("log", "service_monitor.log").FirstAsync(line => line.Contains("başarıyla", StringComparison.Ordinal));

        await host.KillAsync();
        Assert.True(File.Exists(host.Socket));
        Assert.Equal(4, (await host.RunAsync("budget")).Code);
        host.Start();
        await host.ReadyAsync(times: 2);

        var budget = await host.RunAsync("budget");
        Assert.Contains("1 of 3 runs used", budget.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_cannot_be_made_is_told_in_one_line()
    {
        using var files = new TemporaryDirectory();
        var config = files.Write(
            "healthcheck.conf",
            $$"""
              healthcheck {
                host = processes
                services { a { exec = ["/bin/true"] } }
                state.directory = "{{files.Write("file", "")}}/state"
                log.directory = "{{files.Path}}", control.directory = "{{files.Path}}"
              }
              """);

        var ended = await RunningProgram.RunAsync("run", "--config", config);

        Assert.Equal(77, ended.Code);
        Assert.StartsWith($"healthcheck: {files.At("file")}/state cannot be used: ", ended.Errors, StringComparison.Ordinal);
        Assert.Single(ended.Errors.TrimEnd('\n').Split('\n'));
    }
}
