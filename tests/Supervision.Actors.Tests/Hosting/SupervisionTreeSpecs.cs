using Akka.TestKit.Xunit2;
using Supervision.Core.Journal;
using Supervision.Simulation.Hosts;

namespace Supervision.Actors.Tests.Hosting;

public class SupervisionTreeSpecs : TestKit
{
    private readonly Rehearsal _rehearsal;

    public SupervisionTreeSpecs()
        : base(Rehearsal.BeginVirtualTime()) => _rehearsal = new Rehearsal(Sys);

    [Fact]
    public void The_first_sweep_makes_the_tree_ready_and_is_written_like_the_scripts()
    {
        _rehearsal.Begin();

        Assert.Equal(1, _rehearsal.ReadyTimes);
        Assert.Equal(
            [
                "Mon Nov 23 07:20:00 +03 2026: Servis izleme scripti başlatıldı",
                "Mon Nov 23 07:20:00 +03 2026: nginx servisi çalışıyor.",
                "Mon Nov 23 07:20:00 +03 2026: gunicorn servisi çalışıyor.",
                "Mon Nov 23 07:20:00 +03 2026: celery servisi çalışıyor.",
                "Mon Nov 23 07:20:00 +03 2026: Servis izleme scripti tamamlandı",
                "Mon Nov 23 07:20:00 +03 2026: ----------------------------------------",
            ],
            _rehearsal.Log);
    }

    [Fact]
    public void An_outage_goes_from_the_signal_to_one_run_and_back_to_up()
    {
        _rehearsal.Begin();
        _rehearsal.Log.Clear();
        _rehearsal.Pass(67);

        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(60);

        Assert.Equal(
            [
                "Mon Nov 23 07:21:07 +03 2026: gunicorn servisi çalışmıyor! Backend.sh scripti çalıştırılacak.",
                "Mon Nov 23 07:21:09 +03 2026: Backend.sh scripti çalıştırılıyor (Deneme: 1/3)...",
                "Mon Nov 23 07:21:21 +03 2026: gunicorn servisi başarıyla başlatıldı.",
            ],
            _rehearsal.Log);
        Assert.Single(_rehearsal.Host.Runs);
    }

    [Fact]
    public void The_intent_is_on_disk_before_the_run_starts_and_the_outcome_follows()
    {
        _rehearsal.Begin();
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(3);

        var intent = Assert.Single(_rehearsal.Journal.Entries.OfType<JournalEntry.IntentTaken>()).Intent;
        Assert.Equal("boot", intent.BootId);
        Assert.Equal("gunicorn", intent.Root.Text);
        Assert.Equal(intent.Run, Assert.Single(_rehearsal.Host.Runs).Run);
        Assert.Empty(_rehearsal.Journal.Entries.OfType<JournalEntry.RunClosed>());

        _rehearsal.Pass(2);

        Assert.Equal(intent.Run, Assert.Single(_rehearsal.Journal.Entries.OfType<JournalEntry.RunClosed>()).Run);
    }

    [Fact]
    public void A_disk_that_takes_no_intent_prevents_the_run()
    {
        _rehearsal.Begin();
        _rehearsal.Journal.Failing = "database or disk is full";
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(60);

        Assert.Empty(_rehearsal.Host.Runs);
        Assert.Contains(_rehearsal.Log, line => line.EndsWith("çalıştırılmadı: database or disk is full", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_units_killed_together_end_in_one_run()
    {
        _rehearsal.Begin();
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(1);
        _rehearsal.Host.Kill(Rehearsal.Celery);
        _rehearsal.Pass(120);

        Assert.Single(_rehearsal.Host.Runs);
        Assert.Equal(2, _rehearsal.Log.Count(line => line.EndsWith("servisi başarıyla başlatıldı.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Three_failing_runs_end_in_the_maximum_line_and_no_fourth_within_the_hour()
    {
        _rehearsal.Begin();
        _rehearsal.Host.Backend = VirtualBackend.Fails;
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(TimeSpan.FromMinutes(59));

        Assert.Equal(3, _rehearsal.Host.Runs.Count);
        Assert.Single(_rehearsal.Log, line => line.EndsWith("UYARI: Maksimum backend.sh çalıştırma sayısına ulaşıldı.", StringComparison.Ordinal));

        _rehearsal.Pass(TimeSpan.FromMinutes(2));

        Assert.Equal(4, _rehearsal.Host.Runs.Count);
    }

    [Fact]
    public void The_calendar_sweeps_every_quarter_of_an_hour()
    {
        _rehearsal.Begin();
        _rehearsal.Log.Clear();

        _rehearsal.Pass(TimeSpan.FromMinutes(26));

        Assert.Equal(
            ["Mon Nov 23 07:30:00 +03 2026: Servis izleme scripti başlatıldı", "Mon Nov 23 07:45:00 +03 2026: Servis izleme scripti başlatıldı"],
            _rehearsal.Log.Where(line => line.EndsWith("başlatıldı", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_lost_bus_makes_everything_unknown_starts_nothing_and_heals()
    {
        _rehearsal.Begin();
        _rehearsal.Host.CutBus();
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(TimeSpan.FromMinutes(11));

        Assert.Empty(_rehearsal.Host.Runs);
        Assert.Contains(_rehearsal.Log, line => line.EndsWith("gunicorn servisinin durumu bilinmiyor: the bus is away", StringComparison.Ordinal));

        _rehearsal.Host.MendBus();
        _rehearsal.Pass(60);

        Assert.Single(_rehearsal.Host.Runs);
    }

    [Fact]
    public void No_message_of_a_whole_outage_goes_unhandled()
    {
        _rehearsal.Begin();
        _rehearsal.Host.Backend = VirtualBackend.Fails;
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(TimeSpan.FromHours(2));

        Assert.Empty(_rehearsal.Unhandled);
    }
}
