using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Stack;
using Xunit.Abstractions;

namespace Supervision.EndToEnd;

/// <summary>The ground that the other tests stand on, without the product: the host, the stack and backend.sh.</summary>
public sealed class The_stack_of_the_deployment(ITestOutputHelper output)
{
    [SkippableFact]
    public async Task It_boots_whole_and_its_application_reaches_the_database()
    {
        await using var host = await Deployment.StartAsync();

        output.WriteLine($"{host.Name}: boot {host.BootTime.TotalSeconds:F1} s");
        Assert.Empty(host.FailedUnits);
        foreach (var unit in Deployment.Units) Assert.Equal("active", await host.StateOfAsync(unit));
        Assert.Equal(200, await host.HealthAsync());
        Assert.Empty(await host.BackendRunsAsync());
    }

    [SkippableFact]
    public async Task Nobody_brings_a_killed_unit_back_until_somebody_runs_backend_sh()
    {
        await using var host = await Deployment.StartAsync();

        string[] victims = [.. Deployment.Units.Except(["postgresql.service"]), await host.PostgresInstanceAsync()];
        foreach (var victim in victims) await host.KillAllOfAsync(victim);
        foreach (var victim in victims) await host.EventuallyAsync(async () => await host.StateOfAsync(victim) == "failed");

        foreach (var victim in victims) Assert.Equal("no", await host.PropertyOfAsync(victim, "Restart"));
        Assert.NotEqual(200, await host.HealthAsync());
        Assert.Equal("active", await host.StateOfAsync("postgresql.service"));

        var run = await host.RunBackendAsync();

        Assert.True(run.Succeeded, run.Error);
        await host.EventuallyAsync(host.IsWholeAsync);
        Assert.Single(await host.BackendRunsAsync());
    }

    [SkippableFact]
    public async Task Backend_sh_fails_or_does_nothing_when_it_is_told_to()
    {
        await using var host = await Deployment.StartAsync();
        await host.KillAllOfAsync("gunicorn.service");
        await host.EventuallyAsync(async () => await host.StateOfAsync("gunicorn.service") == "failed");

        await host.SetBackendAsync(BackendMode.Fail);
        Assert.Equal(1, (await host.RunBackendAsync()).ExitCode);
        await host.SetBackendAsync(BackendMode.Noop);
        Assert.Equal(0, (await host.RunBackendAsync()).ExitCode);

        Assert.Equal("failed", await host.StateOfAsync("gunicorn.service"));
        Assert.Equal(["fail", "noop"], (await host.BackendRunsAsync()).Select(run => run.Split(' ')[1]));
    }
}
