using Supervision.Adapters.Systemd;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Systemd;

public class FollowedRunTests
{
    private const string Job = "/org/freedesktop/systemd1/job/7";
    private static readonly UnitProperties Idle = new() { Activity = UnitActivity.Inactive, Result = "success", Invocation = "aa", Job = "" };
    private static readonly UnitProperties UnderWay = new() { Activity = UnitActivity.Activating, Invocation = "bb", Job = Job };
    private static readonly UnitProperties Over =
        new() { Activity = UnitActivity.Failed, Result = "exit-code", Invocation = "bb", Job = "", ExitKind = 1, ExitStatus = 2 };

    private static readonly TimeSpan At = TimeSpan.FromHours(1);
    private static readonly TimeSpan Soon = At + TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Later = At + TimeSpan.FromSeconds(31);

    private static FollowedRun Asked()
    {
        var run = new FollowedRun(new RunId(1), new UnitName("backend-restart.service"));
        run.Ask(Seen(Idle), At);
        return run;
    }

    private static ListedUnit Seen(UnitProperties properties) => new("/unit", properties);

    private static FollowedRun Accepted()
    {
        var run = Asked();
        run.Accept(Job);
        return run;
    }

    [Fact]
    public void An_accepted_run_owns_its_job_and_no_other()
    {
        Assert.True(Accepted().Owns(Job));
        Assert.False(Accepted().Owns("/org/freedesktop/systemd1/job/8"));
        Assert.False(Asked().Owns(""));
    }

    [Fact]
    public void After_a_loss_a_run_that_goes_on_is_followed_further()
    {
        var run = Accepted();

        Assert.Empty(run.Reconcile(Seen(UnderWay with { Job = "/org/freedesktop/systemd1/job/9" }), Soon));
        Assert.True(run.Owns("/org/freedesktop/systemd1/job/9"));
    }

    [Fact]
    public void A_run_whose_end_is_heard_during_a_look_does_not_end_twice()
    {
        var run = Accepted();
        var turn = run.Turn;
        run.Learn(Over);
        Assert.IsType<UnitReport.RunEnded>(run.Tell(run.End("failed")));

        Assert.Empty(run.Reconcile(turn, Seen(Over), Soon));
    }

    [Fact]
    public void A_run_without_a_job_ends_when_its_unit_comes_to_rest()
    {
        var run = Accepted();
        Assert.Empty(run.Reconcile(Seen(UnderWay with { Job = "" }), Soon));
        Assert.False(run.HasComeToRest);

        run.Learn(Over);

        Assert.True(run.HasComeToRest);
        var ended = Assert.IsType<UnitReport.RunEnded>(run.End(""));
        Assert.Equal((RunResult.Failed, 2), (ended.Outcome.Result, ended.Outcome.ExitStatus));
    }

    [Fact]
    public void A_run_with_a_job_ends_with_its_job_only()
    {
        var run = Accepted();

        run.Learn(Over);

        Assert.False(run.HasComeToRest);
    }

    [Fact]
    public void After_a_loss_a_run_that_ended_meanwhile_has_its_units_result()
    {
        var ended = Assert.IsType<UnitReport.RunEnded>(Assert.Single(Accepted().Reconcile(Seen(Over), Soon)));

        Assert.Equal((RunResult.Failed, 2, "bb"), (ended.Outcome.Result, ended.Outcome.ExitStatus, ended.Outcome.Invocation));
    }

    [Fact]
    public void After_a_loss_a_run_that_its_unit_does_not_remember_is_lost()
    {
        var ended = Assert.IsType<UnitReport.RunEnded>(Assert.Single(Accepted().Reconcile(Seen(Idle with { Invocation = "" }), Soon)));

        Assert.Equal(RunResult.Lost, ended.Outcome.Result);
    }

    [Fact]
    public void An_unanswered_start_that_runs_is_accepted() =>
        Assert.IsType<UnitReport.RunAccepted>(Assert.Single(Asked().Reconcile(Seen(UnderWay), Soon)));

    [Fact]
    public void An_unanswered_start_that_ran_is_accepted_and_ended() => Assert.Collection(
        Asked().Reconcile(Seen(Over), Soon),
        report => Assert.IsType<UnitReport.RunAccepted>(report),
        report => Assert.IsType<UnitReport.RunEnded>(report));

    // polkit may still be asking somebody, and the job is queued when it has its answer.
    [Fact]
    public void An_unanswered_start_after_which_nothing_ran_is_looked_for_again() =>
        Assert.Empty(Asked().Reconcile(Seen(Idle), Soon));

    [Fact]
    public void An_unanswered_start_that_came_to_nothing_is_lost_and_no_refusal()
    {
        var run = Asked();
        run.Reconcile(Seen(Idle), Soon);

        var ended = Assert.IsType<UnitReport.RunEnded>(Assert.Single(run.Reconcile(Seen(Idle), Later)));

        Assert.Equal(RunResult.Lost, ended.Outcome.Result);
    }

    [Fact]
    public void An_unanswered_start_whose_job_comes_late_is_accepted()
    {
        var run = Asked();
        run.Reconcile(Seen(Idle), Soon);

        Assert.IsType<UnitReport.RunAccepted>(Assert.Single(run.Reconcile(Seen(UnderWay), Later)));
        Assert.True(run.Owns(Job));
    }

    private static FollowedRun Requested()
    {
        var run = Asked();
        run.Request();
        return run;
    }

    [Fact]
    public void A_request_that_the_unit_answers_is_accepted_and_owns_its_job()
    {
        var run = Requested();
        run.IsAdrift = false;

        run.Learn(UnderWay);

        Assert.True(run.IsAdrift);
        Assert.IsType<UnitReport.RunAccepted>(Assert.Single(run.Reconcile(Seen(UnderWay), Soon)));
        Assert.True(run.Owns(Job));
    }

    [Fact]
    public void A_request_is_untaken_only_after_a_while_and_not_once_it_was_taken()
    {
        var run = Requested();
        Assert.Empty(run.Reconcile(Seen(Idle), Soon));
        Assert.False(run.IsUntaken(Soon));
        Assert.True(run.IsUntaken(Soon + TimeSpan.FromSeconds(1)));

        run.Reconcile(Seen(UnderWay), Soon);

        Assert.False(run.IsUntaken(Later));
        Assert.False(Asked().IsUntaken(Later));
    }

    [Fact]
    public void A_request_that_was_withdrawn_in_vain_is_refused_and_nothing_is_charged()
    {
        var run = Requested();

        run.Withdraw();

        var refused = Assert.IsType<UnitReport.RunRefused>(Assert.Single(run.Reconcile(Seen(Idle), Later)));
        Assert.Contains("systemctl restart backend-restart.path", refused.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_that_was_taken_at_the_last_moment_is_accepted_although_it_was_withdrawn()
    {
        var run = Requested();

        run.Withdraw();

        Assert.IsType<UnitReport.RunAccepted>(Assert.Single(run.Reconcile(Seen(UnderWay), Later)));
    }

    // Where it cannot be withdrawn it may be followed yet, so that its charge is not given back.
    [Fact]
    public void A_request_that_stays_is_lost_in_the_end()
    {
        var ended = Assert.IsType<UnitReport.RunEnded>(Assert.Single(Requested().Reconcile(Seen(Idle), Later)));

        Assert.Equal(RunResult.Lost, ended.Outcome.Result);
    }
}
