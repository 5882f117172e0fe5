using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Recovery;

/// <summary>How often, and how fast one after the other.</summary>
public sealed class BudgetAndBackoffTests
{
    [Fact]
    public void Three_failing_runs_end_in_one_warning_at_the_verdict_of_the_third()
    {
        var desk = Failing().Start();
        desk.Said.Clear();
        desk.Kill("celery").Pass(3500);

        Assert.Equal(
            [
                (0, "celery service is not running! Backend.sh will be run."),
                (2, "Running backend.sh (attempt: 1/3)..."),
                (72, "celery service is still not running."),
                (132, "Running backend.sh (attempt: 2/3)..."),
                (202, "celery service is still not running."),
                (742, "Running backend.sh (attempt: 3/3)..."),
                (812, "celery service is still not running."),
                (812, "WARNING: The maximum number of backend.sh runs has been reached."),
            ],
            desk.Said);
    }

    [Fact]
    public void The_fourth_run_comes_when_the_first_has_left_the_window()
    {
        var desk = Failing().Start().Kill("celery").Pass(2 * 3600);

        Assert.Equal([2, 132, 742, 3602, 3602 + 610], desk.Starts.Take(5));
        Assert.InRange(desk.Starts.Count, 6, 7);
    }

    [Fact]
    public void The_log_of_the_contract_is_kept_to_the_second()
    {
        // Two runs were charged ten minutes ago; celery fails, and two of its runs fail.
        var earlier = new ChargedRun(new RunId(1), Desk.Beginning.AddMinutes(-10), "earlier", default, Desk.Beginning.AddMinutes(-9), [new ServiceName("gunicorn")]);
        var desk = Failing(history: new History([earlier], [], 1, 1)).Start();
        desk.Said.Clear();
        desk.Kill("celery").Pass(3000);

        Assert.Equal(
            [
                (0, "celery service is not running! Backend.sh will be run."),
                (2, "Running backend.sh (attempt: 2/3)..."),
                (72, "celery service is still not running."),
                (132, "Running backend.sh (attempt: 3/3)..."),
                (202, "celery service is still not running."),
                (202, "WARNING: The maximum number of backend.sh runs has been reached."),
                (3000, "Running backend.sh (attempt: 3/3)..."),
            ],
            desk.Said);
    }

    [Fact]
    public void What_fails_after_the_budget_is_spent_is_told_without_a_promise()
    {
        var desk = Failing().Start().Kill("celery").Pass(900).Kill("gunicorn").Pass(60);

        Assert.Contains(new Announcement.ServiceDown(new("gunicorn"), RunFollows: false), desk.Announced);
        Assert.Equal(3, desk.Starts.Count);
        Assert.Single(desk.Announced.OfType<Announcement.BudgetSpent>());
    }

    [Fact]
    public void A_reset_of_the_budget_gives_the_next_run_at_once()
    {
        var desk = Failing().Start().Kill("celery").Pass(900).FreeBudget();

        Assert.Equal(900, desk.Starts[3]);
        Assert.Contains(new Announcement.RunStarting(1, 3), desk.Announced.Skip(desk.Announced.IndexOf(new Announcement.BudgetFreed("root"))));
        Assert.Single(desk.Stored.OfType<JournalEntry.BudgetReset>());
    }

    [Fact]
    public void A_reset_of_the_budget_ends_a_pause()
    {
        var desk = Failing().Start().Kill("celery").Pass(100).FreeBudget();

        Assert.Equal([2, 100], desk.Starts);
    }

    [Fact]
    public void A_reset_during_a_run_starts_no_second_one()
    {
        var desk = Failing().Start().Kill("celery").Pass(5).FreeBudget().Pass(60);

        Assert.Equal([2], desk.Starts);
        Assert.Equal(3, desk.State.Budget.Left(desk.Elapsed));
    }

    [Fact]
    public void What_comes_back_by_itself_after_the_budget_is_spent_ends_the_incident()
    {
        var desk = Failing().Start().Kill("celery").Pass(900).Raise("celery").Pass(10);

        Assert.Null(desk.State.Incident);
        Assert.Contains(new Announcement.ServiceBack(new("celery")), desk.Announced);
    }

    [Fact]
    public void Without_any_runs_in_the_budget_nothing_is_ever_started()
    {
        var desk = new Desk(Desk.Contract with { BudgetRuns = 0 }).Start().Kill("celery").Pass(24 * 3600);

        Assert.Empty(desk.Intents);
        Assert.Single(desk.Announced.OfType<Announcement.BudgetSpent>());
    }

    [Fact]
    public void A_service_that_recovers_and_fails_again_and_again_is_never_restarted_faster_than_the_backoff()
    {
        var desk = new Desk(Desk.Contract with { BudgetRuns = 10 }).Start();
        for (var i = 0; i < 100; i++)
            desk.Kill("celery").PassUntil(Recovered(desk)).Pass(5);

        var pauses = desk.Starts.Zip(desk.Starts.Skip(1), (one, next) => next - (one + 10)).ToArray();
        Assert.InRange(desk.Starts.Count, 5, 100);
        Assert.InRange(pauses[0], 120, 130);
        Assert.All(pauses.Skip(1).Take(4), pause => Assert.InRange(pause, 600, 620));
    }

    [Fact]
    public void The_pauses_outlive_the_daemon()
    {
        var before = new ChargedRun(new RunId(1), Desk.Beginning.AddSeconds(-40), "earlier", default, Desk.Beginning.AddSeconds(-30), [new ServiceName("celery")]);
        var desk = new Desk(history: new History([before], [], 1, 1)).KillUnnoticed("celery").Start().Pass(300);

        Assert.Equal([90], desk.Starts);
    }

    [Fact]
    public void A_fresh_failure_during_a_pause_brings_the_run_forward()
    {
        var desk = Failing().Start().Kill("celery").Pass(80).Kill("gunicorn").Pass(10);

        Assert.Equal([2, 82], desk.Starts);
        Assert.Equal(["celery", "gunicorn"], desk.Intents[1].Members.Select(member => member.Text));
    }

    [Fact]
    public void A_member_that_fails_again_during_the_pause_does_not()
    {
        var desk = Failing().Start().Kill("celery").Pass(80).Raise("celery").Pass(20).Kill("celery").Pass(60);

        Assert.Equal([2, 132], desk.Starts);
    }

    private static Desk Failing(History? history = null) =>
        new(history: history) { Script = (_, _) => new Play.Ends(Desk.Seconds(10), Desk.DoesNothing) };

    private static TimeSpan Recovered(Desk desk)
    {
        for (var i = 0; i < 2000 && desk.State.Incident is not null; i++)
            desk.Pass(1);
        return desk.Elapsed;
    }
}
