using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>The steps below backend.sh, on hosts whose operator asked for them and installed the rule that <c>doctor</c> prints.</summary>
public sealed class The_ladder
{
    private const string Steps = "healthcheck.recovery.steps = [unit, dependents, backend]";
    private const string InstallRule = "healthcheck doctor --write-polkit >/etc/polkit-1/rules.d/60-healthcheck.rules && systemctl restart polkit";

    private static string Limited => $"""
        [Unit]
        StartLimitIntervalSec=1h
        StartLimitBurst=1
        [Service]
        ExecStart=/bin/sleep infinity
        [Install]
        WantedBy=multi-user.target

        """;

    [SkippableFact]
    public async Task Restarts_the_one_unit_that_failed_and_touches_no_other()
    {
        await using var host = await Installed.OnDeploymentAsync(Deployment.Prepared.WithQuickRecovery(Steps));
        await host.OutputOfAsync("sh", "-c", InstallRule);
        var (gunicorn, nginx) = (await LifeOf(host, "gunicorn.service"), await LifeOf(host, "nginx.service"));

        await host.KillAllOfAsync("gunicorn.service");
        await host.UntilIncidentsAreOverAsync(1);

        Assert.Equal(["unit"], await host.StepsAsync());
        Assert.Empty(await host.BackendRunsAsync());
        Assert.NotEqual(gunicorn, await LifeOf(host, "gunicorn.service"));
        Assert.Equal(nginx, await LifeOf(host, "nginx.service"));
        Assert.True(await host.IsWholeAsync());
    }

    [SkippableFact]
    public async Task Goes_on_to_backend_sh_where_systemd_refuses_to_start_the_unit_once_more()
    {
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared
            .WithQuickRecovery(Steps)
            .With($"/etc/systemd/system/{SmallStack.Unit}", Limited)
            .With(Deployment.BackendScript, SmallStack.Script($"systemctl reset-failed {SmallStack.Unit}\n{SmallStack.Mend}")));
        await host.OutputOfAsync("sh", "-c", InstallRule);

        // The installation had systemd read its files anew, by which it forgot the starts before; this one it counts.
        await host.OutputOfAsync("systemctl", "restart", SmallStack.Unit);
        await host.KillAllOfAsync(SmallStack.Unit);
        await host.UntilIncidentsAreOverAsync(1);

        var steps = await host.StepsAsync();
        Assert.Equal(("unit", "backend"), (steps[0], steps[^1]));
        Assert.Equal(1, await host.BackendCountAsync());
        Assert.Equal(("refused-by-systemd", true), (await host.RunsAsync())[0] is var first ? (first.Result, first.Refunded) : default);
        Assert.Equal("active", await host.StateOfAsync(SmallStack.Unit));
    }

    [SkippableFact]
    public async Task Names_who_prints_the_rule_where_there_is_none_and_goes_on_to_backend_sh()
    {
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared.WithQuickRecovery(Steps));

        await host.KillAllOfAsync(SmallStack.Unit);
        await host.UntilIncidentsAreOverAsync(1);

        Assert.Equal("backend", (await host.StepsAsync())[^1]);
        Assert.Equal(1, await host.BackendCountAsync());
        await host.EventuallyAsync(async () =>
            (await host.SentencesAsync()).Any(line => line.Contains("healthcheck doctor --write-polkit", StringComparison.Ordinal)));
    }

    private static Task<string> LifeOf(BootedHost host, string unit) => host.PropertyOfAsync(unit, "InvocationID");
}
