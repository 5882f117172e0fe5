using System.Text.Json;
using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>What bounds the runs when none of them helps.</summary>
public sealed class A_spent_budget
{
    private static readonly string[] ThreeRunsInVain =
    [
        ServiceLog.DownAndRunFollows("gunicorn"),
        .. Enumerable.Range(1, 3).SelectMany(run => new[] { ServiceLog.Run(run), Failure, ServiceLog.StillDown("gunicorn") }),
        ServiceLog.BudgetSpent,
    ];

    private const string Failure = "Backend.sh scripti hatayla bitti: job failed, unit exit-code, status 1";

    [SkippableFact]
    public async Task Allows_no_fourth_run_until_a_person_frees_it()
    {
        await using var host = await HostWithHopelessOutageAsync();

        // Neither another outage nor a look at everything is a way around it.
        await host.KillAllOfAsync("celery.service");
        await host.UntilLoggedAsync(ServiceLog.Down("celery"));
        (await host.HealthcheckAsync("sweep")).OrFail();

        await host.StoryIsAsync([.. ThreeRunsInVain, ServiceLog.Down("celery")]);
        Assert.Equal(["fail", "fail", "fail"], (await host.BackendRunsAsync()).Select(run => run.Split(' ')[1]));
        var runs = await host.RunsAsync();
        Assert.Equal(["failed", "failed", "failed"], runs.Select(run => run.Result));
        QuickRecovery.AssertBackoffKept(runs);
        var (left, nextFree) = await LeftAndNextFreeAsync(host);
        Assert.Equal(0, left);
        Assert.Equal(runs[0].At + TimeSpan.FromHours(1), nextFree, precision: TimeSpan.FromMilliseconds(1));

        await host.SetBackendAsync(BackendMode.Ok);
        (await host.HealthcheckAsync("budget", "reset")).OrFail();
        await host.UntilIncidentsAreOverAsync(1);

        Assert.True(await host.IsWholeAsync());
        var afterwards = (await host.StoryAsync()).Skip(ThreeRunsInVain.Length + 1).ToList();
        Assert.Equal("Backend.sh çalıştırma hakkı sıfırlandı (root, uid 0).", afterwards[0]);
        Assert.Equal(ServiceLog.Run(1), afterwards[1]);
        Assert.Equal([ServiceLog.Recovered("celery"), ServiceLog.Recovered("gunicorn")], afterwards.Skip(2).Order(StringComparer.Ordinal));
        Assert.Equal(4, (await host.BackendRunsAsync()).Count);
    }

    [SkippableFact]
    public async Task Stays_spent_over_a_kill_a_restart_and_a_reboot()
    {
        await using var host = await HostWithHopelessOutageAsync();

        await host.KillMainOfAsync(Installed.Unit);
        await UntilToldAgainAsync(host, times: 2);
        await host.OutputOfAsync("systemctl", "restart", Installed.Unit);
        await UntilToldAgainAsync(host, times: 3);
        await host.RebootAsync();
        await host.EventuallyAsync(host.IsWholeAsync);
        await host.KillAllOfAsync("celery.service");
        await UntilToldAgainAsync(host, times: 4);

        Assert.Equal(3, (await host.BackendRunsAsync()).Count);
        Assert.Equal(3, (await host.RunsAsync()).Count);
        var (left, nextFree) = await LeftAndNextFreeAsync(host);
        Assert.Equal(0, left);
        // Over a reboot the wall clock is the only witness, and the guest's is this machine's.
        Assert.Equal((await host.RunsAsync())[0].At + TimeSpan.FromHours(1), nextFree, precision: TimeSpan.FromSeconds(1));
    }

    private static Task UntilToldAgainAsync(BootedHost host, int times) => host.EventuallyAsync(
        async () => (await host.StoryAsync()).Count(sentence => sentence == ServiceLog.BudgetSpent) == times,
        expected: $"the spent budget told {times} times");

    [SkippableFact]
    public async Task Gives_the_next_run_when_the_first_leaves_the_window()
    {
        await using var host = await HostWithHopelessOutageAsync("healthcheck.recovery.budget.within = 1m");

        await host.SetBackendAsync(BackendMode.Ok);
        await host.UntilIncidentsAreOverAsync(1);

        var runs = await host.RunsAsync();
        Assert.Equal(["failed", "failed", "failed", "done"], runs.Select(run => run.Result));
        Assert.True(runs[3].At - runs[0].At >= TimeSpan.FromMinutes(1), $"four runs within a minute: {runs[0]} {runs[3]}");
        await host.StoryIsAsync([.. ThreeRunsInVain, ServiceLog.Run(3), ServiceLog.Recovered("gunicorn")]);
        Assert.Equal(4, (await host.BackendRunsAsync()).Count);
        Assert.True(await host.IsWholeAsync());
    }

    private static async Task<BootedHost> HostWithHopelessOutageAsync(string settings = "")
    {
        var host = await Installed.OnDeploymentAsync(Deployment.Prepared.WithQuickRecovery(settings).With("/etc/backend-mode", "fail"));
        try
        {
            await host.KillAllOfAsync("gunicorn.service");
            await host.UntilLoggedAsync(ServiceLog.BudgetSpent);
            await host.StoryIsAsync(ThreeRunsInVain);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    private static async Task<(int Left, DateTimeOffset NextFree)> LeftAndNextFreeAsync(BootedHost host)
    {
        using var budget = JsonDocument.Parse((await host.HealthcheckAsync("budget", "--json")).OrFail());
        var nextFree = budget.RootElement.GetProperty("nextFreeAt").GetDateTimeOffset();
        return (budget.RootElement.GetProperty("left").GetInt32(), nextFree);
    }
}
