using Supervision.Core.Messages;
using Supervision.Core.Readiness;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Messages;

public sealed class CatalogueTests
{
    private static readonly ServiceName Celery = new("celery");

    // The sentences that operators know from the script and grep for, then ours.
    private static readonly (Announcement Announcement, string Turkish, string English)[] Sentences =
    [
        (new Announcement.SweepStarted(), "Servis izleme scripti başlatıldı", "Service monitoring script started"),
        (new Announcement.SweepFinished(), "Servis izleme scripti tamamlandı", "Service monitoring script finished"),
        (new Announcement.SweepSeparator(), "----------------------------------------", "----------------------------------------"),
        (new Announcement.ServiceUp(Celery), "celery servisi çalışıyor.", "celery service is running."),
        (new Announcement.ServiceDown(Celery, RunFollows: true),
            "celery servisi çalışmıyor! Backend.sh scripti çalıştırılacak.", "celery service is not running! Backend.sh will be run."),
        (new Announcement.ServiceDown(Celery, RunFollows: false), "celery servisi çalışmıyor!", "celery service is not running!"),
        (new Announcement.ServiceStarting(Celery), "celery servisi başlatılıyor.", "celery service is starting."),
        (new Announcement.ServiceStopping(Celery), "celery servisi durduruluyor.", "celery service is stopping."),
        (new Announcement.ServiceStopped(Celery), "celery servisi elle durdurulmuş.", "celery service was stopped by hand."),
        (new Announcement.ServiceUnknown(Celery, "no bus"), "celery servisinin durumu bilinmiyor: no bus", "celery service's state is unknown: no bus"),
        (new Announcement.RunStarting(1, 3), "Backend.sh scripti çalıştırılıyor (Deneme: 1/3)...", "Running backend.sh (attempt: 1/3)..."),
        (new Announcement.RunAdopted(),
            "Daha önce başlatılan backend.sh çalıştırması izleniyor.", "A run of backend.sh that was begun earlier is being followed."),
        (new Announcement.RunRefused("no"), "UYARI: Backend.sh scripti çalıştırılamadı: no", "WARNING: Backend.sh could not be run: no"),
        (new Announcement.RestartAdopted(),
            "Daha önce başlatılmış bir yeniden başlatma izleniyor.", "A restart that was begun earlier is being followed."),
        (new Announcement.RestartNotRecorded("disk full"),
            "UYARI: Kayıt yazılamadığı için yeniden başlatma yapılmadı: disk full",
            "WARNING: Nothing was restarted, because that could not be recorded: disk full"),
        (new Announcement.RunNotRecorded("disk full"),
            "UYARI: Kayıt yazılamadığı için backend.sh scripti çalıştırılmadı: disk full",
            "WARNING: Backend.sh was not run, because that could not be recorded: disk full"),
        (new Announcement.RunObserved(),
            "Yalnızca gözlem (mode = observe): Backend.sh scripti çalıştırılmadı.", "Observation only (mode = observe): backend.sh was not run."),
        (new Announcement.RunLeftToScript(),
            "Yalnızca gözlem (service_monitor.sh hala bir crontab'da): Backend.sh scripti çalıştırılmadı.",
            "Observation only (service_monitor.sh is still in a crontab): backend.sh was not run."),
        (new Announcement.OldScriptCalled([new("/var/spool/cron/crontabs/www-data", 2), new("/etc/crontab", 7)], Takeover: false),
            "UYARI: Bir crontab hala service_monitor.sh scriptini çağırıyor (/var/spool/cron/crontabs/www-data:2, /etc/crontab:7); bu yüzden "
            + "yalnızca gözlem yapılıyor. Satırları kaldırın (crontab -u www-data -e; ne anlama geldiklerini healthcheck import-crontab gösterir) "
            + "ve systemctl restart healthcheck çalıştırın ya da takeover = on yazın.",
            "WARNING: A crontab still calls service_monitor.sh (/var/spool/cron/crontabs/www-data:2, /etc/crontab:7), so this is observation only. "
            + "Take the lines out (crontab -u www-data -e; healthcheck import-crontab shows what they mean) and run systemctl restart "
            + "healthcheck, or set takeover = on."),
        (new Announcement.OldScriptCalled([new("/etc/crontab", 7)], Takeover: true),
            "UYARI: Bir crontab hala service_monitor.sh scriptini çağırıyor (/etc/crontab:7); takeover = on olduğu için ikisi de müdahale ediyor.",
            "WARNING: A crontab still calls service_monitor.sh (/etc/crontab:7); with takeover = on both act."),
        (new Announcement.RunWithheld("on hold"),
            "UYARI: Şimdilik hiçbir servis yeniden başlatılmıyor: on hold", "WARNING: Nothing is restarted for now: on hold"),
        (new Announcement.UnitsRestarting([Celery, new("nginx")], 1, 3),
            "Yeniden başlatılıyor: celery, nginx (Deneme: 1/3)...", "Restarting celery, nginx (attempt: 1/3)..."),
        (new Announcement.RestartObserved([Celery]),
            "Yalnızca gözlem (mode = observe): yeniden başlatılmadı: celery", "Observation only (mode = observe): celery was not restarted."),
        (new Announcement.RestartEndedBadly("no"), "UYARI: Yeniden başlatma başarısız oldu: no", "WARNING: The restart failed: no"),
        (new Announcement.StepBudgetSpent(Celery),
            "UYARI: celery servisi için izin verilen yeniden başlatma sayısına ulaşıldı.",
            "WARNING: celery has been restarted as often as it may be."),
        (new Announcement.ObstacleStale("/run/deploy"),
            "UYARI: Bu artık yeniden başlatmaya engel sayılmıyor: /run/deploy",
            "WARNING: This no longer keeps anything from being restarted: /run/deploy"),
        (new Announcement.HoldBegun(Celery, new DateTimeOffset(2026, 11, 23, 8, 30, 0, TimeSpan.FromHours(3)), "ığüşöç İ"),
            "celery servisi 23.11.2026 08:30 tarihine kadar bakımda: ığüşöç İ", "celery is on hold until 23.11.2026 08:30: ığüşöç İ"),
        (new Announcement.HoldBegun(null, new DateTimeOffset(2026, 11, 23, 8, 30, 0, TimeSpan.FromHours(3)), "deploy"),
            "Tüm servisler 23.11.2026 08:30 tarihine kadar bakımda: deploy", "All services are on hold until 23.11.2026 08:30: deploy"),
        (new Announcement.HoldEnded(Celery), "celery servisinin bakımı sona erdi.", "The hold on celery is over."),
        (new Announcement.HoldEnded(null), "Tüm servislerin bakımı sona erdi.", "The hold on all services is over."),
        (new Announcement.ServiceDegraded(Celery, "slow"), "celery servisi sorunlu çalışıyor: slow", "celery service is running with a problem: slow"),
        (new Announcement.ServiceSuspect(Celery, "502"),
            "celery servisi gerektiği gibi yanıt vermiyor: 502", "celery service does not answer as it should: 502"),
        (new Announcement.RunEndedBadly("exit 3"), "Backend.sh scripti hatayla bitti: exit 3", "Backend.sh ended with an error: exit 3"),
        (new Announcement.ServiceRecovered(Celery), "celery servisi başarıyla başlatıldı.", "celery service was started successfully."),
        (new Announcement.ServiceBack(Celery), "celery servisi yeniden çalışıyor.", "celery service is running again."),
        (new Announcement.ServiceStillDown(Celery), "celery servisi hala çalışmıyor.", "celery service is still not running."),
        (new Announcement.BudgetSpent(),
            "UYARI: Maksimum backend.sh çalıştırma sayısına ulaşıldı.", "WARNING: The maximum number of backend.sh runs has been reached."),
        (new Announcement.LinesLost(7),
            "UYARI: Bu günlüğün 7 satırı yazılamadı ve kayboldu.", "WARNING: 7 lines of this log could not be written and are lost."),
        (new Announcement.BudgetFreed("root"), "Backend.sh çalıştırma hakkı sıfırlandı (root).", "The budget of backend.sh runs was reset (root)."),
        (new Announcement.ReadinessGiven(new HostReadiness(6, 6, 3, 3, [])),
            "Hazırlık: YEŞİL — çalışan servis: 6/6, kalan backend.sh hakkı: 3/3", "Readiness: GREEN — services up: 6/6, backend.sh runs left: 3/3"),
        (new Announcement.ReadinessFound(new ReadinessFinding.ServiceNotUp(Celery, Verdict.Down, "celery.service is failed")),
            "Hazırlık: celery servisi çalışmıyor: celery.service is failed", "Readiness: celery service is not running: celery.service is failed"),
    ];

    [Fact]
    public void Every_announcement_has_its_row_here() =>
        Assert.Equal(
            typeof(Announcement).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Announcement))).OrderBy(type => type.Name, StringComparer.Ordinal),
            Sentences.Select(row => row.Announcement.GetType()).Distinct().OrderBy(type => type.Name, StringComparer.Ordinal));

    [Fact]
    public void Every_announcement_is_said_in_Turkish_with_the_words_of_the_script() =>
        Assert.Equal(Sentences.Select(row => row.Turkish), Sentences.Select(row => Catalogue.Turkish.Say(row.Announcement)));

    [Fact]
    public void Every_announcement_is_said_in_English() =>
        Assert.Equal(Sentences.Select(row => row.English), Sentences.Select(row => Catalogue.English.Say(row.Announcement)));

    [Fact]
    public void No_two_announcements_sound_alike()
    {
        Assert.Distinct(Sentences.Select(row => Catalogue.Turkish.Say(row.Announcement)));
        Assert.Distinct(Sentences.Select(row => Catalogue.English.Say(row.Announcement)));
    }

    [Fact]
    public void Only_the_separator_is_the_same_in_both_languages() =>
        Assert.Equal(
            [new Announcement.SweepSeparator()],
            Sentences.Select(row => row.Announcement).Where(it => Catalogue.Turkish.Say(it) == Catalogue.English.Say(it)));

    [Theory]
    [InlineData(Language.Turkish)]
    [InlineData(Language.English)]
    public void Each_language_has_its_catalogue(Language language)
    {
        var expected = language == Language.Turkish ? Catalogue.Turkish : Catalogue.English;
        Assert.Same(expected, Catalogue.For(language));
    }
}
