using System.Globalization;
using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Xunit.Abstractions;

namespace Supervision.EndToEnd;

/// <summary>
/// The real daemon over a real journal and a real systemd, killed (SIGKILL) before and after each of its effects, and started again.
/// Whatever the point, backend.sh runs exactly once, never beside itself, and never before its intent is on disk.
/// </summary>
public sealed class A_daemon_killed_at_every_point(ITestOutputHelper output)
{
    private const string Program = "/opt/failpoints";
    private const string Config = "/etc/failpoints.conf";
    private const string Story = "/var/lib/backend-runs.log";
    private const string State = "/var/lib/healthcheck";

    // A name that no package has: Debian has a supervisor.service.
    private const string Watcher = "healthcheck-with-failpoints.service";

    // The points in the order in which a recovery passes them; the program knows them by these names.
    private static readonly string[] Points =
    [
        "BeforeIncidentOpened", "AfterIncidentOpened", "BeforeIntent", "AfterIntent", "BeforeStart", "AfterStart", "WhenAccepted", "WhenEnded",
        "BeforeOutcome", "AfterOutcome", "BeforeIncidentClosed", "AfterIncidentClosed",
    ];

    // What another process reads in the journal when the script begins is what would be there after a power cut.
    private const string Backend = $"""
        #!/bin/sh
        echo "begin $(sqlite3 -readonly {State}/healthcheck.db 'select count(*) from runs')" >>{Story}
        sleep 1
        systemctl restart victim.service
        echo end >>{Story}
        """;

    [SkippableFact]
    public async Task Runs_backend_exactly_once_and_keeps_its_budget()
    {
        await using var host = await BootedHost.StartAsync(Preparation.Bare
            .With("/usr/local/bin/backend", Backend)
            .With("/etc/systemd/system/victim.service", "[Service]\nType=exec\nExecStart=/bin/sleep infinity\n")
            .With("/etc/systemd/system/backend-restart.service", "[Service]\nType=oneshot\nExecStart=/usr/local/bin/backend\n")
            // Keeps the unit of the run in systemd's memory, as healthcheck.service does.
            .With("/etc/systemd/system/keeper.service", """
                [Unit]
                Before=backend-restart.service
                [Service]
                ExecStart=/bin/sleep infinity
                [Install]
                WantedBy=multi-user.target

                """)
            .Enabling("keeper.service")
            .With(Config, $$"""
                healthcheck {
                  services { victim { } }
                  recovery { collect = 100ms, settle = 1s, backoff = [0s] }
                  state.directory = "{{State}}", log.directory = "/var/log/failpoints", control.directory = "/run/failpoints"
                }
                """));
        await host.CopyTreeInAsync(Built, Program);

        foreach (var point in Points)
            await SurviveAsync(host, point);
    }

    private async Task SurviveAsync(BootedHost host, string point)
    {
        await host.OutputOfAsync("rm", "-rf", State, Story);
        await host.StartUnitAsync("victim.service");
        await BeginAsync(host, point);
        await host.KillAllOfAsync("victim.service");
        await host.EventuallyAsync(async () => await host.PropertyOfAsync(Watcher, "Result") == "signal", expected: $"dead at {point}");

        await BeginAsync(host, "None");
        await host.EventuallyAsync(async () => await host.StateOfAsync("victim.service") == "active" && await IsOverAsync(host), expected: $"up after {point}");
        await host.StopAsync(Watcher);

        var story = (await host.ReadAsync(Story)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var runs = await host.RunsAsync();
        output.WriteLine($"{point}: {string.Join(", ", story)}; {string.Join(", ", runs.Select(run => $"run-{run.Id} {run.Result}"))}");
        AssertInvariants(point, story, runs);
    }

    private static void AssertInvariants(string point, string[] story, IReadOnlyList<RunRow> runs)
    {
        // I1: one run, which ended before another could begin.
        Assert.True(story is [_, "end"], $"{point}: {string.Join(", ", story)}");

        // I3: its intent was on disk when it began.
        var intents = int.Parse(story[0].Split(' ')[1], CultureInfo.InvariantCulture);
        Assert.True(intents >= 1, $"{point}: it began without an intent");

        // I2: what was promised is charged, once; the run that took place has its true result.
        Assert.InRange(runs.Count, 1, 2);
        Assert.Equal(runs.Count, intents);
        Assert.DoesNotContain(runs, run => run.Refunded);
        Assert.Equal("done", runs[^1].Result);
        Assert.All(runs.SkipLast(1), run => Assert.Equal("never-started", run.Result));
    }

    private static async Task<bool> IsOverAsync(BootedHost host)
    {
        var incidents = await host.IncidentsAsync();
        return incidents.Count > 0 && incidents.All(incident => incident.Closed) && (await host.RunsAsync()).All(run => run.Result is not null);
    }

    private static async Task BeginAsync(BootedHost host, string point)
    {
        await host.RunAsync("systemctl", "reset-failed", Watcher);
        await host.OutputOfAsync(
            "systemd-run", $"--unit={Watcher}", "--service-type=notify", "--setenv=DOTNET_CLI_HOME=/root", "--property=TimeoutStartSec=2min",
            Environment.ProcessPath!, Program + "/Supervision.Failpoints.dll", point, Config);
    }

    private static string Built => Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Supervision.Failpoints", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'))));
}
