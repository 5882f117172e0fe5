using Supervision.Core.Holds;
using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Recovery;

namespace Supervision.Core.Tests.Recovery;

/// <summary>A person asks for nothing to be done.</summary>
public sealed class HoldTests
{
    [Fact]
    public void A_held_service_s_failure_is_seen_and_recorded_and_not_acted_on()
    {
        var desk = new Desk().Start().Hold("celery", 30, "migration").Kill("celery").Pass(600);

        Assert.Empty(desk.Intents);
        Assert.Equal(["celery"], desk.State.Incident!.Members.Select(member => member.Text));
        Assert.Contains("migration", Assert.Single(desk.Decisions, it => it.Choice == Choice.Refuse).Reason, StringComparison.Ordinal);
        Assert.Contains(new Announcement.ServiceDown(new("celery"), RunFollows: false), desk.Announced);
        Assert.Single(desk.Announced.OfType<Announcement.RunWithheld>());
    }

    [Fact]
    public void A_hold_ends_by_itself_and_what_is_out_then_is_acted_on()
    {
        var desk = new Desk().Start().Hold("celery", 30).Kill("celery").Pass(1799.9);
        Assert.Empty(desk.Starts);

        desk.Pass(60);

        Assert.Equal([1800], desk.Starts);
        Assert.Empty(desk.State.Holds);
        Assert.Equal("", Assert.Single(desk.Stored.OfType<JournalEntry.HoldEnded>()).By);
        Assert.Contains(new Announcement.HoldEnded(new("celery")), desk.Announced);
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void A_hold_that_nobody_needed_ends_without_a_run()
    {
        var desk = new Desk().Start().Hold("celery", 30).Pass(1801);

        Assert.Empty(desk.State.Holds);
        Assert.Null(desk.State.Wake);
        Assert.Empty(desk.Intents);
    }

    [Fact]
    public void A_person_ends_it_earlier()
    {
        var desk = new Desk().Start().Hold("celery", 30).Hold("gunicorn", 30).Kill("celery").Pass(60);

        desk.Resume("celery").Pass(60);
        Assert.Empty(desk.Starts);
        desk.Resume("gunicorn").Pass(60);

        Assert.Equal([120], desk.Starts);
        Assert.All(desk.Stored.OfType<JournalEntry.HoldEnded>(), ended => Assert.Equal("ayse", ended.By));
    }

    [Fact]
    public void When_a_hold_ends_everything_is_read_before_anything_is_decided()
    {
        var desk = new Desk { SweepTakes = Desk.Seconds(5) }.Start().Hold("celery", 30).Kill("celery").Pass(60);

        desk.Resume();
        Assert.IsType<IncidentPhase.Rereading>(desk.State.Incident!.Phase);
        Assert.Empty(desk.Starts);
        desk.Pass(5);

        Assert.Equal([65], desk.Starts);
    }

    [Fact]
    public void While_one_is_held_backend_sh_is_run_for_nobody_since_it_restarts_everything()
    {
        var desk = new Desk().Start().Hold("gunicorn", 30, "upgrade").Kill("celery").Pass(600);

        Assert.Empty(desk.Intents);
        var refused = Assert.Single(desk.Decisions, it => it.Choice == Choice.Refuse);
        Assert.Contains("gunicorn", refused.Reason, StringComparison.Ordinal);
        Assert.Contains("upgrade", refused.Reason, StringComparison.Ordinal);
        desk.Pass(1210);
        Assert.Equal([1800], desk.Starts);
    }

    [Fact]
    public void A_hold_on_all_is_one_on_each()
    {
        var desk = Desk.With("unit").Start().Hold(null, 30).Kill("celery").Pass(600);

        Assert.Empty(desk.Intents);
        desk.Resume().Pass(60);
        Assert.Single(desk.Restarts);
    }

    [Fact]
    public void A_restart_of_single_units_is_refused_only_where_it_touches_what_is_held()
    {
        var desk = Desk.With("dependents").Start().Hold("gunicorn", 30).Kill("celery").Pass(60);
        Assert.Equal(["celery.service"], Assert.Single(desk.Restarts).Units.Select(unit => unit.Text));

        desk.Kill("postgresql").Pass(60);
        Assert.Single(desk.Restarts);
        desk.Resume().Pass(60);

        Assert.Equal(["postgresql.service", "gunicorn.service"], desk.Restarts[^1].Units.Select(unit => unit.Text));
    }

    [Fact]
    public void Who_needs_backend_sh_waits_for_the_hold_and_keeps_nobody_from_a_smaller_step()
    {
        var desk = Desk.With("backend", "postgresql", "gunicorn", "celery /unit").Start().Hold("postgresql", 30).Kill("gunicorn").Kill("celery").Pass(60);

        Assert.Equal(["celery.service"], Assert.Single(desk.Restarts).Units.Select(unit => unit.Text));
        Assert.Empty(desk.Starts);
        Assert.Equal(["gunicorn"], desk.State.Incident!.Members.Select(member => member.Text));
    }

    [Fact]
    public void The_consequences_of_a_held_root_are_held_with_it()
    {
        var desk = Desk.With("unit").Start().Hold("postgresql", 30).Kill("postgresql").Kill("gunicorn").Pass(600);

        Assert.Empty(desk.Intents);
    }

    [Fact]
    public void A_second_hold_on_the_same_takes_the_place_of_the_first()
    {
        var desk = new Desk().Start().Hold("celery", 30).Hold("celery", 5, "shorter").Hold(null, 10);

        Assert.Equal([(2L, "shorter"), (3L, "maintenance")], desk.State.Holds.Select(hold => (hold.Id.Number, hold.Reason)));
        Assert.Equal([new HoldId(1)], desk.Stored.OfType<JournalEntry.HoldEnded>().Select(ended => ended.Hold));
    }

    [Fact]
    public void No_hold_is_longer_than_seven_days_and_none_is_over_when_it_begins()
    {
        var desk = new Desk().Start().Hold("celery", 60 * 24 * 365).Hold("gunicorn", 0).Hold("postgresql", -1);

        var hold = Assert.Single(desk.State.Holds);
        Assert.Equal(Desk.Beginning.AddDays(7), hold.Until);
    }

    [Fact]
    public void A_hold_outlives_the_daemon_and_its_number_is_not_given_twice()
    {
        var desk = new Desk().Start().Hold("celery", 30).Pass(10);

        desk.Die().Pass(10).StartAgain().Kill("celery").Pass(600);
        Assert.Empty(desk.Intents);
        desk.Hold("gunicorn", 1);
        Assert.Equal(new HoldId(2), desk.State.Holds[^1].Id);

        desk.Pass(1300);
        Assert.Equal([1800], desk.Starts);
    }

    [Fact]
    public void A_hold_that_ended_while_the_daemon_was_down_is_closed_at_its_start()
    {
        var desk = new Desk().Start().Hold("celery", 1).Pass(10);

        desk.Die().Pass(100).StartAgain();

        Assert.Empty(desk.State.Holds);
        Assert.Equal((new HoldId(1), ""), desk.Stored.OfType<JournalEntry.HoldEnded>().Select(ended => (ended.Hold, ended.By)).Single());
    }

    [Fact]
    public void A_hold_follows_the_clock_that_people_read()
    {
        var desk = new Desk().Start().Hold("celery", 30).Kill("celery").Pass(60).StepClock(TimeSpan.FromHours(1)).Pass(11);
        Assert.Single(desk.Starts);

        var slower = new Desk().Start().Hold("celery", 30).Kill("celery").StepClock(-TimeSpan.FromMinutes(10)).Pass(1900);
        Assert.Empty(slower.Starts);
        slower.Pass(600);
        Assert.Single(slower.Starts);
    }

    [Fact]
    public void A_hold_that_comes_between_the_intent_and_the_start_stops_the_start_and_gives_the_charge_back()
    {
        var desk = new Desk { StoreTakes = Desk.Seconds(1) }.Start().Kill("celery").Pass(2.5).Hold("gunicorn", 30).Pass(60);

        Assert.Single(desk.Intents);
        Assert.Empty(desk.Starts);
        Assert.Equal(3, desk.State.Budget.Left(desk.Monotonic));
        Assert.True(Assert.Single(desk.Stored.OfType<JournalEntry.RunClosed>()).Refunded);

        desk.Resume().Pass(5);
        Assert.Single(desk.Starts);
    }

    [Fact]
    public void A_run_that_is_under_way_is_not_broken_off()
    {
        var desk = new Desk().Start().Kill("celery").Pass(5).Hold("celery", 30).Pass(60);

        Assert.Equal([2], desk.Starts);
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void A_hold_on_what_is_not_watched_keeps_nobody_waiting()
    {
        var desk = new Desk().Start().Hold("oracle", 30).Kill("celery").Pass(60);

        Assert.Equal([2], desk.Starts);
    }

    [Fact]
    public void A_held_service_stands_as_held_up_or_not()
    {
        var desk = new Desk().Start().Hold("celery", 30);

        Assert.Equal(new HoldId(1), Standing.Of(desk.State, new("celery"), desk.Now.Wall).Hold?.Id);
        Assert.Null(Standing.Of(desk.State, new("gunicorn"), desk.Now.Wall).Hold);
        Assert.Null(Standing.Of(desk.State, new("celery"), desk.Now.Wall.AddMinutes(30)).Hold);
    }
}
