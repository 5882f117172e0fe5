using Supervision.Daemon.Tests.Programs;

namespace Supervision.Daemon.Tests.Hosting;

/// <summary>The daemon as a real process reads its configuration again, at the command line's word or at a signal.</summary>
[Collection(RealPrograms.Name)]
public sealed class ReloadTests
{
    private const string Bad = "healthcheck.recovery.budgets.runs = 5";

    [Fact]
    public async Task What_was_changed_is_in_force_and_told_and_no_process_is_disturbed()
    {
        using var host = new RunningDaemon();
        var pids = host.Follow("nginx.pids");
        await host.ReadyAsync();
        var nginx = RunningDaemon.Number(await pids.FirstAsync(_ => true));

        host.Configure("healthcheck { mode = observe, language = en, recovery.budget { runs = 5, within = 2h }, services.celery.depends-on = [nginx], schedule.periodic.cron = \"0 8 * * 1\" }");
        var reload = await host.RunAsync("config", "reload");

        Assert.Equal((0, ""), (reload.Code, reload.Errors));
        Assert.Collection(
            reload.Output.TrimEnd('\n').Split('\n'),
            line => Assert.Equal("The configuration was reloaded:", line),
            line => Assert.Equal("  healthcheck.mode = observe (was act)", line),
            line => Assert.Equal("  healthcheck.language = en (was tr)", line),
            line => Assert.Matches(@"^  healthcheck\.services\.celery = .*depends-on = \[nginx\].* \(was .*depends-on = \[\].*\)$", line),
            line => Assert.Equal("  healthcheck.recovery.budget.runs = 5 (was 3)", line),
            line => Assert.Equal("  healthcheck.recovery.budget.within = 2h (was 1h)", line),
            line => Assert.Equal("  healthcheck.schedule.periodic = { cron = [0 8 * * 1], run = sweep } (was { cron = [0 0 29 2 *], run = sweep })", line));
        Assert.Contains("0 of 5 runs used within 02:00:00", (await host.RunAsync("budget")).Output, StringComparison.Ordinal);
        Assert.True(LiveProcess.Runs(nginx));

        LiveProcess.Kill(nginx);
        await host.Follow("log", "service_monitor.log").FirstAsync(line => line.EndsWith("nginx service is not running!", StringComparison.Ordinal));
        Assert.Single(pids.All);
    }

    [Fact]
    public async Task A_configuration_that_has_not_changed_changes_nothing()
    {
        using var host = new RunningDaemon();
        await host.ReadyAsync();

        var reload = await host.RunAsync("config", "reload");

        Assert.Equal((0, "The configuration was reloaded; nothing changed.\n", ""), (reload.Code, reload.Output, reload.Errors));
    }

    [Fact]
    public async Task A_bad_configuration_is_refused_with_every_error_and_the_old_one_stays_in_force()
    {
        using var host = new RunningDaemon();
        var pids = host.Follow("nginx.pids");
        await host.ReadyAsync();

        host.Configure($"{Bad}\nhealthcheck.mode = maybe");
        var reload = await host.RunAsync("config", "reload");

        Assert.Equal((78, ""), (reload.Code, reload.Output));
        var check = await host.RunAsync("config", "check");
        Assert.Equal(check.Errors + "healthcheck: the configuration was not reloaded, and the old one stays in force\n", reload.Errors);
        var errors = check.Errors.TrimEnd('\n').Split('\n');
        Assert.Equal(2, errors.Length);
        Assert.All(errors, error => Assert.StartsWith($"{host.Config}:", error, StringComparison.Ordinal));
        foreach (var error in errors)
            await host.Daemon.Output.FirstAsync(line => line.EndsWith(error, StringComparison.Ordinal) && line.Contains("ERR", StringComparison.Ordinal));

        LiveProcess.Kill(RunningDaemon.Number(await pids.FirstAsync(_ => true)));
        await pids.TakeAsync(2, _ => true);
    }

    [Fact]
    public async Task What_only_a_restart_can_bring_is_named_and_keeps_its_old_value()
    {
        using var host = new RunningDaemon();
        await host.ReadyAsync();

        host.Configure($$"""
            healthcheck.services.third { exec = ["/bin/sleep", "1"] }
            healthcheck.log.directory = "{{host.Files.Path}}/elsewhere"
            healthcheck.control.directory = "{{host.Files.Path}}/elsewhere"
            akka.loglevel = DEBUG
            """);
        LiveProcess.HangUp(host.Daemon.Id);

        foreach (var key in new[] { "healthcheck.services.third = ", "healthcheck.log.directory = ", "healthcheck.control.directory = ", "akka = { loglevel = DEBUG }" })
        {
            await host.Daemon.Output.FirstAsync(line =>
                line.Contains($"WRN {key}", StringComparison.Ordinal) && line.Contains("waits for a restart", StringComparison.Ordinal));
        }

        Assert.True(File.Exists(host.Socket));
        Assert.False(Directory.Exists(host.Files.At("elsewhere")));
    }

    [Fact]
    public async Task A_hang_up_reloads_and_a_bad_configuration_does_not_end_it()
    {
        using var host = new RunningDaemon(watchdogMicroseconds: "300000");
        await host.ReadyAsync();

        host.Configure("healthcheck.recovery.budget.runs = 7");
        LiveProcess.HangUp(host.Daemon.Id);
        await host.Daemon.Output.FirstAsync(line => line.EndsWith("healthcheck.recovery.budget.runs = 7 (was 3)", StringComparison.Ordinal));
        host.Configure(Bad);
        LiveProcess.HangUp(host.Daemon.Id);
        await host.Daemon.Output.FirstAsync(line => line.EndsWith("the old one stays in force; errors: 1", StringComparison.Ordinal));

        host.Configure("");
        Assert.Contains("0 of 7 runs used", (await host.RunAsync("budget")).Output, StringComparison.Ordinal);
        var pings = host.Told.All.Count(message => message == "WATCHDOG=1");
        await host.Told.TakeAsync(pings + 5, message => message == "WATCHDOG=1");
        LiveProcess.Terminate(host.Daemon.Id);
        Assert.Equal(0, (await host.Daemon.EndAsync()).Code);
    }

    [Fact]
    public async Task Systemd_is_told_of_each_reload_and_of_its_end()
    {
        using var host = new RunningDaemon();
        await host.ReadyAsync();

        Assert.Equal(0, (await host.RunAsync("config", "reload")).Code);
        host.Configure(Bad);
        Assert.Equal(78, (await host.RunAsync("config", "reload")).Code);

        await host.ReadyAsync(times: 3);
        Assert.Equal(["READY=1", "RELOADING=1", "READY=1", "RELOADING=1", "READY=1"], host.Told.All);
    }

    [Fact]
    public async Task Many_reloads_at_once_come_one_after_the_other()
    {
        using var host = new RunningDaemon();
        await host.ReadyAsync();
        host.Configure("healthcheck.recovery.budget.runs = 7");

        var reloads = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => host.RunAsync("config", "reload")));

        Assert.All(reloads, reload => Assert.Equal(0, reload.Code));
        Assert.Single(reloads, reload => reload.Output.Contains("runs = 7 (was 3)", StringComparison.Ordinal));
        await host.ReadyAsync(times: 6);
        Assert.Equal(
            Enumerable.Repeat(new[] { "READY=1", "RELOADING=1" }, 5).SelectMany(pair => pair).Append("READY=1"), host.Told.All);
    }

    [Fact]
    public async Task Without_a_daemon_that_is_said()
    {
        using var files = new TemporaryDirectory();
        var config = files.Write("healthcheck.conf", $"healthcheck {{ services {{ a {{ }} }}, control.directory = \"{files.Path}\" }}");

        var ended = await RunningProgram.RunAsync("config", "reload", "--config", config);

        Assert.Equal(4, ended.Code);
        Assert.StartsWith($"healthcheck: no daemon answers at {files.At("control.sock")}", ended.Errors, StringComparison.Ordinal);
    }
}
