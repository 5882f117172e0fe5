using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>What systemd calls active and users call broken, by the shipped configuration with its own times.</summary>
public sealed class A_service_that_runs_and_does_not_work
{
    /// <summary>Two minutes of unbroken failure, a look before and one after them; and some for a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [SkippableFact]
    public async Task A_stopped_gunicorn_and_a_daphne_without_websockets_are_found_named_and_brought_back()
    {
        await using var host = await Installed.OnDeploymentAsync();
        await host.UntilProvenAsync("gunicorn", "daphne");

        await host.OutputOfAsync("systemctl", "kill", "--kill-whom=all", "--signal=STOP", "gunicorn.service");
        await host.UntilBroughtBackAsync(1, "gunicorn", Patience);

        await host.WriteAsync("/run/deaf-daphne", await host.PropertyOfAsync("daphne.service", "MainPID"));
        await host.UntilBroughtBackAsync(2, "daphne", Patience);

        Assert.Equal(["gunicorn", "daphne"], (await host.RunsAsync()).Select(run => run.Members));
        Assert.True(await host.IsWholeAsync());
        var why = (await host.HealthcheckAsync("why", "daphne")).OrFail();
        Assert.Contains("403", why, StringComparison.Ordinal);
        Assert.Contains("down-after", why, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_database_out_of_connections_and_a_broker_that_is_gone_are_told_and_not_restarted()
    {
        await using var host = await Installed.OnDeploymentAsync();
        await host.UntilProvenAsync("postgresql", "celery");

        await host.UseUpConnectionsAsync();
        await host.UntilStandingAsync("postgresql", "degraded", Patience);
        Assert.Contains("too many", (await host.HealthcheckAsync("status", "postgresql")).Output, StringComparison.Ordinal);

        await host.StopAsync("redis-server.service");
        await host.UntilStandingAsync("celery", "unknown", Patience);
        Assert.Contains("broker", (await host.HealthcheckAsync("status", "celery")).Output, StringComparison.Ordinal);

        // An outage of another kind, later than the time after which a failing probe is acted on, shows that those were left alone.
        await host.OutputOfAsync("systemctl", "kill", "--kill-whom=all", "--signal=STOP", "gunicorn.service");
        await host.EventuallyAsync(async () => (await host.RunsAsync()).Count > 0, Patience);

        Assert.Equal("gunicorn", (await host.RunsAsync())[0].Members);
    }

    [SkippableFact]
    public async Task A_celerybeat_that_no_longer_schedules_is_found_and_brought_back()
    {
        await using var host = await Installed.OnDeploymentAsync();
        await host.UntilProvenAsync("celerybeat");

        await host.OutputOfAsync("systemctl", "kill", "--kill-whom=all", "--signal=STOP", "celerybeat.service");
        await host.UntilBroughtBackAsync(1, "celerybeat", TimeSpan.FromMinutes(15));

        Assert.Equal(["celerybeat"], (await host.RunsAsync()).Select(run => run.Members));
    }
}
