using Supervision.Core.Messages;
using Supervision.Core.Notifications;
using Supervision.Core.Resources;

namespace Supervision.Core.Tests.Resources;

public sealed class ResourceLogWriterTests : IServiceLog
{
    private const double Gibi = 1L << 30;

    private static readonly TimeZoneInfo Turkey = TimeZoneInfo.FindSystemTimeZoneById("Europe/Istanbul");

    private static readonly DateTimeOffset At = new(2026, 11, 23, 5, 0, 0, TimeSpan.Zero);

    private static readonly Reading Var = new(new Metric(MetricKind.Disk, "/var"), 17.28 * Gibi, 20 * Gibi);

    private readonly List<string> _lines = [];

    private ResourceLogWriter Turkish => new(this, ResourceCatalogue.Turkish, Turkey);

    private ResourceLogWriter English => new(this, ResourceCatalogue.English, Turkey);

    void IServiceLog.Append(string line) => _lines.Add(line);

    [Fact]
    public void A_change_is_a_line_of_its_own()
    {
        Turkish.Write(new Notice.ResourceRaised(At, Var, Severity.Warning, 85));
        Turkish.Write(new Notice.ResourceRaised(At, Var with { Value = 19.5 * Gibi }, Severity.Critical, 95));
        Turkish.Write(new Notice.ResourceRunsOut(At, Var, At.AddHours(19)));
        Turkish.Write(new Notice.ResourceCleared(At, Var with { Value = 0.5 * Gibi }));
        English.Write(new Notice.ResourceRunsOut(At, Var, At.AddHours(19)));

        Assert.Equal(
            [
                "Mon Nov 23 08:00:00 +03 2026: UYARI: Disk /var: %86,4 (17,3 GiB / 20,0 GiB), eşik %85,0",
                "Mon Nov 23 08:00:00 +03 2026: KRİTİK: Disk /var: %97,5 (19,5 GiB / 20,0 GiB), eşik %95,0",
                "Mon Nov 23 08:00:00 +03 2026: UYARI: Disk /var: %86,4 (17,3 GiB / 20,0 GiB); böyle giderse 24.11.2026 03:00 civarında tükenecek",
                "Mon Nov 23 08:00:00 +03 2026: Disk /var normale döndü: %2,5 (512,0 MiB / 20,0 GiB)",
                "Mon Nov 23 08:00:00 +03 2026: WARNING: Disk /var: 86.4% (17.3 GiB / 20.0 GiB); if it goes on like this it runs out at about 24.11.2026 03:00",
            ],
            _lines);
    }

    [Fact]
    public void What_happened_has_no_threshold()
    {
        Turkish.Write(new Notice.ResourceRaised(At, new Reading(new Metric(MetricKind.DiskReadOnly, "/"), 1, null), Severity.Critical, 1));
        English.Write(new Notice.ResourceRaised(At, new Reading(new Metric(MetricKind.OomKills), 2, null), Severity.Critical, 1));

        Assert.Equal(
            ["KRİTİK: Dosya sistemi /: salt okunur", "CRITICAL: Processes killed for want of memory: 2"],
            _lines.Select(line => line[(line.IndexOf("2026: ", StringComparison.Ordinal) + 6)..]));
    }

    [Fact]
    public void A_summary_has_the_figures_and_then_what_is_wrong()
    {
        var sample = new Sample(At,
        [
            Var,
            new(new Metric(MetricKind.Disk, "/"), 4 * Gibi, 10 * Gibi),
            new(new Metric(MetricKind.Memory), 6 * Gibi, 8 * Gibi),
            new(new Metric(MetricKind.Cpu), 0.5, 4),
            new(new Metric(MetricKind.Load), 0.42, 4),
            new(new Metric(MetricKind.UnitMemory, "nginx.service"), 12.5 * (1 << 20), null),
            new(new Metric(MetricKind.Uptime), 3.5 * 86400, null),
        ]);

        Turkish.Write(sample, [new Trouble(Var, Severity.Warning, null)], At);

        Assert.Equal(
            [
                "Sistem kaynak kontrolü başlatıldı",
                "CPU: %12,5",
                "Yük: 0,42 (4 çekirdek)",
                "Bellek: %75,0 (6,0 GiB / 8,0 GiB)",
                "Disk /: %40,0 (4,0 GiB / 10,0 GiB)",
                "Disk /var: %86,4 (17,3 GiB / 20,0 GiB)",
                "nginx.service bellek: 12,5 MiB",
                "Çalışma süresi: 3 gün 12 saat",
                "UYARI: Disk /var: %86,4 (17,3 GiB / 20,0 GiB)",
                "Sistem kaynak kontrolü tamamlandı",
                "----------------------------------------",
            ],
            _lines.Select(line => line["Mon Nov 23 08:00:00 +03 2026: ".Length..]));
    }

    [Fact]
    public void A_summary_without_trouble_says_so()
    {
        English.Write(new Sample(At, []), [], At);

        Assert.Equal("All resources are well.", _lines[1]["Mon Nov 23 08:00:00 +03 2026: ".Length..]);
    }

    [Fact]
    public void Every_kind_has_words_in_every_language()
    {
        foreach (var kind in Enum.GetValues<MetricKind>())
        {
            foreach (var catalogue in (ResourceCatalogue[])[ResourceCatalogue.Turkish, ResourceCatalogue.English])
            {
                var reading = new Reading(new Metric(kind, "x"), 1, 2);
                Assert.NotEmpty(catalogue.Name(reading.Metric));
                Assert.NotEmpty(catalogue.Figure(reading));
                Assert.NotEmpty(catalogue.Threshold(kind, 1));
            }
        }
    }
}
