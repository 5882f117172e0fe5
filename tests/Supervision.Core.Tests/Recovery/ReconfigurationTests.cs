using Supervision.Core.Hosting;
using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Recovery;

/// <summary>The configuration is read anew while the daemon lives.</summary>
public sealed class ReconfigurationTests
{
    private static readonly ServiceName Celery = new("celery");
    private static readonly ServiceName Gunicorn = new("gunicorn");
    private static readonly ServiceName Redis = new("redis");

    [Fact]
    public void Settings_that_are_the_same_change_nothing()
    {
        var desk = new Desk { Script = (_, _) => new Play.Ends(Desk.Seconds(10), Desk.DoesNothing) }.Start().Kill("celery").Pass(80);
        var before = desk.State;

        desk.Reconfigure(settings => settings with { Services = [.. settings.Services] });

        Assert.Equal(before, desk.State);
        Assert.Empty(desk.LastEffects);
    }

    [Fact]
    public void A_service_that_stays_keeps_its_state_its_incident_and_its_charges()
    {
        var desk = new Desk { Script = (_, _) => new Play.Ends(Desk.Seconds(10), Desk.DoesNothing) }.Start().Kill("celery").Pass(80);
        var (since, incident) = (desk.State.Of(Celery).Since, desk.State.Incident);

        desk.Reconfigure(settings => Add(settings, "redis"));

        Assert.Equal(since, desk.State.Of(Celery).Since);
        Assert.Equal(incident, desk.State.Incident);
        Assert.Equal(2, desk.State.Budget.Left(desk.Elapsed));
        Assert.Equal(Verdict.Up, desk.State.Of(Redis).Judgement.Verdict);
    }

    [Fact]
    public void A_service_that_was_added_is_judged_like_the_others()
    {
        var desk = new Desk().Start().Reconfigure(settings => Add(settings, "redis")).Kill("redis").Pass(60);

        Assert.Equal([2], desk.Starts);
        Assert.Equal(Redis, Assert.Single(desk.Intents).Root);
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void A_service_that_is_down_when_it_is_added_is_an_outage()
    {
        var desk = new Desk().Start();
        desk.Reconfigure(settings => Remove(settings, Celery)).KillUnnoticed("celery").Pass(60);
        Assert.Empty(desk.Starts);

        desk.Reconfigure(settings => Add(settings, "celery")).Pass(3);

        Assert.Equal([62], desk.Starts);
    }

    [Fact]
    public void A_service_that_was_taken_out_leaves_the_incident_with_the_reason()
    {
        var desk = new Desk().Start().Kill("celery").Kill("gunicorn").Pass(1);

        desk.Reconfigure(settings => Remove(settings, Celery)).Pass(10);

        Assert.Contains(desk.Decisions, decision => decision is { Choice: Choice.LeaveIncident, Reason: "celery is no longer watched" });
        Assert.Equal<ServiceName>([Gunicorn], Assert.Single(desk.Intents).Members.ToArray());
    }

    [Fact]
    public void An_incident_of_which_nobody_is_watched_any_more_is_over_without_a_run()
    {
        var desk = new Desk().Start().Kill("celery").Pass(1);

        desk.Reconfigure(settings => Remove(settings, Celery)).Pass(900);

        Assert.Empty(desk.Starts);
        Assert.Null(desk.State.Incident);
        Assert.Equal("none of its services is watched any more", Assert.Single(desk.Stored.OfType<JournalEntry.IncidentClosed>()).How);
    }

    [Fact]
    public void A_run_under_way_for_a_service_that_was_taken_out_is_followed_to_its_end()
    {
        var desk = new Desk().Start().Kill("celery").Pass(5);

        desk.Reconfigure(settings => Remove(settings, Celery)).Pass(60);

        Assert.Equal(RunResult.Done, Assert.Single(desk.Stored.OfType<JournalEntry.RunClosed>()).Outcome.Result);
        Assert.Equal(2, desk.State.Budget.Left(desk.Elapsed));
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void A_service_that_is_another_unit_now_begins_afresh()
    {
        var desk = new Desk().Start().Kill("celery").Pass(1);

        desk.Reconfigure(settings => settings with
        {
            Services = [.. settings.Services.Select(service => service.Name == Celery ? service with { Unit = new UnitName("celery-worker.service") } : service)],
        });

        Assert.Equal(Verdict.Up, desk.State.Of(Celery).Judgement.Verdict);
        Assert.Contains(desk.Decisions, decision => decision.Reason == "celery is celery-worker.service from now on");
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void A_report_that_comes_after_its_service_was_taken_out_is_of_no_account()
    {
        var desk = new Desk().Start().Reconfigure(settings => Remove(settings, Celery));
        var before = desk.State;

        desk.Tell(new SupervisorEvent.ServiceReported(Celery, new ServiceState(new Judgement(Verdict.Down, "late", "1"), desk.Elapsed), null));

        Assert.Equal(before, desk.State);
    }

    [Fact]
    public void A_sweep_under_way_waits_for_nobody_who_was_taken_out_and_tells_nothing_of_who_was_not_asked()
    {
        var desk = new Desk().Start().Tell(new SupervisorEvent.SweepDue(["periodic"]));
        desk.Announced.Clear();
        desk.Tell(new SupervisorEvent.HostReported(HostPhase.Running, new SweepId(desk.State.LastSweep)));
        desk.Tell(new SupervisorEvent.ObstaclesSeen([], new SweepId(desk.State.LastSweep)));
        foreach (var service in desk.Settings.Services.Where(service => service.Name != Celery))
            desk.Tell(new SupervisorEvent.ServiceReported(service.Name, desk.State.Of(service.Name), new SweepId(desk.State.LastSweep)));
        Assert.Empty(desk.Announced);

        desk.Reconfigure(settings => Add(Remove(settings, Celery), "redis"));

        Assert.Equal(
            [
                new Announcement.SweepStarted(),
                new Announcement.ServiceUp(new ServiceName("postgresql")),
                new Announcement.ServiceUp(Gunicorn),
                new Announcement.SweepFinished(),
                new Announcement.SweepSeparator(),
            ],
            desk.Announced);
    }

    [Fact]
    public void A_larger_budget_ends_the_waiting_for_the_window()
    {
        var desk = Spent();

        desk.Reconfigure(settings => Budget(settings, runs: 2)).Pass(1);

        Assert.Equal(2, desk.Starts.Count);
        Assert.Equal(0, desk.State.Budget.Left(desk.Elapsed));
    }

    [Fact]
    public void A_budget_that_stays_spent_is_not_told_again_and_ends_when_the_new_window_does()
    {
        var desk = Spent();

        desk.Reconfigure(settings => Budget(settings, within: TimeSpan.FromMinutes(20)));

        Assert.Single(desk.Announced.OfType<Announcement.BudgetSpent>());
        Assert.Equal(new IncidentPhase.GivenUp(Desk.Seconds(2) + TimeSpan.FromMinutes(20)), desk.State.Incident?.Phase);
    }

    [Fact]
    public void A_smaller_budget_counts_the_runs_of_before()
    {
        var desk = new Desk().Start().Kill("celery").Pass(60);
        Assert.Equal(2, desk.State.Budget.Left(desk.Elapsed));

        desk.Reconfigure(settings => Budget(settings, runs: 1)).Kill("celery").Pass(300);

        Assert.Single(desk.Starts);
        Assert.IsType<IncidentPhase.GivenUp>(desk.State.Incident?.Phase);
    }

    [Fact]
    public void A_longer_window_counts_the_runs_that_had_left_the_shorter_one()
    {
        var desk = new Desk().Start();
        desk.Kill("celery").Pass(3700);
        desk.Kill("celery").Pass(60);
        Assert.Equal(2, desk.State.Budget.Left(desk.Elapsed));

        desk.Reconfigure(settings => Budget(settings, within: TimeSpan.FromHours(2)));

        Assert.Equal(1, desk.State.Budget.Left(desk.Elapsed));
    }

    [Fact]
    public void Who_only_observed_acts_as_soon_as_that_is_wanted()
    {
        var desk = new Desk(mode: SupervisionMode.Observe).Start().Kill("celery").Pass(60);
        Assert.Empty(desk.Starts);

        desk.Reconfigure(settings => settings with { Mode = SupervisionMode.Act }).Pass(1);

        Assert.Equal([60], desk.Starts);
    }

    [Fact]
    public void A_person_s_stop_is_acted_on_as_soon_as_that_is_wanted()
    {
        var desk = new Desk().Start().Stop("celery").Pass(60);

        desk.Reconfigure(settings => Stops(settings, ManualStop.Act)).Pass(3);

        Assert.Equal([62], desk.Starts);
    }

    [Fact]
    public void A_person_s_stop_that_a_tick_made_an_outage_is_none_where_stops_are_respected_from_now_on()
    {
        var desk = new Desk().Start().Stop("celery").Tick("periodic").Pass(1);
        Assert.NotNull(desk.State.Incident);

        desk.Reconfigure(settings => Stops(settings, ManualStop.Respect)).Pass(60);

        Assert.Empty(desk.Starts);
        Assert.Null(desk.State.Incident);
    }

    private static Desk Spent()
    {
        var desk = new Desk(Desk.Contract with { BudgetRuns = 1, Backoff = [TimeSpan.Zero] })
        {
            Script = (_, _) => new Play.Ends(Desk.Seconds(10), Desk.DoesNothing),
        };
        desk.Start().Kill("celery").Pass(300);
        Assert.IsType<IncidentPhase.GivenUp>(desk.State.Incident?.Phase);
        return desk;
    }

    private static SupervisorSettings Add(SupervisorSettings settings, string service) =>
        settings with { Services = settings.Services.Add(Desk.Service(service)) };

    private static SupervisorSettings Remove(SupervisorSettings settings, ServiceName service) =>
        settings with { Services = settings.Services.RemoveAll(own => own.Name == service) };

    private static SupervisorSettings Stops(SupervisorSettings settings, ManualStop stops) =>
        settings with { Services = [.. settings.Services.Select(service => service with { ManualStop = stops })] };

    private static SupervisorSettings Budget(SupervisorSettings settings, int? runs = null, TimeSpan? within = null) => settings with
    {
        Recovery = settings.Recovery with
        {
            BudgetRuns = runs ?? settings.Recovery.BudgetRuns,
            BudgetWithin = within ?? settings.Recovery.BudgetWithin,
        },
    };

    [Fact]
    public void A_run_starts_the_unit_that_its_intent_names_whatever_was_configured_since()
    {
        var other = new UnitName("other-restart.service");
        var desk = new Desk { StoreTakes = Desk.Seconds(5) }.Start().Kill("celery").Pass(4);

        desk.Reconfigure(settings => settings with
        {
            Recovery = settings.Recovery with { Backend = settings.Recovery.Backend with { Unit = other } },
        }).Pass(60);

        // The desk holds each start against its intent.
        Assert.Single(desk.Starts);
        Assert.NotEqual(other, Assert.Single(desk.Intents).Unit);
    }

    [Fact]
    public void An_incident_that_gave_way_to_the_old_script_is_acted_on_once_it_need_not()
    {
        var desk = new Desk();
        desk.Settings = desk.Settings with { OldJobs = [new OldJob("/etc/crontab", 2)] };
        desk.Start().Kill("celery").Pass(60);
        Assert.Empty(desk.Starts);

        desk.Reconfigure(settings => settings with { Takeover = true }).Pass(60);

        Assert.Single(desk.Starts);
        Assert.Null(desk.State.Incident);
    }
}
