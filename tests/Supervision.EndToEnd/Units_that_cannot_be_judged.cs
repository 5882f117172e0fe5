using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;

namespace Supervision.EndToEnd;

/// <summary>An administrator's intent or a mistake in the configuration: reported, and never a reason to run anything.</summary>
public sealed class Units_that_cannot_be_judged
{
    private const string Services = """
        healthcheck.services {
          ghost    { }
          hidden   { }
          spaced   { unit = "beta@a b" }
        }

        """;

    [SkippableFact]
    public async Task Are_unknown_with_the_reason_and_start_nothing()
    {
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared.WithQuickRecovery(Services)
            .With("/etc/systemd/system/hidden.service", "[Service]\nExecStart=/bin/sleep infinity\n")
            .With("/etc/systemd/system/beta@.service", "[Service]\nExecStart=/bin/sleep infinity\n"));
        await host.OutputOfAsync("systemctl", "start", @"beta@a\x20b.service");
        await host.OutputOfAsync("sh", "-c", "rm /etc/systemd/system/hidden.service && systemctl mask hidden.service");

        var seen = (await host.HealthcheckAsync("sweep")).OrFail();

        Assert.Matches("(?m)^ghost +unknown +ghost.service does not exist", seen);
        Assert.Matches("(?m)^hidden +unknown +hidden.service is masked", seen);
        Assert.Matches(@"(?m)^spaced +up +beta@a\\x20b.service is active", seen);

        // What is named right is watched, however it is written.
        await host.OutputOfAsync("systemctl", "kill", "--signal=KILL", @"beta@a\x20b.service");
        await host.UntilLoggedAsync(ServiceLog.DownAndRunFollows("spaced"));
        await host.EventuallyAsync(async () => (await host.RunsAsync()) is [{ Result: "done", Members: "spaced" }, ..]);
    }
}
