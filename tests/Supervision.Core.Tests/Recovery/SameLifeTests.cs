using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Recovery;

/// <summary>One failure is not acted on twice: what its probes say of a life that a run was for already is told, and left alone.</summary>
public sealed class SameLifeTests
{
    [Fact]
    public void A_service_that_the_run_did_not_restart_is_not_run_for_again()
    {
        var desk = InVain().Start().Hang("celery").Pass(2000);

        Assert.Equal([2], desk.Starts);
        Assert.Contains("life", Assert.Single(desk.Decisions, it => it.Choice == Choice.Refuse).Reason, StringComparison.Ordinal);
        Assert.Single(desk.Announced.OfType<Announcement.RunWithheld>());
        Assert.Equal(2, desk.State.Budget.Left(desk.Monotonic));
    }

    [Fact]
    public void The_next_life_is_another_case()
    {
        var desk = InVain().Start().Hang("celery").Pass(600).Raise("celery").Pass(15);
        Assert.Null(desk.State.Incident);

        desk.Hang("celery").Pass(600);

        Assert.Equal(2, desk.Starts.Count);
    }

    [Fact]
    public void A_life_that_ends_is_another_case_too()
    {
        var desk = InVain().Start().Hang("celery").Pass(600).Kill("celery").Pass(60);

        Assert.Equal(2, desk.Starts.Count);
    }

    [Fact]
    public void The_daemon_s_own_death_makes_no_other_case_of_it()
    {
        var desk = InVain().Start().Hang("celery").Pass(600);

        desk.Die().Pass(5).StartAgain().Pass(600);

        Assert.Equal([2], desk.Starts);
    }

    [Fact]
    public void A_unit_that_failed_is_run_for_again()
    {
        var desk = InVain().Start().Kill("celery").Pass(300);

        Assert.Equal(2, desk.Starts.Count);
    }

    [Fact]
    public void A_larger_step_is_not_taken_for_the_same_life_either()
    {
        var desk = Desk.With("unit,backend");
        desk.Restart = (_, _, _) => new Play.Ends(Desk.Seconds(1), Desk.DoesNothing, RunResult.Failed);
        desk.Start().Hang("celery").Pass(900);

        Assert.Single(desk.Restarts);
        Assert.Empty(desk.Starts);
    }

    [Fact]
    public void A_run_that_was_refused_was_for_nobody()
    {
        var desk = new Desk { Script = (_, run) => run.Number == 1 ? new Play.Refused("no") : new Play.Ends(Desk.Seconds(10), Desk.Works) };
        desk.Start().Hang("celery").Pass(900);

        Assert.Equal(2, desk.Starts.Count);
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void Nor_was_one_that_the_daemon_died_before()
    {
        var desk = new Desk { StoreTakes = Desk.Seconds(1) }.Start().Hang("celery").Pass(2.5);

        desk.DieWithTheIntentOnDisk().Pass(2).StartAgain().Pass(60);

        Assert.Equal(RunResult.NeverStarted, Assert.Single(desk.Stored.OfType<JournalEntry.RunClosed>(), entry => entry.Run.Number == 1).Outcome.Result);
        Assert.Single(desk.Starts);
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void A_person_who_frees_the_budget_wants_it_tried_again()
    {
        var desk = InVain().Start().Hang("celery").Pass(600);

        desk.FreeBudget().Pass(60);

        Assert.Equal(2, desk.Starts.Count);
    }

    [Fact]
    public void Another_service_is_run_for_all_the_same()
    {
        var desk = InVain().Start().Hang("celery").Pass(600).Kill("gunicorn").Pass(20);

        Assert.Equal(2, desk.Starts.Count);
        Assert.Equal(["gunicorn"], desk.Intents[^1].Members.Select(member => member.Text));
    }

    private static Desk InVain() => new() { Script = (_, _) => new Play.Ends(Desk.Seconds(10), Desk.DoesNothing) };
}
