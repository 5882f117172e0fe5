using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Notifications;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Recovery;

/// <summary>The daemon is killed at every place where it matters, and the next life takes over.</summary>
public sealed class AdoptionTests
{
    [Fact]
    public void A_run_under_way_is_followed_to_its_end_and_not_begun_again()
    {
        var desk = new Desk().Start().Kill("gunicorn").Pass(5);
        Assert.Equal([2], desk.Starts);

        desk.Die().Pass(2).StartAgain().Pass(60);

        Assert.Equal([2], desk.Starts);
        var closed = Assert.Single(desk.Stored.OfType<JournalEntry.RunClosed>());
        Assert.Equal((RunResult.Done, "the script is Done"), (closed.Outcome.Result, closed.Outcome.Evidence));
        Assert.Contains(new Announcement.RunAdopted(), desk.Announced);
        Assert.Contains(new Announcement.ServiceRecovered(new("gunicorn")), desk.Announced);
        Assert.Null(desk.State.Incident);
        Assert.Equal(2, desk.State.Budget.Left(desk.Monotonic));
    }

    [Fact]
    public void That_the_budget_is_spent_is_told_also_where_the_beginning_was_told_by_an_earlier_life()
    {
        var desk = new Desk(Desk.Contract with { BudgetRuns = 1 }) { Script = (_, _) => new Play.Ends(Desk.Seconds(10), Desk.DoesNothing) }
            .Start().Kill("celery").Pass(20);
        Assert.IsType<Notice.IncidentOpened>(Assert.Single(desk.Noticed, notice => notice is not Notice.Standing));

        desk.Die().Pass(2).StartAgain().Pass(120);

        Assert.Single(desk.Noticed.OfType<Notice.GaveUp>());
    }

    [Fact]
    public void A_run_that_ended_while_nobody_looked_gives_its_true_result()
    {
        var desk = new Desk { Script = (_, _) => new Play.Ends(Desk.Seconds(10), Desk.DoesNothing, RunResult.TimedOut) }.Start().Kill("celery").Pass(5);

        desk.Die().Pass(20).StartAgain().Pass(1);

        Assert.Equal(RunResult.TimedOut, Assert.Single(desk.Stored.OfType<JournalEntry.RunClosed>()).Outcome.Result);
        Assert.Equal([2], desk.Starts);
    }

    [Fact]
    public void Between_intent_and_start_nothing_ran_so_the_next_run_follows_at_once_and_both_are_charged()
    {
        var desk = new Desk { StoreTakes = Desk.Seconds(1) }.Start().Kill("celery").Pass(2.5);

        desk.DieWithTheIntentOnDisk().Pass(2).StartAgain().Pass(5);

        Assert.Equal(RunResult.NeverStarted, Assert.Single(desk.Stored.OfType<JournalEntry.RunClosed>()).Outcome.Result);
        Assert.Single(desk.Starts);
        Assert.Equal(1, desk.State.Budget.Left(desk.Monotonic));
    }

    [Fact]
    public void Before_the_intent_is_durable_nothing_is_charged()
    {
        var desk = new Desk { StoreTakes = Desk.Seconds(1) }.Start().Kill("celery").Pass(2.5);

        desk.Die().Pass(2).StartAgain().Pass(60);

        Assert.Single(desk.Starts);
        Assert.Equal(2, desk.State.Budget.Left(desk.Monotonic));
    }

    [Fact]
    public void A_run_of_another_boot_is_superseded_and_stays_charged()
    {
        var desk = new Desk().Start().Kill("gunicorn").Pass(5);

        desk.Reboot().Pass(30).StartAgain().Pass(60);

        Assert.Equal(RunResult.Superseded, Assert.Single(desk.Stored.OfType<JournalEntry.RunClosed>()).Outcome.Result);
        Assert.Equal([2], desk.Starts);
        Assert.Equal(2, desk.State.Budget.Left(desk.Monotonic));
        Assert.Null(desk.State.Incident);
        Assert.Single(desk.Stored.OfType<JournalEntry.IncidentClosed>());
    }

    [Fact]
    public void A_spent_budget_stays_spent_over_a_kill_and_a_reboot()
    {
        var desk = new Desk { Script = (_, _) => new Play.Ends(Desk.Seconds(10), Desk.DoesNothing) }.Start().Kill("celery").Pass(240);
        Assert.Equal(3, desk.Starts.Count + desk.State.Budget.Left(desk.Monotonic));
        desk.Pass(700);
        Assert.Equal(3, desk.Starts.Count);

        desk.Die().StartAgain().Pass(60);
        desk.Reboot().Pass(30).StartAgain().Kill("celery").Pass(60);

        Assert.Equal(3, desk.Starts.Count);
        Assert.Equal(0, desk.State.Budget.Left(desk.Monotonic));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(24 * 365 * 10)]
    [InlineData(-2)]
    [InlineData(-24 * 365 * 10)]
    public void A_step_of_the_wall_clock_and_a_restart_within_one_boot_free_nothing(int hours)
    {
        var desk = new Desk { Script = (_, _) => new Play.Ends(Desk.Seconds(10), Desk.DoesNothing) }.Start().Kill("celery").Pass(900);
        var started = desk.Starts.Count;

        desk.StepClock(TimeSpan.FromHours(hours)).Die().StartAgain().Pass(60);

        Assert.Equal(3, started);
        Assert.Equal(3, desk.Starts.Count);
    }

    [Fact]
    public void An_incident_that_is_being_verified_is_taken_up_where_it_was()
    {
        var desk = new Desk { Script = (_, _) => new Play.Ends(Desk.Seconds(10), Desk.Works) }.Start().Kill("gunicorn").Pass(15);

        desk.Die().StartAgain().Pass(60);

        Assert.Contains(new Announcement.ServiceRecovered(new("gunicorn")), desk.Announced);
        var closed = Assert.Single(desk.Stored.OfType<JournalEntry.IncidentClosed>());
        Assert.Equal(new IncidentId(1), closed.Incident);
        Assert.Single(desk.Starts);
    }

    [Fact]
    public void What_a_run_did_not_bring_back_waits_out_its_pause_in_the_next_life_too()
    {
        var desk = new Desk { Script = (_, _) => new Play.Ends(Desk.Seconds(10), Desk.DoesNothing) }.Start().Kill("celery").Pass(20);

        desk.Die().StartAgain().Pass(200);

        Assert.Equal([2, 132], desk.Starts);
        Assert.Single(desk.Stored.OfType<JournalEntry.IncidentOpened>());
    }

    [Fact]
    public void An_incident_whose_services_are_not_watched_any_more_is_closed()
    {
        var left = new LeftIncident(new IncidentId(3), Desk.Beginning, new("oracle"), null, [new("oracle")]);
        var desk = new Desk(history: History.Empty with { LastIncident = 3, Left = left }).Start();

        Assert.Null(desk.State.Incident);
        Assert.Equal(new IncidentId(3), Assert.Single(desk.Stored.OfType<JournalEntry.IncidentClosed>()).Incident);
    }

    [Fact]
    public void A_run_for_services_that_are_not_watched_any_more_is_followed_all_the_same()
    {
        var intent = new RunIntent(
            new RunId(9), new IncidentId(3), "boot-1", Desk.Beginning, TimeSpan.Zero, new UnitName("backend-restart.service"), new("oracle"), [new("oracle")], "why");
        var desk = new Desk(history: History.Empty with { Open = [intent], LastRun = 9, LastIncident = 3 })
        {
            Earlier = (_, _) => new Play.Ends(Desk.Seconds(20), Desk.Works),
        }.Start().Pass(10).Kill("celery").Pass(9);
        Assert.Empty(desk.Starts);

        desk.Pass(60);

        Assert.Empty(desk.Starts);
        Assert.Equal(RunResult.Done, Assert.Single(desk.Stored.OfType<JournalEntry.RunClosed>()).Outcome.Result);
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void Of_several_open_intents_the_newest_is_followed_and_the_others_are_lost()
    {
        var intents = new[] { 8, 9 }.Select(run => new RunIntent(
            new RunId(run), new IncidentId(3), "boot-1", Desk.Beginning, TimeSpan.Zero, new UnitName("backend-restart.service"), new("celery"), [new("celery")], "why"));
        var desk = new Desk(history: History.Empty with { Open = [.. intents], LastRun = 9, LastIncident = 3 })
        {
            Earlier = (_, _) => new Play.Ends(Desk.Seconds(2), Desk.Works),
        }.Start().Pass(60);

        Assert.Equal(
            [(new RunId(8), RunResult.Lost), (new RunId(9), RunResult.Done)],
            desk.Stored.OfType<JournalEntry.RunClosed>().Select(closed => (closed.Run, closed.Outcome.Result)));
    }

    [Fact]
    public void A_forfeited_budget_gives_no_run_for_one_window_and_says_why()
    {
        var forfeit = new Forfeit(Desk.Beginning.AddMinutes(-10), "an earlier boot", TimeSpan.Zero, "the file is damaged");
        var desk = new Desk(history: History.Empty with { Forfeit = forfeit }).Start().Kill("celery").Pass(49 * 60);
        Assert.Empty(desk.Starts);
        Assert.Contains(desk.Decisions, decision => decision.Reason == "the budget counts as spent: the record of earlier runs was lost");

        desk.Pass(120);

        Assert.Single(desk.Starts);
    }

    [Fact]
    public void A_person_frees_a_forfeited_budget()
    {
        var forfeit = new Forfeit(Desk.Beginning, "boot-1", TimeSpan.Zero, "the file is damaged");
        var desk = new Desk(history: History.Empty with { Forfeit = forfeit }).Start().Kill("celery").Pass(60);

        desk.FreeBudget().Pass(5);

        Assert.Single(desk.Starts);
    }
}
