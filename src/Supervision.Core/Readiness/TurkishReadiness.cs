using System.Diagnostics;
using Supervision.Core.Messages;
using Supervision.Core.Services;

namespace Supervision.Core.Readiness;

internal sealed class TurkishReadiness : ReadinessWords
{
    protected override ResourceCatalogue Resources => ResourceCatalogue.Turkish;

    protected override string Green => "YEŞİL";

    protected override string Amber => "SARI";

    protected override string Red => "KIRMIZI";

    protected override string ResourcesUnknown => "sistem kaynaklarının durumu bilinmiyor";

    protected override string BudgetSpent => "backend.sh çalıştırma hakkı yok";

    protected override string Headline(string light, string up, string runs) =>
        $"{light} — çalışan servis: {up}, kalan backend.sh hakkı: {runs}";

    protected override string Service(string service, Verdict verdict, string evidence) => verdict switch
    {
        Verdict.Down => $"{service} servisi çalışmıyor: {evidence}",
        Verdict.Stopped => $"{service} servisi durdurulmuş: {evidence}",
        Verdict.Stopping => $"{service} servisi durduruluyor: {evidence}",
        Verdict.Starting => $"{service} servisi başlatılıyor: {evidence}",
        Verdict.Suspect => $"{service} servisi gerektiği gibi yanıt vermiyor: {evidence}",
        Verdict.Degraded => $"{service} servisi sorunlu çalışıyor: {evidence}",
        Verdict.Unknown => $"{service} servisinin durumu bilinmiyor: {evidence}",
        Verdict.Up => $"{service} servisi çalışıyor: {evidence}",
        _ => throw new UnreachableException(),
    };

    protected override string Probe(string service, string probe, string detail) => $"{service} servisinin {probe} kontrolü: {detail}";

    protected override string ProbeNotAsked(string service, string probe) => $"{service} servisinin {probe} kontrolü henüz yapılmadı";

    protected override string IncidentOpen(string since) => $"{since} tarihinden beri süren bir kesinti var";

    protected override string IncidentOver(string root, string at, string minutes) => $"{at} tarihinde {minutes} dakikalık kesinti: {root}";

    protected override string MoreIncidents(string count) => $"{count} kesinti daha";

    protected override string IncidentsUnknown(string why) => $"son kesintiler okunamadı: {why}";

    protected override string BudgetSpentUntil(string until) => $"backend.sh çalıştırma hakkı {until} tarihine kadar bitti";

    protected override string BackendBroken(string why) => $"backend.sh çalıştırılamaz durumda: {why}";

    protected override string OnHold(string service, string until, string reason) =>
        $"{service} servisi {until} tarihine kadar bakımda: {reason}";

    protected override string AllOnHold(string until, string reason) => $"tüm servisler {until} tarihine kadar bakımda: {reason}";

    protected override string InTheWay(string evidence) => $"yeniden başlatmaya engel var: {evidence}";

    protected override string OnlyObserved(string why) => $"yalnızca gözlem yapılıyor: {why}";
}
