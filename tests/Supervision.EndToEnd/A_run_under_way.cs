using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;
using Xunit.Abstractions;

namespace Supervision.EndToEnd;

/// <summary>backend.sh is a job of PID 1: it outlives the daemon, which finds it again and never runs it twice.</summary>
public sealed class A_run_under_way(ITestOutputHelper output)
{
    private const string Adopted = "Daha önce başlatılan backend.sh çalıştırması izleniyor.";

    private static readonly Preparation Prepared = Deployment.Prepared.WithQuickRecovery().With("/etc/backend-mode", "held");

    [SkippableFact]
    public async Task Is_adopted_with_its_true_result_after_ten_kills_of_the_daemon()
    {
        await using var host = await HostWithARunAsync();
        var seed = System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue);
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);

        for (var kills = 1; kills <= 10; kills++)
        {
            // Anywhere between its exec and a while after it became ready.
            await host.OutputOfAsync("sleep", random.NextDouble().ToString("0.00", System.Globalization.CultureInfo.InvariantCulture));
            await host.KillMainOfAsync(Installed.Unit);
            var restarts = kills.ToString(System.Globalization.CultureInfo.InvariantCulture);
            await host.EventuallyAsync(async () => await host.PropertyOfAsync(Installed.Unit, "NRestarts") == restarts
                && await host.PropertyOfAsync(Installed.Unit, "MainPID") != "0");
        }

        await host.UntilLoggedAsync(Adopted);
        await host.ReleaseBackendAsync();
        await host.UntilIncidentsAreOverAsync(1);

        Assert.Single(await host.BackendRunsAsync());
        var run = Assert.Single(await host.RunsAsync());
        Assert.Equal(("gunicorn", "done", false), (run.Root, run.Result, run.Refunded));
        await host.UntilLoggedAsync(ServiceLog.Recovered("gunicorn"));
        Assert.True(await host.IsWholeAsync());
    }

    [SkippableFact]
    public async Task Outlives_an_orderly_stop_and_is_adopted_by_the_next_start()
    {
        await using var host = await HostWithARunAsync();

        await host.StopAsync(Installed.Unit);
        // In good order and in time: where it is killed at TimeoutStopSec=, systemd says timeout.
        Assert.Equal("success", await host.PropertyOfAsync(Installed.Unit, "Result"));
        Assert.Equal("activating", await host.StateOfAsync("backend-restart.service"));
        await host.StartUnitAsync(Installed.Unit);
        await host.UntilLoggedAsync(Adopted);
        await host.OutputOfAsync("systemctl", "restart", Installed.Unit);
        await host.ReleaseBackendAsync();
        await host.UntilIncidentsAreOverAsync(1);

        Assert.Single(await host.BackendRunsAsync());
        Assert.Equal("done", Assert.Single(await host.RunsAsync()).Result);
    }

    [SkippableFact]
    public async Task That_ends_while_nobody_looks_gives_its_true_result_afterwards()
    {
        await using var host = await HostWithARunAsync();

        await host.StopAsync(Installed.Unit);
        // Not the script's own failure: it is killed, as by the kernel when memory is short.
        await host.KillAllOfAsync("backend-restart.service");
        await host.EventuallyAsync(async () => await host.StateOfAsync("backend-restart.service") == "failed");
        await host.SetBackendAsync(BackendMode.Ok);
        await host.StartUnitAsync(Installed.Unit);
        await host.UntilIncidentsAreOverAsync(1);

        Assert.Equal(["held", "ok"], (await host.BackendRunsAsync()).Select(run => run.Split(' ')[1]));
        Assert.Equal(["failed", "done"], (await host.RunsAsync()).Select(run => run.Result));
        Assert.True(await host.IsWholeAsync());
    }

    // At an orderly reboot PID 1 cancels it under the daemon's eyes; after a power cut nobody saw its end.
    [SkippableTheory]
    [InlineData(false, "cancelled")]
    [InlineData(true, "superseded-by-reboot")]
    public async Task Is_not_run_again_after_a_reboot_in_its_middle_and_stays_charged(bool byPowerCut, string result)
    {
        await using var host = await HostWithARunAsync();

        await host.RebootAsync(byPowerCut);
        await host.EventuallyAsync(host.IsWholeAsync);
        await host.UntilIncidentsAreOverAsync(1);

        Assert.Single(await host.BackendRunsAsync());
        var run = Assert.Single(await host.RunsAsync());
        Assert.Equal((result, false), (run.Result, run.Refunded));
        Assert.Contains("1 of 3 runs used", (await host.HealthcheckAsync("budget")).OrFail(), StringComparison.Ordinal);
    }

    private static async Task<BootedHost> HostWithARunAsync()
    {
        var host = await Installed.OnDeploymentAsync(Prepared);
        try
        {
            await host.KillAllOfAsync("gunicorn.service");
            await host.EventuallyAsync(async () => (await host.BackendRunsAsync()).Count == 1);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }
}
