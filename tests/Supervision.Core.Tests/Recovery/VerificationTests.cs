using Supervision.Core.Messages;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Recovery;

public sealed class VerificationTests
{
    private static readonly ServiceName Celery = new("celery");

    [Fact]
    public void A_run_that_brought_nothing_back_has_failed_after_its_time()
    {
        var desk = new Desk { Script = (_, _) => Ends(Desk.DoesNothing) };
        desk.Start().Kill("celery").Pass(71.9);
        Assert.DoesNotContain(new Announcement.ServiceStillDown(Celery), desk.Announced);

        desk.Pass(0.2);
        Assert.Contains(new Announcement.ServiceStillDown(Celery), desk.Announced);
    }

    [Fact]
    public void Who_came_up_and_died_again_is_not_waited_for()
    {
        var desk = new Desk { Script = (_, _) => Ends(Desk.Works) };
        desk.Start().Kill("celery").Pass(12 + 5).Kill("celery").Pass(0.1);

        Assert.Contains(new Announcement.ServiceStillDown(Celery), desk.Announced);
        Assert.Contains(desk.Decisions, it => it.Reason == "celery came up by run-1 and died again");
        // The pause between two runs is what bounds them.
        desk.Pass(600);
        Assert.Equal([2, 132], desk.Starts.Select(start => Math.Round(start)));
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void Another_that_is_still_to_come_is_waited_for_all_the_same()
    {
        var desk = new Desk { Script = (_, _) => Ends(it => it.Raise("celery")) };
        desk.Start().Kill("celery").Kill("gunicorn").Pass(12 + 5).Kill("celery").Pass(54.5);
        Assert.Empty(desk.Announced.OfType<Announcement.ServiceStillDown>());

        desk.Pass(1);
        Assert.Equal(2, desk.Announced.OfType<Announcement.ServiceStillDown>().Count());
    }

    [Fact]
    public void A_slow_start_is_not_a_failed_one()
    {
        var desk = new Desk { Script = (_, _) => Ends(it => it.Restarting("celery")) };
        desk.Start().Kill("celery").Pass(12 + 120).Raise("celery").Pass(10);

        Assert.DoesNotContain(new Announcement.ServiceStillDown(Celery), desk.Announced);
        Assert.Contains(new Announcement.ServiceRecovered(Celery), desk.Announced);
        Assert.Null(desk.State.Incident);
        Assert.Single(desk.Starts);
    }

    [Fact]
    public void The_time_goes_on_where_it_stood_still()
    {
        var desk = new Desk { Script = (_, _) => Ends(Desk.DoesNothing) };
        desk.Start().Kill("celery").Pass(12 + 20).Restarting("celery").Pass(500).Kill("celery").Pass(39.9);
        Assert.DoesNotContain(new Announcement.ServiceStillDown(Celery), desk.Announced);

        desk.Pass(0.2);
        Assert.Contains(new Announcement.ServiceStillDown(Celery), desk.Announced);
    }

    [Fact]
    public void A_service_that_is_stuck_on_its_way_up_does_not_hold_up_the_others_for_ever()
    {
        var desk = new Desk { Script = (_, _) => Ends(it => it.Restarting("celery")) };
        desk.Start().Kill("celery").Kill("gunicorn").Pass(12 + 600 + 59.9);
        Assert.Single(desk.Starts);

        desk.Pass(0.2);
        Assert.Contains(new Announcement.ServiceStillDown(new("gunicorn")), desk.Announced);
        desk.Pass(100);
        Assert.Equal(["gunicorn"], desk.Intents[1].Members.Select(member => member.Text));
    }

    [Fact]
    public void A_start_that_is_stuck_is_called_down_once_and_not_every_minute()
    {
        var desk = new Desk { Script = (_, _) => Ends(it => it.Restarting("celery")) };
        desk.Start().Kill("celery").Pass(4 * 3600);

        Assert.Single(desk.Announced.OfType<Announcement.ServiceStillDown>());
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void A_stop_that_is_stuck_is_called_down_once_and_not_every_minute()
    {
        var desk = new Desk { Script = (_, _) => Ends(it => it.Stopping("celery")) };
        desk.Start().Kill("celery").Pass(4 * 3600);

        Assert.Single(desk.Announced.OfType<Announcement.ServiceStillDown>());
        Assert.Single(desk.Starts);
    }

    [Fact]
    public void A_fresh_failure_does_not_sit_out_the_verification_of_another_s_run()
    {
        var desk = new Desk { Script = (_, run) => Ends(run.Number == 1 ? Desk.DoesNothing : Desk.Works) };
        desk.Start().Kill("celery").Pass(20).Kill("gunicorn").Pass(60);

        Assert.Equal([2, 22], desk.Starts);
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void A_service_that_comes_up_late_may_settle_before_it_is_judged()
    {
        var desk = new Desk { Script = (_, _) => Ends(Desk.DoesNothing) };
        desk.Start().Kill("celery").Pass(12 + 55).Raise("celery").Pass(60);

        Assert.DoesNotContain(new Announcement.ServiceStillDown(Celery), desk.Announced);
        Assert.Contains(new Announcement.ServiceRecovered(Celery), desk.Announced);
    }

    [Fact]
    public void A_service_that_comes_up_late_and_fails_again_has_had_its_time()
    {
        var desk = new Desk { Script = (_, _) => Ends(Desk.DoesNothing) };
        desk.Start().Kill("celery").Pass(12 + 55).Raise("celery").Pass(8).Kill("celery").Pass(0);

        Assert.Contains(new Announcement.ServiceStillDown(Celery), desk.Announced);
    }

    [Fact]
    public void Who_is_up_is_not_called_down_for_the_sake_of_others()
    {
        var desk = new Desk { Script = (_, _) => Ends(Desk.DoesNothing) };
        desk.Start().Kill("celery").Kill("gunicorn").Pass(12 + 55).Raise("celery").Pass(10);

        Assert.DoesNotContain(new Announcement.ServiceStillDown(Celery), desk.Announced);
        Assert.Contains(new Announcement.ServiceStillDown(new("gunicorn")), desk.Announced);
    }

    [Fact]
    public void Another_life_of_the_unit_settles_from_its_own_beginning()
    {
        var desk = new Desk { Script = (_, _) => Ends(it => it.Raise("celery")) };
        desk.Start().Kill("celery").Pass(12 + 9).Raise("celery").Pass(9);
        Assert.NotNull(desk.State.Incident);

        desk.Pass(1);
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void The_script_s_own_failure_is_said_and_the_units_decide()
    {
        var desk = new Desk { Script = (_, _) => new Play.Ends(Desk.Seconds(10), Desk.Works, RunResult.Failed) };
        desk.Start().Kill("celery").Pass(60);

        Assert.Contains(new Announcement.RunEndedBadly("the script is Failed"), desk.Announced);
        Assert.Contains(new Announcement.ServiceRecovered(Celery), desk.Announced);
        Assert.Single(desk.Starts);
    }

    [Theory]
    [InlineData(RunResult.Failed)]
    [InlineData(RunResult.TimedOut)]
    [InlineData(RunResult.Cancelled)]
    [InlineData(RunResult.Lost)]
    public void A_run_that_ended_badly_stays_charged(RunResult result)
    {
        var desk = new Desk { Script = (_, _) => new Play.Ends(Desk.Seconds(10), Desk.DoesNothing, result) };
        desk.Start().Kill("celery").Pass(20);

        Assert.Equal(2, desk.State.Budget.Left(desk.Elapsed));
    }

    private static Play.Ends Ends(Action<Desk> effect) => new(Desk.Seconds(10), effect);
}
