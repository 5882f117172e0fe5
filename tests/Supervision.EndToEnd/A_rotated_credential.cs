using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;

namespace Supervision.EndToEnd;

/// <summary>Passwords and certificates are replaced while the daemon runs.</summary>
public sealed class A_rotated_credential
{
    [SkippableFact]
    public async Task Of_systemds_holds_from_the_next_start_and_a_certificate_from_the_next_message()
    {
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared.WithMail());
        await DeliversAsync(host, arrived: 1);

        // The server makes itself another one at its next start; the daemon is told nothing of it.
        await host.OutputOfAsync("sh", "-c", "cd /var/lib/mailbox && sha256sum cert.pem >/root/before && rm cert.pem key.pem");
        await host.OutputOfAsync("systemctl", "restart", MailServer.Unit);
        Assert.False((await host.RunAsync("sh", "-c", "cd /var/lib/mailbox && sha256sum --check /root/before")).Succeeded);
        await DeliversAsync(host, arrived: 2);

        // PID 1 hands a credential over at the start, and that copy stays what it is: neither the file nor a reload changes it.
        await host.WriteAsync("/etc/mailbox-password", "daha da gizli 456\n");
        (await host.RunAsync("systemctl", "reload", Installed.Unit)).OrFail();
        var refused = await host.HealthcheckAsync("test-notification", "mail");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("the login as healthcheck was refused", refused.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("gizli", refused.Output + refused.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await host.MailsAsync()).Count);

        await host.OutputOfAsync("systemctl", "restart", Installed.Unit);
        (await host.HealthcheckAsync("test-notification", "mail")).OrFail();
        Assert.DoesNotContain("gizli", await host.JournalOfAsync(Installed.Unit), StringComparison.Ordinal);
    }

    private static async Task DeliversAsync(BootedHost host, int arrived)
    {
        (await host.HealthcheckAsync("test-notification", "mail")).OrFail();
        Assert.Equal(arrived, (await host.MailsAsync()).Count);
    }
}
