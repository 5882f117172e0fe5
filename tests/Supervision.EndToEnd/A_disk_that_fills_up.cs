using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;

namespace Supervision.EndToEnd;

/// <summary>A file system that fills up is announced before it is full, and people hear of each step once, and of the end.</summary>
public sealed class A_disk_that_fills_up
{
    private const string Settings = """
        healthcheck.resources {
          every = 1s, course = 1m
          disk   { warning = 60%, critical = 80%, full-in = 1h }
          inodes { warning = "", critical = "", full-in = "" }
        }

        """;

    // A loop device where the host has them, and otherwise memory with the same bound.
    private const string Disk = """
        [Unit]
        Before=healthcheck.service
        [Service]
        Type=oneshot
        RemainAfterExit=yes
        ExecStart=/bin/sh -c 'mkdir -p /srv/full && truncate -s 64M /var/full.img && mkfs.ext4 -q -m 0 /var/full.img && mount -o loop /var/full.img /srv/full || mount -t tmpfs -o size=64m full /srv/full'
        [Install]
        WantedBy=multi-user.target

        """;

    [SkippableFact]
    public async Task Is_told_as_running_out_as_a_warning_as_critical_and_as_well_again_once_each()
    {
        await using var host = await Installed.OnBareHostAsync(SmallStack.Prepared
            .WithQuickRecovery()
            .WithMail()
            .With("/etc/systemd/system/full.service", Disk)
            .With("/etc/healthcheck/conf.d/80-disk.conf", Settings)
            .Enabling("full.service"));

        // A little more each second, so that a line can be drawn; then a jump over each threshold.
        await host.OutputOfAsync("systemd-run", "--unit=filler", "sh", "-c",
            "for piece in $(seq 120); do head -c 256K /dev/zero >>/srv/full/slow; sync; sleep 1; done");
        await UntilToldAsync(host, "sınıra ulaşacak");
        await host.OutputOfAsync("sh", "-c", "systemctl stop filler; head -c $((42 * 1024 * 1024 - $(stat --format=%s /srv/full/slow))) /dev/zero >/srv/full/much; sync");
        await UntilToldAsync(host, "uyarı eşiğini aştı");
        await host.OutputOfAsync("sh", "-c", "head -c 14M /dev/zero >/srv/full/more; sync");
        await UntilToldAsync(host, "kritik eşiği aştı");
        await host.OutputOfAsync("sh", "-c", "rm /srv/full/slow /srv/full/much /srv/full/more; sync");
        await UntilToldAsync(host, "normale döndü");

        (await host.HealthcheckAsync("test-notification", "mail")).OrFail();
        Assert.Collection(
            await ToldAsync(host),
            subject => Assert.Matches(@"^\[UYARI\] \S+: .*/srv/full.* sınıra ulaşacak$", subject),
            subject => Assert.Matches(@"^\[UYARI\] \S+: .*/srv/full.* uyarı eşiğini aştı$", subject),
            subject => Assert.Matches(@"^\[KRİTİK\] \S+: .*/srv/full.* kritik eşiği aştı$", subject),
            subject => Assert.Matches(@"^\[DÜZELDİ\] \S+: .*/srv/full.* normale döndü$", subject));
    }

    private static Task UntilToldAsync(BootedHost host, string words) => host.EventuallyAsync(
        async () => (await ToldAsync(host)).Any(subject => subject.EndsWith(words, StringComparison.Ordinal)),
        TimeSpan.FromMinutes(2),
        $"a mail with '{words}'");

    // The disk of this machine is another's, and fills up as it likes.
    private static async Task<IReadOnlyList<string>> ToldAsync(BootedHost host) =>
        [.. (await host.MailsAsync()).Select(mail => mail.Subject).Where(subject => subject.Contains("/srv/full", StringComparison.Ordinal))];
}
