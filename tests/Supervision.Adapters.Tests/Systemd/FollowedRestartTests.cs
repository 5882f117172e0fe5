using Supervision.Adapters.Systemd;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Systemd;

/// <summary>A run that restarts units one after the other is one run: one acceptance, one end.</summary>
public class FollowedRestartTests
{
    private const string Job = "/org/freedesktop/systemd1/job/7";
    private static readonly RunId Id = new(4);
    private static readonly UnitName Gunicorn = new("gunicorn.service");
    private static readonly UnitName Daphne = new("daphne.service");
    private static readonly UnitName Celery = new("celery.service");
    private static readonly TimeSpan At = TimeSpan.FromHours(1);

    private static readonly UnitProperties Hung = new()
    {
        Load = UnitLoad.Loaded,
        Activity = UnitActivity.Active,
        SubState = "running",
        Result = "success",
        Invocation = "aa",
        Job = "",
    };

    private static readonly UnitProperties UnderWay = Hung with { Activity = UnitActivity.Deactivating, Job = Job };
    private static readonly UnitProperties Anew = Hung with { Invocation = "bb" };

    private static readonly UnitProperties Broken =
        Anew with { Activity = UnitActivity.Failed, SubState = "failed", Result = "exit-code", ExitKind = 1, ExitStatus = 3 };

    private static readonly UnitProperties Limited =
        Hung with { Activity = UnitActivity.Failed, SubState = "failed", Result = "start-limit-hit", Job = "" };

    private static FollowedRun Asked(params UnitName[] units)
    {
        var run = new FollowedRun(Id, new RestartPlan([.. units]));
        run.Ask(new ListedUnit("/unit", Hung), At);
        return run;
    }

    private static FollowedRun Accepted(params UnitName[] units)
    {
        var run = Asked(units);
        run.Accept(Job);
        return run;
    }

    /// <summary>Brings the run as far as its second unit, which is accepted.</summary>
    private static FollowedRun AtTheSecond(params UnitName[] units)
    {
        var run = Accepted(units);
        run.Learn(Anew);
        Assert.Null(run.Tell(run.End("done")));
        run.Ask(new ListedUnit("/second", Hung), At);
        Assert.Null(run.Tell(run.Accept(Job)));
        return run;
    }

    private static RunOutcome Ended(FollowedRun run, string job) => Assert.IsType<UnitReport.RunEnded>(run.Tell(run.End(job))).Outcome;

    [Fact]
    public void A_unit_that_lives_anew_was_restarted()
    {
        var run = Accepted(Gunicorn);
        run.Learn(Anew);

        var outcome = Ended(run, "done");

        Assert.Equal((RunResult.Done, "bb"), (outcome.Result, outcome.Invocation));
        Assert.Equal("gunicorn.service: job done, unit success", outcome.Evidence);
    }

    [Fact]
    public void A_unit_that_lives_its_old_life_was_not_whatever_its_job_says()
    {
        var outcome = Ended(Accepted(Gunicorn), "done");

        Assert.Equal(RunResult.Failed, outcome.Result);
        Assert.Contains("nothing ran", outcome.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void After_each_unit_the_next_is_due_and_told_by_nobody_yet()
    {
        var run = Accepted(Gunicorn, Daphne);
        run.Learn(Anew);

        Assert.Null(run.Tell(run.End("done")));

        Assert.Equal((true, Daphne, false, ""), (run.IsDue, run.Unit, run.IsAccepted, run.Path));
        Assert.False(run.Owns(Job));
    }

    [Fact]
    public void The_last_unit_ends_the_run_for_all()
    {
        var run = AtTheSecond(Gunicorn, Daphne);
        run.Learn(Anew);

        Assert.Equal("restarted gunicorn.service; daphne.service: job done, unit success", Ended(run, "done").Evidence);
    }

    [Fact]
    public void After_a_unit_that_failed_the_rest_is_not_tried()
    {
        var run = AtTheSecond(Gunicorn, Daphne, Celery);
        run.Learn(Broken);

        var outcome = Ended(run, "failed");

        Assert.Equal((RunResult.Failed, 3), (outcome.Result, outcome.ExitStatus));
        Assert.Equal(
            "restarted gunicorn.service; daphne.service: job failed, unit exit-code, status 3; not tried: celery.service", outcome.Evidence);
        Assert.False(run.IsDue);
    }

    [Fact]
    public void The_start_limit_of_the_first_unit_is_a_refusal_that_can_be_recognised()
    {
        var run = Accepted(Gunicorn, Daphne);
        run.Learn(Limited);

        var outcome = Ended(run, "failed");

        Assert.Equal(RunResult.RefusedBySystemd, outcome.Result);
        Assert.Contains("start-limit-hit", outcome.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_start_limit_of_a_later_unit_is_a_failure_since_something_ran()
    {
        var run = AtTheSecond(Gunicorn, Daphne);
        run.Learn(Limited);

        Assert.Equal(RunResult.Failed, Ended(run, "failed").Result);
    }

    [Fact]
    public void A_refusal_of_the_first_unit_is_one_of_the_run()
    {
        var refused = new UnitReport.RunRefused(Id, "gunicorn.service: Access denied");

        Assert.Same(refused, Asked(Gunicorn, Daphne).Tell(refused));
    }

    [Fact]
    public void A_refusal_of_a_later_unit_ends_a_run_of_which_a_part_ran()
    {
        var run = AtTheSecond(Gunicorn, Daphne, Celery);

        var ended = Assert.IsType<UnitReport.RunEnded>(run.Tell(new UnitReport.RunRefused(Id, "daphne.service: Access denied")));

        Assert.Equal(
            (RunResult.Failed, "restarted gunicorn.service; daphne.service: Access denied; not tried: celery.service"),
            (ended.Outcome.Result, ended.Outcome.Evidence));
    }

    [Fact]
    public void A_restart_that_nobody_saw_is_judged_by_the_units_new_life()
    {
        Assert.Empty(Accepted(Gunicorn).Reconcile(new ListedUnit("/unit", UnderWay), At));

        Assert.Equal(RunResult.Done, Outcome(Accepted(Gunicorn), Anew));
        Assert.Equal(RunResult.Failed, Outcome(Accepted(Gunicorn), Broken));
        Assert.Equal(RunResult.Lost, Outcome(Accepted(Gunicorn), Hung));
    }

    [Fact]
    public void An_unanswered_restart_of_a_unit_that_still_lives_its_old_life_is_looked_for_and_then_lost()
    {
        var run = Asked(Gunicorn);

        Assert.Empty(run.Reconcile(new ListedUnit("/unit", Hung), At + TimeSpan.FromSeconds(10)));
        var ended = Assert.Single(run.Reconcile(new ListedUnit("/unit", Hung), At + TimeSpan.FromSeconds(31)));
        Assert.Equal(RunResult.Lost, Assert.IsType<UnitReport.RunEnded>(ended).Outcome.Result);
    }

    [Fact]
    public void A_restart_that_never_ends_has_timed_out()
    {
        var run = Accepted(Gunicorn, Daphne);

        Assert.Empty(run.Reconcile(new ListedUnit("/unit", UnderWay), At + TimeSpan.FromMinutes(14)));
        var ended = Assert.Single(run.Reconcile(new ListedUnit("/unit", UnderWay), At + TimeSpan.FromMinutes(16)));

        var outcome = Assert.IsType<UnitReport.RunEnded>(run.Tell(ended)).Outcome;
        Assert.Equal(RunResult.TimedOut, outcome.Result);
        Assert.EndsWith("not tried: daphne.service", outcome.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_look_that_the_end_of_its_unit_overtook_says_nothing_of_the_next_one()
    {
        var run = Accepted(Gunicorn, Daphne);
        run.IsAdrift = true;
        var turn = run.Turn;
        run.Learn(Anew);
        Assert.Null(run.Tell(run.End("done")));

        Assert.Empty(run.Reconcile(turn, new ListedUnit("/unit", Anew), At));

        Assert.Equal((Daphne, true), (run.Unit, run.IsDue));
    }

    private static RunResult Outcome(FollowedRun run, UnitProperties seen) =>
        Assert.IsType<UnitReport.RunEnded>(run.Reconcile(new ListedUnit("/unit", seen), At)[^1]).Outcome.Result;
}
