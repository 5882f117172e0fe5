using Akka.TestKit.Xunit2;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Core.Schedule;
using Supervision.Core.Services;

namespace Supervision.Actors.Tests.Readiness;

public class ReadinessSpecs : TestKit
{
    public ReadinessSpecs()
        : base(Rehearsal.BeginVirtualTime())
    {
    }

    [Fact]
    public void On_a_good_monday_the_card_is_green_at_half_past_seven_and_at_half_past_eight_and_only_then()
    {
        var rehearsal = Begun();
        rehearsal.Pass(TimeSpan.FromHours(3));

        Assert.Equal(
            [
                "Mon Nov 23 07:30:00 +03 2026: Hazırlık: YEŞİL — çalışan servis: 3/3, kalan backend.sh hakkı: 3/3",
                "Mon Nov 23 08:30:00 +03 2026: Hazırlık: YEŞİL — çalışan servis: 3/3, kalan backend.sh hakkı: 3/3",
            ],
            Readiness(rehearsal));
        Assert.Empty(rehearsal.Unhandled);
    }

    [Fact]
    public void It_stands_behind_the_one_sweep_that_all_ticks_of_its_instant_make()
    {
        var rehearsal = Begun();
        rehearsal.Log.Clear();
        rehearsal.Pass(TimeSpan.FromMinutes(11));

        Assert.Equal(1, rehearsal.Log.Count(line => line.EndsWith("Servis izleme scripti başlatıldı", StringComparison.Ordinal)));
        Assert.Equal(
            ["Servis izleme scripti tamamlandı", "----------------------------------------", "Hazırlık: YEŞİL — çalışan servis: 3/3, kalan backend.sh hakkı: 3/3"],
            rehearsal.Log.TakeLast(3).Select(line => line["Mon Nov 23 07:30:00 +03 2026: ".Length..]));
    }

    [Fact]
    public void A_service_that_is_down_makes_it_red_and_the_weekend_s_outage_is_told_after_it()
    {
        var rehearsal = Begun(SupervisionMode.Observe);
        rehearsal.Records.Incidents = new([
            Past(2, Rehearsal.Monday.AddDays(-1)),
            Past(1, Rehearsal.Monday.AddDays(-5)),
        ]);
        rehearsal.Host.Kill(Rehearsal.Celery);
        rehearsal.Pass(TimeSpan.FromMinutes(11));

        Assert.Equal(
            [
                "Hazırlık: KIRMIZI — çalışan servis: 2/3, kalan backend.sh hakkı: 3/3",
                "Hazırlık: celery servisi çalışmıyor: celery.service is failed (signal)",
                "Hazırlık: 23.11.2026 07:20 tarihinden beri süren bir kesinti var",
                "Hazırlık: 22.11.2026 07:20 tarihinde 5 dakikalık kesinti: nginx",
                "Hazırlık: yalnızca gözlem yapılıyor: mode = observe",
            ],
            Readiness(rehearsal).Select(line => line["Mon Nov 23 07:30:00 +03 2026: ".Length..]));
    }

    [Fact]
    public void A_journal_that_hangs_costs_the_incidents_and_not_the_readiness()
    {
        var rehearsal = Begun();
        rehearsal.Records.Hangs = true;
        rehearsal.Pass(TimeSpan.FromMinutes(11));

        Assert.Equal(
            [
                "Mon Nov 23 07:30:10 +03 2026: Hazırlık: SARI — çalışan servis: 3/3, kalan backend.sh hakkı: 3/3",
                "Mon Nov 23 07:30:10 +03 2026: Hazırlık: son kesintiler okunamadı: the journal did not answer in time",
            ],
            Readiness(rehearsal));
    }

    [Fact]
    public void One_that_was_missed_is_given_at_the_start()
    {
        var rehearsal = new Rehearsal(Sys)
        {
            Schedule = Mondays,
            History = History.Empty with { TicksSeen = Rehearsal.Monday.AddDays(-8) },
            ReadinessTicks = ["readiness"],
        };
        rehearsal.Begin();
        rehearsal.Pass(60);

        Assert.Single(Readiness(rehearsal));
    }

    private Rehearsal Begun(SupervisionMode mode = SupervisionMode.Act)
    {
        var rehearsal = new Rehearsal(Sys) { Schedule = Mondays, Mode = mode, ReadinessTicks = ["readiness"] };
        rehearsal.Begin();
        rehearsal.Pass(1);
        return rehearsal;
    }

    private static ScheduleSettings Mondays => Rehearsal.Calendar(("periodic", "*/15 * * * *"), ("readiness", "30 7,8 * * 1"));

    private static List<string> Readiness(Rehearsal rehearsal) =>
        [.. rehearsal.Log.Where(line => line.Contains("Hazırlık", StringComparison.Ordinal))];

    private static RecordedIncident Past(long number, DateTimeOffset at) => new(
        new IncidentId(number), at, new ServiceName("nginx"), "down", at.AddMinutes(5), [new ServiceName("nginx")], "by a run", []);
}
