using Akka.Actor;
using Akka.TestKit.Xunit2;
using Supervision.Actors.Hosting;
using Supervision.Actors.Recovery;
using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Recovery;
using Supervision.Core.Schedule;
using Supervision.Core.Services;
using Supervision.Simulation.Hosts;

namespace Supervision.Actors.Tests.Hosting;

/// <summary>The configuration is read anew under a tree that lives.</summary>
public class ReloadSpecs : TestKit
{
    private static readonly UnitName Redis = new("redis.service");

    private readonly Rehearsal _rehearsal;
    private IActorRef _root = ActorRefs.Nobody;

    public ReloadSpecs()
        : base(Rehearsal.BeginVirtualTime()) => _rehearsal = new Rehearsal(Sys) { BeatEvery = TimeSpan.FromSeconds(10) };

    [Fact]
    public void A_service_that_was_added_is_watched_and_brought_back()
    {
        Begin();
        Reload(With("redis"));

        _rehearsal.Host.Kill(Redis);
        _rehearsal.Pass(60);

        Assert.Single(_rehearsal.Host.Runs);
        Assert.Contains(_rehearsal.Log, line => line.EndsWith("redis servisi başarıyla başlatıldı.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_service_that_is_down_when_it_is_added_is_an_outage()
    {
        Begin();
        _rehearsal.Host.Bring(Redis, TimeSpan.Zero);
        _rehearsal.Host.Kill(Redis);
        _rehearsal.Pass(60);
        Assert.Empty(_rehearsal.Host.Runs);

        Reload(With("redis"));
        _rehearsal.Pass(60);

        Assert.Single(_rehearsal.Host.Runs);
    }

    [Fact]
    public void A_service_that_was_taken_out_is_let_go_of_and_its_end_is_no_failure()
    {
        Begin();
        Reload(Without("celery"));

        _rehearsal.Host.Kill(Rehearsal.Celery);
        _rehearsal.Pass(TimeSpan.FromMinutes(20));

        Assert.Empty(_rehearsal.Host.Runs);
        Assert.Empty(_rehearsal.BrokenBecause);
        Assert.Equal(["nginx", "gunicorn"], Sweep());
        Assert.Contains(_rehearsal.Log, line => line.Contains("gunicorn servisi çalışıyor", StringComparison.Ordinal));
        Assert.DoesNotContain(_rehearsal.Log.Skip(5), line => line.Contains("celery", StringComparison.Ordinal));
    }

    [Fact]
    public void One_that_is_put_back_is_watched_again_however_often()
    {
        Begin();
        for (var time = 1; time <= 5; time++)
        {
            Reload(Without("celery"));
            Reload(_rehearsal.Settings);
        }

        _rehearsal.Host.Kill(Rehearsal.Celery);
        _rehearsal.Pass(60);

        Assert.Single(_rehearsal.Host.Runs);
        Assert.Empty(_rehearsal.BrokenBecause);
    }

    [Fact]
    public void One_that_is_another_unit_now_is_watched_as_that()
    {
        Begin();
        var worker = new UnitName("celery-worker.service");
        Reload(Without("celery") with { Services = Without("celery").Services.Add(Rehearsal.Service("celery") with { Unit = worker }) });

        _rehearsal.Host.Kill(Rehearsal.Celery);
        _rehearsal.Pass(60);
        Assert.Empty(_rehearsal.Host.Runs);
        _rehearsal.Host.Kill(worker);
        _rehearsal.Pass(60);

        Assert.Single(_rehearsal.Host.Runs);
        Assert.Empty(_rehearsal.BrokenBecause);
    }

    [Fact]
    public void Services_that_stay_are_not_disturbed()
    {
        Begin();
        var (nginx, celery) = (_rehearsal.Actor("supervisor/nginx"), _rehearsal.Actor("supervisor/celery"));
        var said = _rehearsal.Log.Count;

        Reload(With("redis"));

        Assert.Equal((nginx, celery), (_rehearsal.Actor("supervisor/nginx"), _rehearsal.Actor("supervisor/celery")));
        Assert.Equal(said, _rehearsal.Log.Count);
        Assert.Equal(1, _rehearsal.ReadyTimes);
    }

    [Fact]
    public void A_run_under_way_is_followed_to_its_end()
    {
        Begin();
        _rehearsal.Host.Kill(Rehearsal.Celery);
        _rehearsal.Pass(3);
        Assert.Single(_rehearsal.Host.Runs);

        Reload(Without("celery"));
        _rehearsal.Pass(TimeSpan.FromMinutes(2));

        Assert.Equal(RunResult.Done, Assert.Single(_rehearsal.Journal.Entries.OfType<JournalEntry.RunClosed>()).Outcome.Result);
        Assert.Single(_rehearsal.Journal.Entries.OfType<JournalEntry.IncidentClosed>());
    }

    [Theory]
    [InlineData("host")]
    [InlineData("scheduler")]
    [InlineData("supervisor/redis")]
    public void A_crash_of_one_actor_brings_nothing_of_the_old_configuration_back(string path)
    {
        Begin();
        Reload(With("redis") with { Services = [.. With("redis").Services.Where(service => service.Name.Text != "nginx")] }, "*/5 * * * *");

        _rehearsal.Actor(path).Tell(Kill.Instance);
        _rehearsal.Pass(TimeSpan.FromMinutes(6));
        _rehearsal.Host.Kill(Redis);
        _rehearsal.Host.Kill(Rehearsal.Nginx);
        _rehearsal.Pass(60);

        Assert.Single(_rehearsal.Host.Runs);
        Assert.Equal(["gunicorn", "celery", "redis"], Sweep());
        Assert.Contains(_rehearsal.Log, line => line.Contains("07:25:00", StringComparison.Ordinal));
        Assert.Empty(_rehearsal.BrokenBecause);
    }

    [Fact]
    public void The_new_calendar_counts_and_no_tick_of_the_old_one_is_left()
    {
        Begin();
        Reload(_rehearsal.Settings, "25 * * * *");
        _rehearsal.Pass(TimeSpan.FromMinutes(30));

        Assert.Equal(
            ["07:20:00", "07:25:00"],
            _rehearsal.Log.Where(line => line.EndsWith("başlatıldı", StringComparison.Ordinal)).Select(line => line[11..19]));
    }

    [Fact]
    public void The_log_changes_its_language()
    {
        Begin();
        Reload(_rehearsal.Settings, catalogue: Catalogue.English);
        _rehearsal.Host.Kill(Rehearsal.Celery);
        _rehearsal.Pass(1);

        Assert.EndsWith("celery service is not running! Backend.sh will be run.", _rehearsal.Log[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_budget_changes_and_counts_the_runs_of_before()
    {
        Begin();
        _rehearsal.Host.Kill(Rehearsal.Celery);
        _rehearsal.Pass(60);

        Reload(_rehearsal.Settings with { Recovery = _rehearsal.Settings.Recovery with { BudgetRuns = 5 } });

        _root.Tell(new SupervisorProtocol.GetBudget(), TestActor);
        Assert.Equal((5, 4), (ExpectMsg<SupervisorProtocol.Budget>() is var budget ? (budget.Runs, budget.Left) : default));
    }

    [Fact]
    public void The_watchdog_s_round_trip_goes_by_who_is_there()
    {
        Begin();
        Reload(With("redis") with { Services = [.. With("redis").Services.Skip(1)] });
        _rehearsal.Pass(1);
        var alive = _rehearsal.AliveTimes;
        _rehearsal.Pass(60);
        Assert.Equal(alive + 6, _rehearsal.AliveTimes);

        ((IInternalActorRef)_rehearsal.Actor("supervisor/redis")).Suspend();
        _rehearsal.Pass(60);

        Assert.Equal(alive + 6, _rehearsal.AliveTimes);
    }

    [Fact]
    public void A_reload_while_the_bus_is_away_waits_for_it_with_the_others()
    {
        Begin();
        _rehearsal.Host.CutBus();
        Reload(With("redis"));
        _rehearsal.Pass(60);
        Assert.Empty(_rehearsal.Host.Runs);

        _rehearsal.Host.MendBus();
        _rehearsal.Host.Kill(Redis);
        _rehearsal.Pass(60);

        Assert.Single(_rehearsal.Host.Runs);
    }

    private void Begin() => _root = _rehearsal.Begin();

    private SupervisorSettings With(string service) =>
        _rehearsal.Settings with { Services = _rehearsal.Settings.Services.Add(Rehearsal.Service(service)) };

    private SupervisorSettings Without(string service) =>
        _rehearsal.Settings with { Services = _rehearsal.Settings.Services.RemoveAll(own => own.Name.Text == service) };

    private void Reload(SupervisorSettings settings, string cron = "*/15 * * * *", Catalogue? catalogue = null)
    {
        _root.Tell(new ReloadProtocol.Reconfigure(settings, Rehearsal.Calendar(("periodic", cron)), _rehearsal.Writer(catalogue ?? Catalogue.Turkish)));
        Assert.Empty(_rehearsal.Unhandled);
    }

    private IEnumerable<string> Sweep()
    {
        _root.Tell(new SupervisorProtocol.Sweep("operator"), TestActor);
        return ExpectMsg<SupervisorProtocol.SweepReport>().Services.Select(found => found.Service.Text);
    }
}
