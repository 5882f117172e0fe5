using System.Globalization;
using Supervision.Core.Resources;

namespace Supervision.Core.Notifications.Texts;

internal sealed class TurkishPhrases : Phrases
{
    public override string Tag => "tr";

    public override string Word(Severity severity, string ofEvent) => (severity, ofEvent) switch
    {
        (_, NoticeFacts.Test) => "DENEME",
        (Severity.Critical, _) => "KRİTİK",
        (Severity.Warning, _) => "UYARI",
        _ when NoticeFacts.IsEnd(ofEvent) => "DÜZELDİ",
        _ => "BİLGİ",
    };

    public override string StillSo(string headline) => $"Hâlâ sürüyor: {headline}";

    protected override Labels LabelOf { get; } = new(
        Host: "Sunucu",
        Time: "Zaman",
        Since: "Başlangıç",
        Evidence: "Neden",
        Consequences: "Bu yüzden etkilenenler",
        Members: "Etkilenen servisler",
        Next: "Sıradaki adım",
        Left: "Kalan çalıştırma hakkı",
        Look: "Ayrıntı için",
        Lasted: "Süre",
        How: "Nasıl",
        Value: "Değer",
        Threshold: "Eşik",
        By: "Başlatan");

    protected override string TimeFormat => "dd.MM.yyyy HH:mm";

    protected override char Comma => ',';

    protected override string DaemonRestarted => "healthcheck beklenmedik biçimde kapandıktan sonra yeniden başladı";

    protected override string BackendRuns => "backend.sh çalıştırılıyor.";

    protected override string UnitsRestart => "Servis yeniden başlatılıyor.";

    protected override string OnlyAPerson => "Otomatik müdahale yapılmayacak; bir kişinin bakması gerekiyor.";

    protected override string ByItself => "Yeniden başlatma gerekmeden düzeldi.";

    protected override string Everything => "tüm servisler";

    protected override string Down(string service) => $"{service} servisi çalışmıyor";

    protected override string Changed(string service) => $"Kesintinin kapsamı değişti; kök neden: {service}";

    protected override string RunFailed(string service) => $"Yeniden başlatma sonuç vermedi, {service} servisi hâlâ çalışmıyor";

    protected override string GaveUp(string service) => $"{service} servisi için otomatik kurtarma durdu";

    protected override string Recovered(string service) => $"{service} servisi yeniden çalışıyor";

    protected override string NotWatched(string service) => $"{service} servisi artık izlenmiyor";

    protected override string Flapping(string service) => $"{service} servisi sürekli kapanıp açılıyor";

    protected override string FlappingEnded(string service) => $"{service} servisi artık kararlı çalışıyor";

    protected override string Warning(string resource) => $"{resource} uyarı eşiğini aştı";

    protected override string Critical(string resource) => $"{resource} kritik eşiği aştı";

    protected override string RunsOut(string resource, string at) => $"{resource} bu gidişle {at} dolaylarında sınıra ulaşacak";

    protected override string Cleared(string resource) => $"{resource} normale döndü";

    protected override string CertificateEnding(string service, string probe) =>
        $"{service} servisinin sertifikası yakında sona eriyor ({probe})";

    protected override string CertificateRenewed(string service, string probe) => $"{service} servisinin sertifikası yenilendi ({probe})";

    protected override string HoldEnding(string service, string until) =>
        $"Bakım {until} itibarıyla bitiyor: {service}; unutulmuş olabilir";

    protected override string Ready(Light light) => light switch
    {
        Light.Green => "Sunucu haftaya hazır",
        Light.Amber => "Sunucu hazır, ama dikkat edilmesi gerekenler var",
        _ => "Sunucu hazır değil",
    };

    protected override string Test(string mark) => $"Bu bir deneme mesajıdır ({mark})";

    protected override string EndedUnseen(string topic) => $"Gözetim kapalıyken düzeldi ({topic})";

    protected override string HeldBack(string count) => $"Çok fazla mesaj olduğu için {count} mesaj gönderilmedi";

    protected override string Quiet(string count) => $"Kimseye bildirilmeden düzelen {count} kesinti oldu";

    protected override string NothingObserved(string why) => $"Yalnızca gözlem yapılıyor, hiçbir şey başlatılmayacak ({why}).";

    protected override string Withheld(string why) => $"Şimdilik bekleniyor: {why}";

    protected override string TriedAgainAt(string time) => $"Çalıştırma hakkı bitti; {time} itibarıyla yeniden denenebilir.";

    protected override string AfterRun(string run) => $"Yeniden başlatmadan sonra ({run}).";

    protected override string AndMore(string count) => $"ve {count} tane daha";

    protected override string Length(TimeSpan lasted) => lasted switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{lasted.TotalSeconds:0} saniye"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)lasted.TotalMinutes} dakika {lasted.Seconds} saniye"),
        { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)lasted.TotalHours} saat {lasted.Minutes} dakika"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)lasted.TotalDays} gün {lasted.Hours} saat"),
    };

    protected override string Metric(MetricKind kind) => kind switch
    {
        MetricKind.Cpu => "İşlemci kullanımı",
        MetricKind.CpuSteal => "Sanallaştırmanın aldığı işlemci süresi",
        MetricKind.CpuWait => "Disk beklemesi",
        MetricKind.Load => "Sistem yükü",
        MetricKind.Memory => "Bellek kullanımı",
        MetricKind.Swap => "Takas alanı kullanımı",
        MetricKind.SwapTraffic => "Takas alanı trafiği",
        MetricKind.PressureCpu => "İşlemci baskısı",
        MetricKind.PressureMemory => "Bellek baskısı",
        MetricKind.PressureIo => "Disk baskısı",
        MetricKind.Disk => "Disk doluluğu",
        MetricKind.Inodes => "Inode doluluğu",
        MetricKind.DiskReadOnly => "Salt okunur dosya sistemi",
        MetricKind.Descriptors => "Açık dosya sayısı",
        MetricKind.Tasks => "Süreç sayısı",
        MetricKind.OomKills => "Bellek yetersizliğinden öldürülen süreçler",
        MetricKind.NetworkErrors => "Ağ hataları",
        MetricKind.Uptime => "Çalışma süresi",
        MetricKind.UnitCpu => "Servisin işlemci kullanımı",
        MetricKind.UnitMemory => "Servisin bellek kullanımı",
        MetricKind.UnitTasks => "Servisin süreç sayısı",
        MetricKind.UnitIo => "Servisin disk trafiği",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
