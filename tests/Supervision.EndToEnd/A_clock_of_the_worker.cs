using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>celerybeat by its work: the key that its periodic task writes grows old.</summary>
public sealed class A_clock_of_the_worker
{
    [SkippableFact]
    public async Task Is_found_and_brought_back_when_it_no_longer_schedules()
    {
        await using var host = await Installed.OnDeploymentAsync();
        await host.UntilProvenAsync("celerybeat");

        await host.OutputOfAsync("systemctl", "kill", "--kill-whom=all", "--signal=STOP", "celerybeat.service");
        await host.UntilBroughtBackAsync(1, "celerybeat", TimeSpan.FromMinutes(15));

        Assert.Equal(["celerybeat"], (await host.RunsAsync()).Select(run => run.Members));
    }
}
