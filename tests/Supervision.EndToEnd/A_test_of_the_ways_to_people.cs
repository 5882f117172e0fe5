using System.Text.Json;
using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;

namespace Supervision.EndToEnd;

/// <summary><c>healthcheck test-notification</c> as a person uses it on a new host.</summary>
public sealed class A_test_of_the_ways_to_people
{
    [SkippableFact]
    public async Task Goes_the_real_way_and_tells_each_hop()
    {
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared.WithMail());

        var told = (await host.HealthcheckAsync("test-notification")).OrFail();
        Assert.Matches(@"^test ([0-9a-f]{8}): accepted by the daemon\nmail: stored in the outbox\nmail: handed to the channel \(email\)\nmail: delivered: ", told);
        var mail = Assert.Single(await host.MailsAsync());
        Assert.Contains(told[5..13], mail.Subject, StringComparison.Ordinal);

        var unknown = await host.HealthcheckAsync("test-notification", "pigeon");
        Assert.Equal((64, "healthcheck: pigeon is no channel here; there are mail"), (unknown.ExitCode, unknown.Error));

        await host.StopAsync(MailServer.Unit);
        var refused = await host.HealthcheckAsync("test-notification", "mail", "--json");
        Assert.Equal(1, refused.ExitCode);
        var hops = JsonDocument.Parse(refused.Output).RootElement.GetProperty("channels")[0].GetProperty("hops").EnumerateArray();
        Assert.Equal("later", hops.Last().GetProperty("hop").GetString());

        Assert.DoesNotContain("gizli", await host.JournalOfAsync(Installed.Unit), StringComparison.Ordinal);
        await host.StopAsync(Installed.Unit);
        Assert.Equal(4, (await host.HealthcheckAsync("test-notification")).ExitCode);
    }
}
