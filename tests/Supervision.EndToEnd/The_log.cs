using System.Text.Json;
using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>What happens to the log from outside, while the daemon writes it.</summary>
public sealed class The_log
{
    private const string Followed = "/root/followed";

    // A sweep over the four services of a bare host that are not there has these lines around theirs, and one for each.
    private const int Around = 3;

    /// <summary>A host whose services are all unknown, so that every sweep says the same, with <paramref name="more"/> of them; every
    /// sweep is the test's doing.</summary>
    private static Preparation Services(string more) => Preparation.Bare.WithQuickRecovery().With(
        "/etc/healthcheck/conf.d/55-services.conf",
        $$"""
        healthcheck.services {
          postgresql.enabled = false, nginx.enabled = false
          gunicorn.depends-on = [], daphne.depends-on = []
          {{more}}
        }

        """);

    [SkippableTheory]
    [InlineData("logrotate --force /etc/logrotate.d/healthcheck")]
    [InlineData("logrotate --force /root/copytruncate")]
    public async Task Is_followed_at_its_old_place_without_a_gap_while_it_is_rotated(string rotate)
    {
        const int Rotations = 4;
        await using var host = await Installed.OnBareHostAsync(Services("").With($"{OldService.Logs}/.keep", ""));
        await host.OutputOfAsync("sh", "-c", "sed 's/create .*/copytruncate/' /etc/logrotate.d/healthcheck >/root/copytruncate");
        // --retry and --follow=name, as `tail -F` has it; from the first line on.
        await host.OutputOfAsync("systemd-run", "--quiet", "--unit=follower", $"--property=StandardOutput=file:{Followed}", "tail", "-n", "+1", "-F", OldService.Log);

        var sweeps = await host.RotateWhileSweepingAsync(rotate, Rotations, sweepsAtLeast: 60);
        var sentences = await host.SentencesAsync();
        var expected = Enumerable.Repeat(sentences.Take(4 + Around), sweeps + 1).SelectMany(sweep => sweep).ToList();
        Assert.Equal(expected, sentences);
        Assert.Equal($"{Rotations}", await host.OutputOfAsync("sh", "-c", $"ls {ServiceLog.File}.* | wc --lines"));
        // A line that is written nowhere else; what tail printed before it, it found at the old place.
        await host.OutputOfAsync("healthcheck", "budget", "reset");
        await host.EventuallyAsync(async () => (await host.ReadAsync(Followed)).Contains("hakkı sıfırlandı", StringComparison.Ordinal));
        Assert.DoesNotContain('\0', await host.ReadAsync(Followed));
    }

    [SkippableFact]
    public async Task Is_begun_anew_when_it_was_deleted()
    {
        await using var host = await Installed.OnBareHostAsync(Services(""));
        var sweep = await host.SentencesAsync();

        await host.OutputOfAsync("rm", ServiceLog.File);
        await host.OutputOfAsync("healthcheck", "sweep");

        Assert.Equal(sweep, await host.SentencesAsync());
        Assert.Equal("healthcheck adm 640", await host.OutputOfAsync("stat", "--format=%U %G %a", ServiceLog.File));
    }

    [SkippableFact]
    public async Task Is_not_forged_by_a_name_that_holds_a_line()
    {
        // A whole line of the log, a priority of the journal's, a colour, a turned reading direction. A NUL does not pass the configuration.
        const string Name = @"ngi\nMon Nov 23 07:30:00 +03 2026: nginx servisi çalışıyor.\n<0>panic\u001b[31m\u202e\rx";
        await using var host = await Installed.OnBareHostAsync(
            Services($"\"{Name}\" {{ }}"));
        const string Written = @"ngi\u000aMon Nov 23 07:30:00 +03 2026: nginx servisi çalışıyor.\u000a<0>panic\u001b[31m\u202e\u000dx servisinin durumu bilinmiyor: ";

        Assert.Equal(5 + Around, (await host.SentencesAsync()).Count);
        Assert.Contains(await host.SentencesAsync(), sentence => sentence.StartsWith(Written, StringComparison.Ordinal));
        Assert.DoesNotContain(ServiceLog.Up("nginx"), await host.SentencesAsync());

        var entries = (await host.OutputOfAsync("journalctl", "--unit", Installed.Unit, "--identifier=healthcheck", "--output=json", "--all")).Split('\n')
            .Select(entry => JsonDocument.Parse(entry).RootElement)
            .Select(entry => (Message: entry.GetProperty("MESSAGE").GetString()!, Priority: entry.GetProperty("PRIORITY").GetString()!)).ToList();
        Assert.Contains(entries, entry => entry.Message.StartsWith(Written, StringComparison.Ordinal));
        Assert.DoesNotContain(entries, entry => entry.Priority is "0" or "1" or "2" or "3" || entry.Message.StartsWith("panic", StringComparison.Ordinal));
        Assert.DoesNotContain(ServiceLog.Up("nginx"), entries.Select(entry => entry.Message));

        foreach (var verb in new[] { "status", "sweep", "check" })
        {
            var printed = (await host.HealthcheckAsync(verb)).Output;
            Assert.Contains(@"ngi\u000aMon", printed, StringComparison.Ordinal);
            Assert.DoesNotContain(printed, letter => letter != '\n' && (char.IsControl(letter) || letter == '\u202e'));
        }
    }

    [SkippableFact]
    public async Task That_finds_no_room_stops_neither_supervision_nor_the_journal()
    {
        const int Sweeps = 20;
        await using var host = await Installed.OnDeploymentAsync(Deployment.Prepared.WithQuickRecovery());
        await host.OutputOfAsync("sh", "-ec", """
            systemctl stop healthcheck
            mount -t tmpfs -o size=64k none /var/log/healthcheck
            systemd-tmpfiles --create healthcheck.conf
            systemctl start healthcheck
            dd if=/dev/zero of=/var/log/healthcheck/ballast bs=4k status=none || true
            """);

        await host.KillAllOfAsync("celery.service");
        await host.UntilIncidentsAreOverAsync(1);
        await host.EventuallyAsync(host.IsWholeAsync);
        // The last page of the log takes some more lines; these are enough to fill it.
        await host.OutputOfAsync("sh", "-ec", $"for sweep in $(seq {Sweeps}); do healthcheck sweep; done");

        await host.EventuallyAsync(async () => (await host.SaidAsync("info")).Count(line => line == ServiceLog.SweepFinished) >= 2 + Sweeps);
        Assert.Equal(
            [$"service_monitor.log cannot be written; supervision goes on: {ServiceLog.File}: No space left on device"],
            (await host.SaidAsync("err")).Where(line => line.Length > 0));
        var said = (await host.SaidAsync("info")).ToList();
        Assert.Contains(ServiceLog.Recovered("celery"), said);
        Assert.Equal(2 + Sweeps, said.Count(line => line == ServiceLog.SweepFinished));

        // What waited comes when there is room again.
        await host.OutputOfAsync("rm", "/var/log/healthcheck/ballast");
        await host.OutputOfAsync("healthcheck", "sweep");
        await host.EventuallyAsync(async () => (await host.ReadAsync(ServiceLog.File)).Contains(ServiceLog.Recovered("celery"), StringComparison.Ordinal));
        var ends = (await host.ReadAsync(ServiceLog.File)).Split('\n').Count(line => line.EndsWith(ServiceLog.SweepFinished, StringComparison.Ordinal));
        // The line that the full disk cut off is written again, and may have lacked its end of line alone.
        Assert.InRange(ends, 2 + Sweeps, 3 + Sweeps);
    }
}
