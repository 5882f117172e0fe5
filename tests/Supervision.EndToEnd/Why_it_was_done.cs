using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;

namespace Supervision.EndToEnd;

/// <summary>What a person at three in the morning reads.</summary>
public sealed class Why_it_was_done
{
    [SkippableFact]
    public async Task After_an_outage_evidence_rule_and_budget_are_told_and_the_log_of_the_service_too()
    {
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared.WithQuickRecovery());
        await host.KillAllOfAsync(SmallStack.Unit);
        await host.UntilIncidentsAreOverAsync(1);

        var why = (await host.HealthcheckAsync("why")).OrFail();
        Assert.StartsWith("incident 1  ", why, StringComparison.Ordinal);
        Assert.Contains("    seen    alpha.service is failed (signal)", why, StringComparison.Ordinal);
        Assert.Matches(@"\n    rule    healthcheck\.\S+ = .*  \(\S+:\d+\)\n", why);
        Assert.Matches(@"\n    budget  0 -> 1 of 3 runs used\n", why);
        Assert.Equal(why, (await host.HealthcheckAsync("why", "incident-1")).OrFail());

        var incidents = (await host.HealthcheckAsync("incidents", "--since", "1h")).OrFail();
        Assert.Matches(@"^incident 1  .*  alpha  over after \d+s: ", incidents);
        Assert.Contains(" by backend (backend-restart.service): done after ", incidents, StringComparison.Ordinal);

        var log = (await host.HealthcheckAsync("logs", "alpha")).OrFail();
        Assert.All(log.Split('\n'), line => Assert.Contains("alpha", line, StringComparison.Ordinal));
        Assert.EndsWith(ServiceLog.Recovered("alpha"), log, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_log_is_for_adm_and_its_place_is_named_to_others()
    {
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared);
        await host.OutputOfAsync("useradd", "--groups", "adm", "mehmet");

        (await host.RunAsUserAsync("mehmet", "healthcheck", "logs")).OrFail();

        var refused = await host.RunAsUserAsync("www-data", "healthcheck", "logs");
        Assert.Equal((77, ""), (refused.ExitCode, refused.Output));
        Assert.Equal($"healthcheck: {ServiceLog.File} is closed to this user; be root, or a member of the group adm", refused.Error);
    }
}
