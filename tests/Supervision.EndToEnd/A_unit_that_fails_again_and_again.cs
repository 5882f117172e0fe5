using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>A unit that comes back every time, and every time dies a little later.</summary>
public sealed class A_unit_that_fails_again_and_again
{
    private const int Runs = 4;

    [SkippableFact]
    public async Task Is_never_restarted_faster_than_the_backoff_says()
    {
        await using var host = await Installed.OnDeploymentAsync(
            Deployment.Prepared.WithQuickRecovery($"healthcheck.recovery.budget.runs = {Runs}"));

        // It lives for longer than it takes to count as recovered: each death is an incident of its own.
        await host.OutputOfAsync("mkdir", "/etc/systemd/system/celerybeat.service.d");
        await host.WriteAsync("/etc/systemd/system/celerybeat.service.d/short-lived.conf", """
            [Service]
            ExecStart=
            ExecStart=/bin/sh -c "sleep 4; exit 1"

            """);
        await host.OutputOfAsync("systemctl", "daemon-reload");
        await host.KillAllOfAsync("celerybeat.service");
        await host.UntilLoggedAsync(ServiceLog.BudgetSpent);

        var runs = await host.RunsAsync();
        Assert.Equal(Runs, runs.Count);
        Assert.Equal(Runs, runs.Select(run => run.Incident).Distinct().Count());
        QuickRecovery.AssertBackoffKept(runs);
        Assert.Equal(Runs, (await host.BackendRunsAsync()).Count);
    }
}
