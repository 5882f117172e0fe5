using System.Collections.Immutable;
using Supervision.Core.Holds;
using Supervision.Core.Journal;
using Supervision.Core.Notifications;
using Supervision.Core.Probes;
using Supervision.Core.Readiness;
using Supervision.Core.Recovery;
using Supervision.Core.Resources;
using Supervision.Core.Services;
using Supervision.Core.Tests.Recovery;

namespace Supervision.Core.Tests.Readiness;

public sealed class ReadinessTests
{
    private static readonly TimeZoneInfo Turkey = TimeZoneInfo.FindSystemTimeZoneById("Europe/Istanbul");
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 7, 30, 0, TimeSpan.FromHours(3));
    private static readonly Moment Now = new(Monday, TimeSpan.FromDays(10));
    private static readonly ServiceName Nginx = new("nginx");
    private static readonly Reading Disk = new(new Metric(MetricKind.Disk, "/var"), 92, 100);

    [Fact]
    public void Where_everything_is_up_and_nothing_happened_the_host_is_green()
    {
        var readiness = ReadinessRules.Judge(Facts());

        Assert.Equal((Light.Green, 2, 2, 3, 3), (readiness.Light, readiness.Up, readiness.Services, readiness.Left, readiness.Runs));
        Assert.Empty(readiness.Findings);
    }

    public static TheoryData<string, Func<ReadinessFacts, ReadinessFacts>, Light, string> Cases => new()
    {
        { "down", facts => Is(facts, Verdict.Down), Light.Red, "nginx servisi çalışmıyor: seen" },
        { "stopped", facts => Is(facts, Verdict.Stopped), Light.Red, "nginx servisi durdurulmuş: seen" },
        { "unknown", facts => Is(facts, Verdict.Unknown), Light.Amber, "nginx servisinin durumu bilinmiyor: seen" },
        { "suspect", facts => Is(facts, Verdict.Suspect), Light.Amber, "nginx servisi gerektiği gibi yanıt vermiyor: seen" },
        { "degraded", facts => Is(facts, Verdict.Degraded), Light.Amber, "nginx servisi sorunlu çalışıyor: seen" },
        { "starting", facts => Is(facts, Verdict.Starting), Light.Amber, "nginx servisi başlatılıyor: seen" },
        { "stopping", facts => Is(facts, Verdict.Stopping), Light.Amber, "nginx servisi durduruluyor: seen" },
        { "certificate", facts => Probed(facts, new ProbeOutcome.Impaired("certificate ends in 12 days")), Light.Amber,
            "nginx servisinin page kontrolü: certificate ends in 12 days" },
        { "never passed", facts => Probed(facts, new ProbeOutcome.Failed("refused")), Light.Amber, "nginx servisinin page kontrolü: refused" },
        { "not asked", facts => Probed(facts, null), Light.Amber, "nginx servisinin page kontrolü henüz yapılmadı" },
        { "critical", facts => facts with { Troubles = [new Trouble(Disk, Severity.Critical, null)] }, Light.Red,
            "KRİTİK: Disk /var: %92,0 (92 B / 100 B)" },
        { "warning", facts => facts with { Troubles = [new Trouble(Disk, Severity.Warning, null)] }, Light.Amber, "" },
        { "running out", facts => facts with { Troubles = [new Trouble(Disk, null, Monday.AddHours(5))] }, Light.Amber,
            "UYARI: Disk /var: %92,0 (92 B / 100 B); böyle giderse 23.11.2026 12:30 civarında tükenecek" },
        { "no resources", facts => facts with { Troubles = null }, Light.Amber, "sistem kaynaklarının durumu bilinmiyor" },
        { "spent", facts => Budget(facts, RestartBudget.Full(1, TimeSpan.FromHours(1)).Spend(new RunId(1), Now.Elapsed - TimeSpan.FromMinutes(10), [Nginx])),
            Light.Amber, "backend.sh çalıştırma hakkı 23.11.2026 08:20 tarihine kadar bitti" },
        { "none allowed", facts => Budget(facts, RestartBudget.Full(0, TimeSpan.FromHours(1))), Light.Amber, "backend.sh çalıştırma hakkı yok" },
        { "broken", facts => facts with { State = facts.State with { BackendBroken = "no such file" } }, Light.Amber,
            "backend.sh çalıştırılamaz durumda: no such file" },
        { "held", facts => Held(facts, Nginx), Light.Amber, "nginx servisi 23.11.2026 08:30 tarihine kadar bakımda: güncelleme" },
        { "all held", facts => Held(facts, null), Light.Amber, "tüm servisler 23.11.2026 08:30 tarihine kadar bakımda: güncelleme" },
        { "obstacle", facts => facts with { State = facts.State with { Obstacles = [new(ObstacleKind.DiskFull, "/var is full", "k")] } }, Light.Amber,
            "yeniden başlatmaya engel var: /var is full" },
        { "observing", facts => facts with { Settings = facts.Settings with { Mode = SupervisionMode.Observe } }, Light.Amber,
            "yalnızca gözlem yapılıyor: mode = observe" },
        { "unread", facts => facts with { Incidents = new([], "malformed") }, Light.Amber, "son kesintiler okunamadı: malformed" },
        { "not answered", facts => facts with { Incidents = null }, Light.Amber, "son kesintiler okunamadı: the journal did not answer in time" },
        { "over", facts => facts with { Incidents = new([Past(1, Monday.AddDays(-1), TimeSpan.FromSeconds(100))]) }, Light.Amber,
            "22.11.2026 07:30 tarihinde 2 dakikalık kesinti: nginx" },
        { "open", facts => facts with { State = facts.State with { Incident = Open } }, Light.Red,
            "23.11.2026 07:25 tarihinden beri süren bir kesinti var" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_speaks_against_it_is_found_in_its_light_and_said(
        string what, Func<ReadinessFacts, ReadinessFacts> change, Light light, string said)
    {
        var readiness = ReadinessRules.Judge(change(Facts()));

        var finding = Assert.Single(readiness.Findings);
        Assert.Equal((light, light), (finding.Light, readiness.Light));
        if (said.Length > 0)
            Assert.Equal(said, ReadinessWords.Turkish.Say(finding));
        Assert.NotEqual(ReadinessWords.Turkish.Say(finding), ReadinessWords.English.Say(finding) + what);
    }

    [Fact]
    public void The_worst_stands_first()
    {
        var facts = Held(Probed(Facts(), new ProbeOutcome.Impaired("slow")), null) with { Troubles = [new Trouble(Disk, Severity.Critical, null)] };

        var readiness = ReadinessRules.Judge(facts);

        Assert.Equal([Light.Red, Light.Amber, Light.Amber], readiness.Findings.Select(finding => finding.Light));
        Assert.Equal(Light.Red, readiness.Light);
    }

    [Fact]
    public void A_certificate_is_told_of_also_where_the_service_is_judged_by_another_probe()
    {
        var facts = Probed(Facts(), new ProbeOutcome.Impaired("certificate ends in 3 days"));
        var judged = facts.State.Of(Nginx) with { Judgement = new Judgement(Verdict.Down, "other: refused", "a") { Probe = "other" } };
        facts = facts with { State = facts.State with { Services = facts.State.Services.SetItem(Nginx, judged) } };

        Assert.Equal(
            ["nginx service is not running: other: refused", "probe page of nginx: certificate ends in 3 days"],
            ReadinessRules.Judge(facts).Findings.Select(ReadinessWords.English.Say));
    }

    [Fact]
    public void What_the_service_is_judged_by_is_not_said_twice()
    {
        var facts = Probed(Facts(), new ProbeOutcome.Impaired("slow"));
        var judged = facts.State.Of(Nginx) with { Judgement = new Judgement(Verdict.Degraded, "page: slow", "a") { Probe = "page" } };
        facts = facts with { State = facts.State with { Services = facts.State.Services.SetItem(Nginx, judged) } };

        Assert.IsType<ReadinessFinding.ServiceNotUp>(Assert.Single(ReadinessRules.Judge(facts).Findings));
    }

    [Fact]
    public void Of_many_outages_the_newest_are_told_and_the_rest_is_counted()
    {
        var many = Enumerable.Range(1, 9).Select(n => Past(n, Monday.AddHours(-n), TimeSpan.FromMinutes(5))).ToImmutableArray();

        var findings = ReadinessRules.Judge(Facts() with { Incidents = new(many) }).Findings;

        Assert.Equal(6, findings.Length);
        Assert.Equal(new ReadinessFinding.MoreIncidents(4), findings[^1]);
        Assert.Equal("4 kesinti daha", ReadinessWords.Turkish.Say(findings[^1]));
    }

    [Fact]
    public void An_outage_that_is_open_is_told_once_and_a_hold_that_is_over_not_at_all()
    {
        var open = new RecordedIncident(new IncidentId(1), Monday, Nginx, "", null, [], "", []);
        var facts = Held(Facts(), Nginx) with { Incidents = new([open]), Now = Now with { Wall = Monday.AddHours(1) } };

        Assert.Empty(ReadinessRules.Judge(facts).Findings);
    }

    [Theory]
    [InlineData("2026-11-23T07:30:00+03:00", "2026-11-20T18:00:00+03:00")] // Monday
    [InlineData("2026-11-22T23:59:00+03:00", "2026-11-20T18:00:00+03:00")] // Sunday
    [InlineData("2026-11-21T00:00:00+03:00", "2026-11-20T18:00:00+03:00")] // Saturday
    [InlineData("2026-11-24T07:30:00+03:00", "2026-11-23T07:30:00+03:00")] // Tuesday
    [InlineData("2026-11-22T22:30:00+00:00", "2026-11-20T15:00:00+00:00")] // Monday here, Sunday in London
    public void Outages_count_since_the_last_working_day(string now, string since) =>
        Assert.Equal(
            DateTimeOffset.Parse(since, System.Globalization.CultureInfo.InvariantCulture),
            ReadinessRules.Since(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), Turkey));

    [Theory]
    [InlineData(Verdict.Up, "YEŞİL — çalışan servis: 2/2, kalan backend.sh hakkı: 3/3", "GREEN — services up: 2/2, backend.sh runs left: 3/3")]
    [InlineData(Verdict.Suspect, "SARI — çalışan servis: 1/2, kalan backend.sh hakkı: 3/3", "AMBER — services up: 1/2, backend.sh runs left: 3/3")]
    [InlineData(Verdict.Down, "KIRMIZI — çalışan servis: 1/2, kalan backend.sh hakkı: 3/3", "RED — services up: 1/2, backend.sh runs left: 3/3")]
    public void The_card_is_hung_out_in_both_languages(Verdict verdict, string turkish, string english)
    {
        var readiness = ReadinessRules.Judge(Is(Facts(), verdict));

        Assert.Equal(turkish, ReadinessWords.Turkish.Say(readiness));
        Assert.Equal(english, ReadinessWords.English.Say(readiness));
    }

    private static ReadinessFacts Facts()
    {
        var settings = new SupervisorSettings([Desk.Service("nginx"), Desk.Service("celery")], Desk.Contract, SupervisionMode.Act, "boot") { Zone = Turkey };
        var up = new ServiceState(new Judgement(Verdict.Up, "runs", "a"), TimeSpan.Zero);
        var state = SupervisorState.After(History.Empty, settings, Now) with
        {
            Services = settings.Services.ToImmutableDictionary(service => service.Name, _ => up),
        };
        return new ReadinessFacts(state, settings, Now) { Incidents = new([]), Troubles = [] };
    }

    private static ReadinessFacts Is(ReadinessFacts facts, Verdict verdict) => With(
        facts, facts.State.Of(Nginx) with { Judgement = new Judgement(verdict, "seen", "a") });

    private static ReadinessFacts Probed(ReadinessFacts facts, ProbeOutcome? latest)
    {
        var settings = new ProbeSettings(
            Nginx, "page", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(2), TimeSpan.Zero, new Target());
        return With(facts, facts.State.Of(Nginx) with { Probes = [new ProbeState(settings, Proven: false) { Latest = latest }] });
    }

    private static ReadinessFacts With(ReadinessFacts facts, ServiceState nginx) =>
        facts with { State = facts.State with { Services = facts.State.Services.SetItem(Nginx, nginx) } };

    private static ReadinessFacts Budget(ReadinessFacts facts, RestartBudget budget) => facts with { State = facts.State with { Budget = budget } };

    private static ReadinessFacts Held(ReadinessFacts facts, ServiceName? service) => facts with
    {
        State = facts.State with { Holds = [new Hold(new HoldId(1), service, Monday.AddHours(-1), Monday.AddHours(1), "güncelleme", "ayşe")] },
    };

    private static Incident Open => new(
        new IncidentId(3), Now.Elapsed - TimeSpan.FromMinutes(5), [Nginx], [Nginx], [], null, new IncidentPhase.Observing());

    private static RecordedIncident Past(long number, DateTimeOffset at, TimeSpan lasted) =>
        new(new IncidentId(number), at, Nginx, "down", at + lasted, [Nginx], "by a run", []);

    private sealed record Target : IProbeTarget
    {
        public string Kind => "http";

        public string Question => "page";
    }
}
