using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>A later package over this one, and this one over what a later one has left.</summary>
public sealed class An_upgrade
{
    private const string Configuration = "/etc/healthcheck/healthcheck.conf";

    // A version of the day after tomorrow, whose authors have changed the configuration that they ship. Quick to pack, and not small.
    private const string MakeLater = """
        dpkg-deb --raw-extract /root/*.deb /root/later
        sed -i 's/^Version: .*/Version: 99.0.0/' /root/later/DEBIAN/control
        echo '# of the later version' >>/root/later/etc/healthcheck/healthcheck.conf
        dpkg-deb --root-owner-group -Znone --build /root/later /root/later.deb
        """;

    [SkippableFact]
    public async Task In_the_middle_of_a_run_keeps_the_run_the_state_and_what_the_operator_wrote()
    {
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared
            .WithQuickRecovery()
            .With(Deployment.BackendScript, SmallStack.Script($"until [[ -e /run/backend-go ]]; do sleep 0.1; done\n{SmallStack.Mend}")));
        await host.OutputOfAsync("sh", "-ec", MakeLater);
        await host.OutputOfAsync("sh", "-c", $"echo '# of the operator' >>{Configuration}");
        await host.KillAllOfAsync(SmallStack.Unit);
        await host.EventuallyAsync(async () => await host.BackendCountAsync() == 1);

        // Asked by nobody who could answer, dpkg does not decide for the operator.
        Assert.Contains("conffile", (await host.RunAsync("dpkg", "--install", "/root/later.deb")).Error, StringComparison.Ordinal);
        await host.OutputOfAsync("dpkg", "--force-confold", "--configure", "healthcheck");

        Assert.Equal("99.0.0", await host.OutputOfAsync("dpkg-query", "--show", "--showformat=${Version}", "healthcheck"));
        Assert.EndsWith("# of the operator", await host.ReadAsync(Configuration), StringComparison.Ordinal);
        Assert.Equal("active", await host.StateOfAsync(Installed.Unit));
        Assert.Equal("activating", await host.StateOfAsync(SmallStack.Run));
        await host.WriteAsync("/run/backend-go", "");
        await host.UntilIncidentsAreOverAsync(1);
        Assert.Equal("done", Assert.Single(await host.RunsAsync()).Result);
        Assert.Equal(1, await host.BackendCountAsync());
        Assert.StartsWith("1 of 3 runs used", (await host.HealthcheckAsync("budget")).OrFail(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Taken_back_sets_the_state_of_the_later_version_aside_and_goes_on()
    {
        var package = await ShippedPackage.PathAsync();
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared.WithQuickRecovery());
        await host.OutputOfAsync("sh", "-ec", MakeLater);
        await host.OutputOfAsync("dpkg", "--install", "/root/later.deb");
        // As a later version would leave it.
        await host.StopAsync(Installed.Unit);
        await host.OutputOfAsync("sqlite3", "/var/lib/healthcheck/healthcheck.db", "pragma user_version = 99");

        await host.OutputOfAsync("dpkg", "--force-confnew", "--install", "/root/" + Path.GetFileName(package));

        Assert.Equal("active", await host.StateOfAsync(Installed.Unit));
        Assert.Equal("1", await host.OutputOfAsync("sh", "-c", "ls /var/lib/healthcheck/healthcheck.db.version-99-* | grep -c 'Z$'"));
        Assert.Contains(await host.SaidAsync("warning"), line => line.Contains("version 99", StringComparison.Ordinal));
        // Nobody here knows what was charged: nothing is run until a person frees it, or a window has passed.
        await host.KillAllOfAsync(SmallStack.Unit);
        await host.UntilLoggedAsync(ServiceLog.BudgetSpent);
        Assert.Equal(0, await host.BackendCountAsync());
        (await host.HealthcheckAsync("budget", "reset")).OrFail();
        await host.UntilIncidentsAreOverAsync(1);
        Assert.Equal(1, await host.BackendCountAsync());
    }
}
