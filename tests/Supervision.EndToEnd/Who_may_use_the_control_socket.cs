using System.Globalization;
using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;

namespace Supervision.EndToEnd;

/// <summary>root and the members of the group <c>healthcheck</c>, by the kernel's word and not by the modes of files.</summary>
public sealed class Who_may_use_the_control_socket
{
    private const string Socket = "/run/healthcheck/control.sock";
    private const string Strangers = "the control socket is for root and the members of the group healthcheck";
    private const string Closed = $"healthcheck: {Socket} is closed to this user; be root, or a member of the group healthcheck";

    [SkippableFact]
    public async Task A_stranger_is_refused_even_where_the_modes_are_wrong_and_a_member_is_let_in_and_named()
    {
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared);
        await host.OutputOfAsync("useradd", "--groups", "healthcheck", "ayse");
        await host.OutputOfAsync("useradd", "mehmet");
        await host.OutputOfAsync("chmod", "0777", "/run/healthcheck", Socket);

        foreach (var stranger in new[] { "www-data", "nobody", "mehmet" })
        {
            var refused = await host.RunAsUserAsync(stranger, "healthcheck", "budget", "reset");
            Assert.Equal((77, "", Closed), (refused.ExitCode, refused.Output, refused.Error));
            var raw = await host.RunAsUserAsync(
                stranger, "curl", "--silent", "--show-error", "--write-out", "%{http_code}", "--unix-socket", Socket, "--request", "POST",
                "http://x/v1/budget/reset");
            Assert.EndsWith("403", raw.Output, StringComparison.Ordinal);
            Assert.Contains(Strangers, raw.Output, StringComparison.Ordinal);

            // Who may not act may not look either.
            var seen = await host.RunAsUserAsync(
                stranger, "curl", "--silent", "--show-error", "--write-out", "%{http_code}", "--unix-socket", Socket, "http://x/v1/status");
            Assert.EndsWith("403", seen.Output, StringComparison.Ordinal);
            Assert.Contains(Strangers, seen.Output, StringComparison.Ordinal);
        }

        // By the supplementary group alone: the effective one is her own.
        (await host.RunAsUserAsync("ayse", "healthcheck", "budget", "reset")).OrFail();
        Assert.Contains("a member of the group healthcheck, process ", await ReasonOfLatestAsync(host, 1), StringComparison.Ordinal);

        // As a login puts people; and sudo takes nobody out of their login.
        var number = (await host.OutputOfAsync("id", "--user", "ayse")).Trim();
        string[] login = ["systemd-run", "--quiet", "--pipe", "--wait", $"--slice=user-{number}.slice"];
        await host.OutputOfAsync([.. login, "--uid=ayse", "healthcheck", "budget", "reset"]);
        Assert.Contains($"ayse, uid {number}", await ReasonOfLatestAsync(host, 2), StringComparison.Ordinal);
        await host.OutputOfAsync([.. login, "healthcheck", "budget", "reset"]);
        Assert.Contains("root, uid 0, login of ayse", await ReasonOfLatestAsync(host, 3), StringComparison.Ordinal);

        // Strangers left nothing behind.
        Assert.Equal(3, (await host.StoryAsync()).Count(sentence => sentence.Contains("sıfırlandı", StringComparison.Ordinal)));
    }

    private static async Task<string> ReasonOfLatestAsync(BootedHost host, int resets)
    {
        const string Database = "/var/lib/healthcheck/healthcheck.db";
        await host.EventuallyAsync(async () =>
            await host.OutputOfAsync("sqlite3", Database, "select count(*) from budget_resets") == resets.ToString(CultureInfo.InvariantCulture));
        return await host.OutputOfAsync("sqlite3", Database, "select \"by\" from budget_resets order by rowid desc limit 1");
    }
}
