using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>What systemd calls active and users call broken, by the shipped configuration with its own times.</summary>
public sealed class A_service_that_runs_and_does_not_work
{
    /// <summary>Two minutes of unbroken failure, a look before and one after them; and some for a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

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
}
