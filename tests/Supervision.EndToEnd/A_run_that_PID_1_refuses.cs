using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;

namespace Supervision.EndToEnd;

/// <summary>Nothing ran, so nothing is charged; it is said once, with what mends it.</summary>
public sealed class A_run_that_PID_1_refuses
{
    [SkippableTheory]
    [InlineData("rm /usr/share/polkit-1/rules.d/60-healthcheck.rules && systemctl restart polkit", "60-healthcheck.rules")]
    [InlineData("systemctl mask --now polkit", "Is the package polkitd installed and running")]
    [InlineData("systemctl mask backend-restart.service", "systemctl unmask backend-restart.service")]
    [InlineData("rm $(systemctl show -P FragmentPath backend-restart.service) && systemctl daemon-reload", "systemctl daemon-reload")]
    public async Task Is_not_charged_and_is_told_once_with_the_remedy(string trouble, string remedy)
    {
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared);
        await host.OutputOfAsync("sh", "-c", trouble);

        await host.KillAllOfAsync(SmallStack.Unit);
        var run = await host.RunOverAsync(1);
        (await host.HealthcheckAsync("sweep")).OrFail();
        (await host.HealthcheckAsync("sweep")).OrFail();

        Assert.True(run.Refunded);
        Assert.Single(await host.RunsAsync());
        Assert.Equal(0, await host.BackendCountAsync());
        Assert.Contains("\"left\":3", Blankless((await host.HealthcheckAsync("budget", "--json")).OrFail()), StringComparison.Ordinal);
        var said = Assert.Single(await host.SentencesAsync(), IsRefusal);
        Assert.Contains(remedy, said, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Beyond_its_own_limit_of_twelve_an_hour_is_shown_as_such()
    {
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared);

        var starts = await host.RunAsUserAsync(
            "healthcheck", "sh", "-c", "for start in $(seq 20); do systemctl start backend-restart.service; echo $?; done");

        var succeeded = starts.Output.Split('\n').TakeWhile(exit => exit == "0").Count();
        Assert.Equal(12, succeeded);
        Assert.Equal(12, await host.BackendCountAsync());
        Assert.Contains("Start request repeated too quickly", await host.JournalOfAsync(SmallStack.Run), StringComparison.Ordinal);

        await host.KillAllOfAsync(SmallStack.Unit);
        var run = await host.RunOverAsync(1);

        Assert.Equal(("refused-by-systemd", true), (run.Result, run.Refunded));
        Assert.Equal(12, await host.BackendCountAsync());
        Assert.Contains("StartLimitBurst=", Assert.Single(await host.SentencesAsync(), IsRefusal), StringComparison.Ordinal);
    }

    private static bool IsRefusal(string sentence) =>
        sentence.StartsWith("UYARI: Backend.sh scripti çalıştırılamadı: ", StringComparison.Ordinal);

    private static string Blankless(string json) => json.Replace(" ", "", StringComparison.Ordinal);
}
