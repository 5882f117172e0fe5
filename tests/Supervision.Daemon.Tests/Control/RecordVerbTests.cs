using System.Text.Json;
using Supervision.Daemon.Tests.Programs;

namespace Supervision.Daemon.Tests.Control;

/// <summary>The verbs that tell what was, on a real daemon after a real outage.</summary>
[Collection(RealPrograms.Name)]
public sealed class RecordVerbTests
{
    private const string Date = @"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d";

    [Fact]
    public async Task After_an_outage_it_is_told_what_was_seen_and_chosen_and_what_it_cost()
    {
        using var host = new RunningDaemon();
        var pids = host.Follow("nginx.pids");
        var log = host.Follow("log", "service_monitor.log");
        await host.ReadyAsync();
        Assert.Equal((0, "No decision was taken.\n"), Output(await host.RunAsync("why")));
        Assert.Equal((0, "No incident within 7d.\n"), Output(await host.RunAsync("incidents")));

        LiveProcess.Kill(RunningDaemon.Number(await pids.FirstAsync(_ => true)));
        await log.FirstAsync(line => line.Contains("başarıyla", StringComparison.Ordinal));
        await UntilAsync(host, "\"closedAt\": \"2", "incidents", "--json");

        var why = await host.RunAsync("why");
        Assert.Equal((0, ""), (why.Code, why.Errors));
        Assert.Matches($@"^incident 1  {Date}  nginx  ", why.Output);
        Assert.Matches($@"\n    run     1 at {Date} by backend \(.*\): done after ", why.Output);
        Assert.Matches($@"\n{Date}  open-incident  ", why.Output);
        Assert.Contains("    seen    nginx.service is failed", why.Output, StringComparison.Ordinal);
        Assert.Matches($@"\n{Date}  run  (.*\n)+?    budget  \d -> 1 of 3 runs used\n", why.Output);
        Assert.Equal(why.Output, (await host.RunAsync("why", "1")).Output);
        Assert.Contains("  run  incident 1, ", (await host.RunAsync("why", "nginx")).Output, StringComparison.Ordinal);

        var decisions = JsonDocument.Parse((await host.RunAsync("why", "nginx", "--json")).Output).RootElement.GetProperty("decisions");
        Assert.Contains(decisions.EnumerateArray(), decision => decision.GetProperty("choice").GetString() == "run");
        var incident = Assert.Single(
            JsonDocument.Parse((await host.RunAsync("incidents", "--json", "--since", "1h")).Output).RootElement.GetProperty("incidents").EnumerateArray());
        Assert.Equal("nginx", incident.GetProperty("root").GetString());
        Assert.Equal("done", Assert.Single(incident.GetProperty("runs").EnumerateArray()).GetProperty("result").GetString());

        var stranger = await host.RunAsync("why", "apache");
        Assert.Equal((64, ""), (stranger.Code, stranger.Output));
        Assert.Equal("healthcheck: apache is no service here; there are nginx, celery\n", stranger.Errors);
        Assert.Equal((64, ""), Output(await host.RunAsync("why", "99")));
    }

    [Fact]
    public async Task A_hold_is_shown_with_its_reason_and_who_asked_until_it_is_ended()
    {
        using var host = new RunningDaemon();
        await host.ReadyAsync();

        var begun = await host.RunAsync("hold", "nginx", "--for", "30m", "--reason", "bakım: İ ş");
        Assert.Equal((0, ""), (begun.Code, begun.Errors));
        Assert.Matches($@"^hold on nginx until {Date}: bakım: İ ş \(by .*uid \d+.*, {Date}\)\n$", begun.Output);

        var status = await host.RunAsync("status");
        Assert.Equal(0, status.Code);
        Assert.Contains(begun.Output, status.Output, StringComparison.Ordinal);
        Assert.Matches(@"nginx +up +since .*  \[held\] nginx\.service", status.Output);
        Assert.Matches(@"celery +up +since .* \+?\S*  celery\.service", status.Output);

        var json = JsonDocument.Parse((await host.RunAsync("hold", "--for", "1h", "--reason", "all", "--json")).Output).RootElement.GetProperty("holds");
        Assert.Equal(["nginx", null], json.EnumerateArray().Select(hold => hold.GetProperty("service").GetString()));
        var all = json[1];
        Assert.Equal(TimeSpan.FromHours(1), all.GetProperty("until").GetDateTimeOffset() - all.GetProperty("from").GetDateTimeOffset());

        Assert.Matches("^hold on all services ", (await host.RunAsync("resume", "nginx")).Output);
        Assert.Equal((0, "no hold is in force\n"), Output(await host.RunAsync("resume")));
        Assert.Equal(64, (await host.RunAsync("hold", "apache", "--for", "1h", "--reason", "x")).Code);
    }

    [Fact]
    public async Task Who_freed_the_budget_is_told_with_name_and_number()
    {
        using var host = new RunningDaemon();
        await host.ReadyAsync();

        await host.RunAsync("budget", "reset");

        await UntilAsync(host, "  free-budget  ", "why");
        var why = await host.RunAsync("why");
        Assert.Contains("  free-budget  ", why.Output, StringComparison.Ordinal);
        Assert.Matches(@"uid \d+", why.Output);
        Assert.DoesNotContain("operator", why.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_is_shown_whole_or_of_one_service_and_followed()
    {
        using var host = new RunningDaemon();
        await host.ReadyAsync();

        var newest = await host.RunAsync("logs", "-n", "2");
        Assert.Equal((0, ""), (newest.Code, newest.Errors));
        Assert.Matches("tamamlandı\n.*: -+\n$", newest.Output);
        Assert.Matches("^[^\n]*: celery servisi çalışıyor\\.\n$", (await host.RunAsync("logs", "celery")).Output);

        using var following = RunningProgram.Start(new Dictionary<string, string?>(), "logs", "-f", "-n", "1", "celery", "--config", host.Config);
        await following.Output.TakeAsync(1, line => line.EndsWith("celery servisi çalışıyor.", StringComparison.Ordinal));
        File.Move(host.Files.At("log", "service_monitor.log"), host.Files.At("log", "service_monitor.log.1"));
        await host.RunAsync("sweep");
        await following.Output.TakeAsync(2, line => line.EndsWith("celery servisi çalışıyor.", StringComparison.Ordinal));
        Assert.All(following.Output.All, line => Assert.Contains("celery", line, StringComparison.Ordinal));

        Assert.Equal((64, ""), Output(await host.RunAsync("logs", "apache")));
    }

    [Fact]
    public async Task A_watched_status_that_goes_to_a_pipe_is_printed_again_only_when_it_changed()
    {
        using var host = new RunningDaemon("healthcheck { mode = observe }");
        var pids = host.Follow("nginx.pids");
        await host.ReadyAsync();
        using var watching = RunningProgram.Start(new Dictionary<string, string?>(), "status", "--watch", "--config", host.Config);
        await watching.Output.TakeAsync(1, line => line.StartsWith("nginx            up ", StringComparison.Ordinal));

        LiveProcess.Kill(RunningDaemon.Number(await pids.FirstAsync(_ => true)));
        await watching.Output.TakeAsync(1, line => line.StartsWith("nginx            down ", StringComparison.Ordinal));
        LiveProcess.Terminate(host.Daemon.Id);
        await watching.Output.TakeAsync(1, line => line.StartsWith("healthcheck: no daemon answers at ", StringComparison.Ordinal));

        // One block each; how often it looked meanwhile is not to be seen.
        Assert.Single(watching.Output.All, line => line.StartsWith("nginx            up ", StringComparison.Ordinal));
        Assert.DoesNotContain(watching.Output.All, line => line.Contains('\u001b', StringComparison.Ordinal));
    }

    // The journal is written behind what is said: its readers may come a moment too early.
    private static async Task UntilAsync(RunningDaemon host, string text, params string[] verb)
    {
        using var failsafe = new CancellationTokenSource(Failsafe.Time);
        while (!(await host.RunAsync(verb)).Output.Contains(text, StringComparison.Ordinal))
            failsafe.Token.ThrowIfCancellationRequested();
    }

    private static (int Code, string Output) Output(Ended ended) => (ended.Code, ended.Output);
}
