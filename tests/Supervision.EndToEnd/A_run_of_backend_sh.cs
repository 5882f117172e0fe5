using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>What a run is made of, and what it is judged by.</summary>
public sealed class A_run_of_backend_sh
{
    // What PID 1 and the shell give to every program.
    private static readonly string[] Given = ["INVOCATION_ID", "JOURNAL_STREAM", "LANG", "LC_ALL", "PATH", "PWD", "SHLVL", "SYSTEMD_EXEC_PID", "_"];

    [SkippableFact]
    public async Task Has_the_environment_of_its_unit_and_nothing_of_the_daemons()
    {
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared
            .WithQuickRecovery()
            .With("/srv/evil/systemctl", "#!/bin/sh\ntouch /srv/evil/ran\n")
            .With("/srv/evil/env", "touch /srv/evil/ran\n")
            // As who has got hold of the daemon would like to have it.
            .With("/etc/systemd/system/healthcheck.service.d/evil.conf", """
                [Service]
                Environment=PATH=/srv/evil BASH_ENV=/srv/evil/env ENV=/srv/evil/env LD_LIBRARY_PATH=/srv/evil IFS=/

                """)
            .With(Deployment.BackendScript, SmallStack.Script($"env >/var/lib/backend-environment\n{SmallStack.Mend}")));

        await host.KillAllOfAsync(SmallStack.Unit);
        await host.UntilIncidentsAreOverAsync(1);

        var environment = (await host.ReadAsync("/var/lib/backend-environment")).Split('\n');
        Assert.Contains("PATH=/usr/sbin:/usr/bin:/sbin:/bin", environment);
        Assert.Empty(environment.Select(variable => variable.Split('=')[0]).Except(Given));
        Assert.False((await host.RunAsync("test", "-e", "/srv/evil/ran")).Succeeded);
    }

    [SkippableFact]
    public async Task That_succeeds_and_brings_nothing_back_is_a_run_in_vain()
    {
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared
            .WithQuickRecovery()
            .With(Deployment.BackendScript, SmallStack.Script("exit 0")));

        await host.KillAllOfAsync(SmallStack.Unit);
        await host.UntilLoggedAsync(ServiceLog.BudgetSpent);

        var runs = await host.RunsAsync();
        Assert.Equal(["done", "done", "done"], runs.Select(run => run.Result));
        QuickRecovery.AssertBackoffKept(runs);
        Assert.Equal(3, (await host.StoryAsync()).Count(sentence => sentence == ServiceLog.StillDown(SmallStack.Service)));
        Assert.Equal(3, await host.BackendCountAsync());
    }
}
