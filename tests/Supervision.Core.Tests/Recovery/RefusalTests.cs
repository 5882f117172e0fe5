using Supervision.Core.Holds;
using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Notifications;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Recovery;

/// <summary>What stands in the way of a run, and what comes too late for one.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void A_refused_run_is_not_charged_and_tried_again_later()
    {
        var desk = new Desk { Script = (_, _) => new Play.Refused("polkit says no") }.Start().Kill("celery").Pass(602);

        Assert.Equal([2, 602], desk.Starts);
        Assert.Equal(3, desk.State.Budget.Left(desk.Elapsed));
        Assert.Contains(new Announcement.RunRefused("polkit says no"), desk.Announced);
        Assert.All(desk.Stored.OfType<JournalEntry.RunClosed>(), entry => Assert.True(entry.Refunded));
    }

    [Fact]
    public void A_run_that_systemd_refuses_is_not_charged_either()
    {
        var desk = new Desk { Script = (_, _) => new Play.Ends(TimeSpan.Zero, Desk.DoesNothing, RunResult.RefusedBySystemd) }.Start().Kill("celery").Pass(100);

        Assert.Single(desk.Starts);
        Assert.Equal(3, desk.State.Budget.Left(desk.Elapsed));
        Assert.Contains(new Announcement.RunRefused("the script is RefusedBySystemd"), desk.Announced);
    }

    [Fact]
    public void Who_fails_while_a_run_is_under_way_that_never_starts_is_not_forgotten()
    {
        var desk = new Desk { Script = (_, _) => new Play.Ends(Desk.Seconds(20), Desk.DoesNothing, RunResult.NeverStarted) }.Start();
        desk.Kill("postgresql").Pass(5);
        desk.Reconfigure(settings => settings with { Services = settings.Services.RemoveAll(own => own.Name.Text == "postgresql") });
        desk.Kill("gunicorn").Pass(20);

        Assert.Equal([new ServiceName("gunicorn")], desk.State.Incident?.Members);
    }

    [Fact]
    public void Without_a_durable_intent_nothing_is_started_and_nothing_is_charged()
    {
        var desk = new Desk { DiskSays = "disk full" }.Start().Kill("celery").Pass(500);

        Assert.Empty(desk.Starts);
        Assert.Single(desk.Intents);
        Assert.Equal(3, desk.State.Budget.Left(desk.Elapsed));
        Assert.Contains(new Announcement.RunNotRecorded("disk full"), desk.Announced);

        desk.DiskSays = null;
        desk.Pass(200);
        Assert.Equal([602], desk.Starts);
    }

    [Fact]
    public void A_refusal_is_not_repeated_in_a_circle_where_the_backoff_has_no_pauses()
    {
        var desk = new Desk(Desk.Contract with { Backoff = [TimeSpan.Zero] }) { Script = (_, _) => new Play.Refused("polkit says no") };
        desk.Start().In(Desk.Seconds(100), () => desk.Script = (_, _) => new Play.Ends(Desk.Seconds(10), Desk.Works));
        desk.Kill("celery").Pass(99);

        Assert.InRange(desk.Starts.Count, 2, 10);
        desk.Pass(60);
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void A_failing_disk_is_not_asked_in_a_circle_where_the_backoff_has_no_pauses()
    {
        var desk = new Desk(Desk.Contract with { Backoff = [TimeSpan.Zero] }) { DiskSays = "disk full", StoreTakes = Desk.Seconds(0.01) };
        desk.Start().Kill("celery").Pass(100);

        Assert.InRange(desk.Intents.Count, 2, 10);
    }

    [Fact]
    public void Failures_between_the_intent_and_its_refusal_belong_to_the_incident()
    {
        var desk = new Desk { DiskSays = "disk full", StoreTakes = Desk.Seconds(5) }.Start().Kill("celery").Pass(3).Kill("gunicorn").Pass(5);

        Assert.Equal(["celery", "gunicorn"], desk.State.Incident!.Members.Select(member => member.Text));
    }

    [Fact]
    public void Of_a_host_that_does_not_finish_booting_people_are_told()
    {
        var desk = new Desk { Host = HostPhase.Starting, Obstacles = [new Obstacle(ObstacleKind.PackageUpgrade, "dpkg is at work", "healthcheck.obstacles")] };
        desk.Start().Kill("celery").Pass(590);
        Assert.DoesNotContain(desk.Noticed, notice => notice is Notice.IncidentOpened);

        desk.Pass(30);

        Assert.Single(desk.Noticed.OfType<Notice.IncidentOpened>());
    }

    [Theory]
    [InlineData(HostPhase.Starting, "the host is booting")]
    [InlineData(HostPhase.Stopping, "the host is shutting down")]
    [InlineData(HostPhase.Other, "the host is neither running nor booting")]
    public void Nothing_is_started_while_the_host_is_not_running_and_that_is_recorded_once(HostPhase phase, string why)
    {
        var desk = new Desk { Host = phase }.Start().Kill("celery").Pass(500);

        Assert.Empty(desk.Intents);
        Assert.Equal(why, Assert.Single(desk.Decisions, it => it.Choice == Choice.Refuse).Reason);

        desk.Host = HostPhase.Running;
        desk.Pass(11);
        Assert.Single(desk.Starts);
    }

    [Fact]
    public void A_host_that_never_finishes_booting_is_supervised_after_ten_minutes()
    {
        var desk = new Desk { Host = HostPhase.Starting }.Start().Kill("celery").Pass(599);
        Assert.Empty(desk.Starts);

        desk.Pass(20);
        Assert.Single(desk.Starts);
    }

    [Fact]
    public void Answers_for_other_runs_are_ignored()
    {
        var stale = new RunId(77);
        var ended = new SupervisorEvent.RunEnded(stale, new RunOutcome(RunResult.Done, 0, "", "stale"));
        SupervisorEvent[] strangers =
            [new SupervisorEvent.IntentStored(stale), new SupervisorEvent.IntentNotStored(stale, "x"), new SupervisorEvent.RunRefused(stale, "x"), ended];
        var desk = new Desk { StoreTakes = Desk.Seconds(5) }.Start().Kill("celery");

        foreach (var seconds in new[] { 1, 3, 5, 5, 5, 100 })
        {
            desk.Pass(seconds);
            var before = desk.State;
            foreach (var stranger in strangers)
            {
                desk.Tell(stranger);
                Assert.Equal(before.Incident?.Phase.GetType(), desk.State.Incident?.Phase.GetType());
                Assert.Equal(before.Budget, desk.State.Budget);
            }
        }

        Assert.Equal([7], desk.Starts);
    }

    [Fact]
    public void An_answer_that_comes_twice_counts_once()
    {
        var desk = new Desk().Start().Kill("celery").Pass(5);
        desk.Tell(new SupervisorEvent.IntentStored(new RunId(1))).Pass(1);
        Assert.Single(desk.Starts);

        desk.Pass(7).Tell(new SupervisorEvent.RunRefused(new RunId(1), "late"));
        Assert.Equal(2, desk.State.Budget.Left(desk.Elapsed));
    }

    [Fact]
    public void Wake_ups_that_come_early_late_or_twice_change_nothing()
    {
        var punctual = Failing().Start().Kill("celery").Pass(900);
        var nervous = Failing();
        nervous.Start();
        for (var second = 1; second < 900; second++)
            nervous.In(Desk.Seconds(second), () => nervous.Tell(new SupervisorEvent.Woken()).Tell(new SupervisorEvent.Woken()));
        nervous.Kill("celery").Pass(900);
        var late = Failing();
        late.TimerLags = Desk.Seconds(0.5);
        late.Start().Kill("celery").Pass(900);

        Assert.Equal(punctual.Said, nervous.Said);
        Assert.Equal(punctual.Announced, late.Announced);
    }

    [Fact]
    public void A_timer_that_fired_too_early_is_set_again()
    {
        var desk = new Desk().Start().Kill("celery").Pass(1).Tell(new SupervisorEvent.Woken());

        Assert.Equal(new SupervisorEffect.WakeAt(Desk.Seconds(2)), Assert.Single(desk.LastEffects));
    }

    private static Desk Failing() => new() { Script = (_, _) => new Play.Ends(Desk.Seconds(10), Desk.DoesNothing) };

    [Fact]
    public void A_refusal_is_said_once_and_the_run_that_follows_it_is_said_when_it_has_run()
    {
        var desk = new Desk { Script = (_, _) => new Play.Refused("polkit says no") }.Start().Kill("celery").Pass(2000);
        Assert.True(desk.Starts.Count > 2);
        Assert.Single(desk.Announced, it => it is Announcement.RunRefused);
        Assert.Single(desk.Announced, it => it is Announcement.RunStarting);

        desk.Script = (_, _) => new Play.Refused("the unit is masked");
        desk.Pass(700);
        Assert.Equal(2, desk.Announced.Count(it => it is Announcement.RunRefused));

        desk.Script = (_, _) => new Play.Ends(Desk.Seconds(10), Desk.Works);
        desk.Pass(700);
        Assert.Equal(2, desk.Announced.Count(it => it is Announcement.RunStarting));
        Assert.Contains(new Announcement.ServiceRecovered(new("celery")), desk.Announced);
    }

    [Fact]
    public void A_freed_budget_also_ends_the_wait_after_a_refusal()
    {
        var desk = new Desk { Script = (_, _) => new Play.Refused("polkit says no") }.Start().Kill("celery").Pass(60);
        Assert.Single(desk.Starts);

        desk.FreeBudget().Pass(1);

        Assert.Equal(2, desk.Starts.Count);
    }
}
