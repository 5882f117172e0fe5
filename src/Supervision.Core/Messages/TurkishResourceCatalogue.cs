using System.Diagnostics;
using Supervision.Core.Notifications;
using Supervision.Core.Resources;

namespace Supervision.Core.Messages;

internal sealed class TurkishResourceCatalogue : ResourceCatalogue
{
    public override string SummaryStarted => "Sistem kaynak kontrolü başlatıldı";

    public override string SummaryFinished => "Sistem kaynak kontrolü tamamlandı";

    public override string NoTrouble => "Kaynaklarda sorun yok.";

    protected override char Point => ',';

    protected override string ReadOnly => "salt okunur";

    protected override string Writable => "yazılabilir";

    protected override string Kind(MetricKind kind) => kind switch
    {
        MetricKind.Cpu => "CPU",
        MetricKind.CpuSteal => "Çalınan CPU (steal)",
        MetricKind.CpuWait => "Disk bekleyen CPU (iowait)",
        MetricKind.Load => "Yük",
        MetricKind.Memory => "Bellek",
        MetricKind.Swap => "Takas alanı",
        MetricKind.SwapTraffic => "Takas trafiği",
        MetricKind.PressureCpu => "CPU baskısı",
        MetricKind.PressureMemory => "Bellek baskısı",
        MetricKind.PressureIo => "G/Ç baskısı",
        MetricKind.Disk => "Disk",
        MetricKind.Inodes => "Inode",
        MetricKind.DiskReadOnly => "Dosya sistemi",
        MetricKind.Descriptors => "Açık dosyalar",
        MetricKind.Tasks => "Görevler",
        MetricKind.OomKills => "Bellek yetmediği için öldürülen süreçler",
        MetricKind.NetworkErrors => "Ağ hataları",
        MetricKind.Uptime => "Çalışma süresi",
        MetricKind.UnitCpu => "CPU",
        MetricKind.UnitMemory => "bellek",
        MetricKind.UnitTasks => "görev",
        MetricKind.UnitIo => "G/Ç",
        _ => throw new UnreachableException(),
    };

    protected override string Mark(Severity severity) => severity switch
    {
        Severity.Critical => "KRİTİK",
        Severity.Warning => "UYARI",
        Severity.Info => "BİLGİ",
        _ => throw new UnreachableException(),
    };

    protected override string PercentOf(string number) => $"%{number}";

    protected override string Cores(string number) => $"{number} çekirdek";

    protected override string PerCore(string number) => $"çekirdek başına {number}";

    protected override string Days(string days, string hours) => $"{days} gün {hours} saat";

    protected override string Raised(string mark, string name, string figure, string threshold) =>
        $"{mark}: {name}: {figure}, eşik {threshold}";

    protected override string RunsOut(string mark, string name, string figure, string at) =>
        $"{mark}: {name}: {figure}; böyle giderse {at} civarında tükenecek";

    protected override string Cleared(string name, string figure) => $"{name} normale döndü: {figure}";
}
