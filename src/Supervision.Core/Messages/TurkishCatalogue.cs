using System.Globalization;
using Supervision.Core.Readiness;

namespace Supervision.Core.Messages;

internal sealed class TurkishCatalogue : Catalogue
{
    public override ReadinessWords Readiness => ReadinessWords.Turkish;

    protected override string SweepStarted => "Servis izleme scripti başlatıldı";

    protected override string SweepFinished => "Servis izleme scripti tamamlandı";

    protected override string ServiceUp(string service) => $"{service} servisi çalışıyor.";

    protected override string ServiceDownRunFollows(string service) =>
        $"{service} servisi çalışmıyor! Backend.sh scripti çalıştırılacak.";

    protected override string ServiceDown(string service) => $"{service} servisi çalışmıyor!";

    protected override string ServiceStarting(string service) => $"{service} servisi başlatılıyor.";

    protected override string ServiceStopping(string service) => $"{service} servisi durduruluyor.";

    protected override string ServiceStopped(string service) => $"{service} servisi elle durdurulmuş.";

    protected override string ServiceUnknown(string service, string evidence) => $"{service} servisinin durumu bilinmiyor: {evidence}";

    protected override string RunStarting(int attempt, int runs) =>
        string.Create(CultureInfo.InvariantCulture, $"Backend.sh scripti çalıştırılıyor (Deneme: {attempt}/{runs})...");

    protected override string RunAdopted => "Daha önce başlatılan backend.sh çalıştırması izleniyor.";

    protected override string RestartAdopted => "Daha önce başlatılmış bir yeniden başlatma izleniyor.";

    protected override string RestartNotRecorded(string why) => $"UYARI: Kayıt yazılamadığı için yeniden başlatma yapılmadı: {why}";

    protected override string RunRefused(string why) => $"UYARI: Backend.sh scripti çalıştırılamadı: {why}";

    protected override string RunNotRecorded(string why) => $"UYARI: Kayıt yazılamadığı için backend.sh scripti çalıştırılmadı: {why}";

    protected override string RunObserved => "Yalnızca gözlem (mode = observe): Backend.sh scripti çalıştırılmadı.";

    protected override string RunLeftToScript =>
        "Yalnızca gözlem (service_monitor.sh hala bir crontab'da): Backend.sh scripti çalıştırılmadı.";

    protected override string OldScriptCalled(string jobs, string remedy) =>
        $"UYARI: Bir crontab hala service_monitor.sh scriptini çağırıyor ({jobs}); bu yüzden yalnızca gözlem yapılıyor. Satırları kaldırın "
        + $"({remedy}; ne anlama geldiklerini healthcheck import-crontab gösterir) ve systemctl restart healthcheck çalıştırın ya da "
        + "takeover = on yazın.";

    protected override string OldScriptCalledToo(string jobs) =>
        $"UYARI: Bir crontab hala service_monitor.sh scriptini çağırıyor ({jobs}); takeover = on olduğu için ikisi de müdahale ediyor.";

    protected override string RunWithheld(string why) => $"UYARI: Şimdilik hiçbir servis yeniden başlatılmıyor: {why}";

    protected override string UnitsRestarting(string services, int attempt, int runs) =>
        string.Create(CultureInfo.InvariantCulture, $"Yeniden başlatılıyor: {services} (Deneme: {attempt}/{runs})...");

    protected override string RestartObserved(string services) => $"Yalnızca gözlem (mode = observe): yeniden başlatılmadı: {services}";

    protected override string RestartEndedBadly(string evidence) => $"UYARI: Yeniden başlatma başarısız oldu: {evidence}";

    protected override string StepBudgetSpent(string service) =>
        $"UYARI: {service} servisi için izin verilen yeniden başlatma sayısına ulaşıldı.";

    protected override string ObstacleStale(string evidence) => $"UYARI: Bu artık yeniden başlatmaya engel sayılmıyor: {evidence}";

    protected override string HoldBegun(string service, string until, string reason) =>
        $"{service} servisi {until} tarihine kadar bakımda: {reason}";

    protected override string HoldOnAllBegun(string until, string reason) => $"Tüm servisler {until} tarihine kadar bakımda: {reason}";

    protected override string HoldEnded(string service) => $"{service} servisinin bakımı sona erdi.";

    protected override string HoldOnAllEnded => "Tüm servislerin bakımı sona erdi.";

    protected override string ServiceDegraded(string service, string evidence) => $"{service} servisi sorunlu çalışıyor: {evidence}";

    protected override string ServiceSuspect(string service, string evidence) =>
        $"{service} servisi gerektiği gibi yanıt vermiyor: {evidence}";

    protected override string RunEndedBadly(string evidence) => $"Backend.sh scripti hatayla bitti: {evidence}";

    protected override string ServiceRecovered(string service) => $"{service} servisi başarıyla başlatıldı.";

    protected override string ServiceBack(string service) => $"{service} servisi yeniden çalışıyor.";

    protected override string ServiceStillDown(string service) => $"{service} servisi hala çalışmıyor.";

    protected override string BudgetSpent => "UYARI: Maksimum backend.sh çalıştırma sayısına ulaşıldı.";

    protected override string LinesLost(long count) =>
        string.Create(CultureInfo.InvariantCulture, $"UYARI: Bu günlüğün {count} satırı yazılamadı ve kayboldu.");

    protected override string BudgetFreed(string by) => $"Backend.sh çalıştırma hakkı sıfırlandı ({by}).";

    protected override string Ready(string said) => $"Hazırlık: {said}";
}
