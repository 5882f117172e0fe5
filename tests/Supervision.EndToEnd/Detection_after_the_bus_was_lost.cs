using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>The bus restarts, or systemd runs itself anew: no reason to start anything, and no reason to be deaf afterwards.</summary>
public sealed class Detection_after_the_bus_was_lost
{
    private const string Connected = "Connected to the unit manager";

    [SkippableTheory]
    [InlineData("daemon-reexec")]
    [InlineData("restart", "dbus.service")]
    public async Task Works_and_the_loss_itself_started_nothing(params string[] loss)
    {
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared.WithQuickRecovery());
        await LoseAsync(host, loss);

        Assert.Empty(await host.RunsAsync());
        await host.KillAllOfAsync(SmallStack.Unit);
        await host.UntilIncidentsAreOverAsync(1);

        await host.StoryIsAsync(
            [ServiceLog.DownAndRunFollows(SmallStack.Service), ServiceLog.Run(1), ServiceLog.Recovered(SmallStack.Service)]);
        Assert.Equal("done", Assert.Single(await host.RunsAsync()).Result);
        Assert.Equal(1, await host.BackendCountAsync());
    }

    [SkippableTheory]
    [InlineData("daemon-reexec")]
    [InlineData("restart", "dbus.service")]
    public async Task Follows_the_run_that_was_under_way_to_its_true_result(params string[] loss)
    {
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared.WithQuickRecovery()
            .With(Deployment.BackendScript, SmallStack.Script($"until test -e /run/go; do sleep 0.1; done; {SmallStack.Mend}; exit 6")));
        await host.KillAllOfAsync(SmallStack.Unit);
        await host.EventuallyAsync(async () => await host.BackendCountAsync() == 1);

        await LoseAsync(host, loss);
        await host.WriteAsync("/run/go", "");
        await host.UntilIncidentsAreOverAsync(1);

        Assert.Equal("failed", Assert.Single(await host.RunsAsync()).Result);
        await host.EventuallyAsync(async () =>
            (await host.StoryAsync()).Any(sentence => sentence.EndsWith("status 6", StringComparison.Ordinal)));
        Assert.Equal(1, await host.BackendCountAsync());
    }

    [SkippableFact]
    public async Task Is_made_up_by_a_sweep_where_no_signal_comes_at_all()
    {
        // Answers pass, signals do not: as if nobody had subscribed.
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared
            .WithQuickRecovery("healthcheck.recovery.verify-timeout = 30s")
            .With("/etc/dbus-1/system.d/zz-deaf.conf", """
                <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
                 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
                <busconfig>
                  <policy context="mandatory">
                    <deny receive_type="signal" receive_sender="org.freedesktop.systemd1"/>
                  </policy>
                </busconfig>

                """));
        await host.KillAllOfAsync(SmallStack.Unit);
        await host.EventuallyAsync(async () => await host.StateOfAsync(SmallStack.Unit) == "failed");
        Assert.Empty(await host.StoryAsync());

        (await host.HealthcheckAsync("sweep")).OrFail();
        await host.UntilIncidentsAreOverAsync(1);

        Assert.Equal("done", Assert.Single(await host.RunsAsync()).Result);
        Assert.Equal(1, await host.BackendCountAsync());
    }

    private static async Task LoseAsync(BootedHost host, string[] loss)
    {
        await host.OutputOfAsync(["systemctl", .. loss]);
        // A systemd that runs itself anew answers systemctl before it is done; the bus does not go away then.
        if (loss[0] != "daemon-reexec")
            await host.EventuallyAsync(async () => (await host.JournalOfAsync(Installed.Unit)).Split(Connected).Length == 3);
        await host.EventuallyAsync(async () => (await host.HealthcheckAsync("sweep")).Succeeded);
    }
}
