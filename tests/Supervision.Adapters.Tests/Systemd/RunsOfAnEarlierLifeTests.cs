using Supervision.Adapters.Systemd;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Systemd;

/// <summary>The intent of the earlier life was at 100 s of the kernel's clock.</summary>
public class RunsOfAnEarlierLifeTests
{
    private const string Job = "/org/freedesktop/systemd1/job/7";
    private static readonly TimeSpan Intent = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(99);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(101);

    private static readonly UnitProperties Idle = new()
    {
        Activity = UnitActivity.Inactive,
        Result = "success",
        Invocation = "aa",
        Job = "",
        ExitKind = 1,
        ExitStatus = 0,
        LifeBegan = Before,
    };

    private static readonly UnitProperties UnderWay =
        Idle with { Activity = UnitActivity.Activating, Invocation = "bb", Job = Job, LifeBegan = After };

    private static readonly UnitProperties Over =
        UnderWay with { Activity = UnitActivity.Failed, Result = "exit-code", Job = "", ExitStatus = 2 };

    private static FollowedRun Run() => FollowedRun.OfAnEarlierLife(new RunId(1), new UnitName("backend-restart.service"), Intent);

    private static UnitReport Look(FollowedRun run, UnitProperties unit) => Assert.Single(run.Reconcile(new ListedUnit("/unit", unit), After));

    private static RunOutcome Ended(UnitProperties unit) => Assert.IsType<UnitReport.RunEnded>(Look(Run(), unit)).Outcome;

    [Fact]
    public void It_is_to_be_looked_for_before_anything_is_said() =>
        Assert.True(Run() is { IsAdrift: true, IsUnfound: true, HasComeToRest: false });

    [Fact]
    public void What_ran_since_is_told_with_its_result()
    {
        var outcome = Ended(Over);

        Assert.Equal(
            (RunResult.Failed, 2, "bb", "unit exit-code, status 2"),
            (outcome.Result, outcome.ExitStatus, outcome.Invocation, outcome.Evidence));
    }

    [Theory]
    [InlineData("success", 1, 0, RunResult.Done, 0)]
    [InlineData("signal", 2, 9, RunResult.Failed, 9)]
    [InlineData("timeout", 2, 15, RunResult.TimedOut, 15)]
    public void What_ran_since_ended_as_its_unit_says(string unit, int kind, int status, RunResult result, int? exit)
    {
        var outcome = Ended(Over with { Activity = UnitActivity.Inactive, Result = unit, ExitKind = kind, ExitStatus = status });

        Assert.Equal((result, exit), (outcome.Result, outcome.ExitStatus));
    }

    [Fact]
    public void What_began_at_the_very_instant_ran_since() =>
        Assert.Equal(RunResult.Failed, Ended(Over with { LifeBegan = Intent }).Result);

    [Theory]
    [InlineData(UnitActivity.Inactive)]
    [InlineData(UnitActivity.Failed)]
    [InlineData(UnitActivity.Active)]
    public void What_ran_before_only_was_never_started(UnitActivity activity)
    {
        var outcome = Ended(Idle with { Activity = activity, Result = "exit-code", ExitStatus = 3 });

        Assert.Equal((RunResult.NeverStarted, null, ""), (outcome.Result, outcome.ExitStatus, outcome.Invocation));
    }

    [Fact]
    public void What_never_ran_at_all_was_never_started() =>
        Assert.Equal(RunResult.NeverStarted, Ended(Idle with { Invocation = "", LifeBegan = TimeSpan.Zero }).Result);

    [Fact]
    public void What_is_under_way_is_accepted_and_ends_with_its_job()
    {
        var run = Run();

        Assert.IsType<UnitReport.RunAccepted>(Look(run, UnderWay));
        Assert.Equal("/unit", run.Path);
        Assert.True(run.Owns(Job));
        run.Learn(Over);
        Assert.False(run.HasComeToRest);
        var outcome = Assert.IsType<UnitReport.RunEnded>(run.End("failed")).Outcome;
        Assert.Equal((RunResult.Failed, 2, "bb"), (outcome.Result, outcome.ExitStatus, outcome.Invocation));
    }

    [Fact]
    public void What_is_being_stopped_without_a_job_ends_with_its_rest()
    {
        var run = Run();

        Assert.IsType<UnitReport.RunAccepted>(Look(run, UnderWay with { Activity = UnitActivity.Deactivating, Job = "" }));
        run.Learn(Over);

        Assert.True(run.HasComeToRest);
        Assert.Equal(2, Assert.IsType<UnitReport.RunEnded>(run.End("")).Outcome.ExitStatus);
    }

    [Fact]
    public void What_is_queued_and_then_cancelled_has_not_run()
    {
        var run = Run();

        Assert.IsType<UnitReport.RunAccepted>(Look(run, Idle with { Job = Job }));

        var outcome = Assert.IsType<UnitReport.RunEnded>(run.End("canceled")).Outcome;
        Assert.Equal((RunResult.Cancelled, null, ""), (outcome.Result, outcome.ExitStatus, outcome.Invocation));
    }

    [Fact]
    public void What_is_queued_and_then_runs_has_the_result_of_its_own_life()
    {
        var run = Run();
        Look(run, Idle with { Job = Job });

        run.Learn(Over);

        Assert.Equal("bb", Assert.IsType<UnitReport.RunEnded>(run.End("failed")).Outcome.Invocation);
    }

    [Fact]
    public void What_an_operator_had_started_before_is_followed_alike()
    {
        var run = Run();
        Look(run, UnderWay with { LifeBegan = Before });

        run.Learn(Over with { LifeBegan = Before });

        var outcome = Assert.IsType<UnitReport.RunEnded>(run.End("failed")).Outcome;
        Assert.Equal((RunResult.Failed, 2), (outcome.Result, outcome.ExitStatus));
    }

    [Fact]
    public void What_systemd_has_forgotten_is_lost()
    {
        var outcome = Assert.IsType<UnitReport.RunEnded>(Assert.Single(Run().Reconcile(new ListedUnit("", default), After))).Outcome;

        Assert.Equal(RunResult.Lost, outcome.Result);
        Assert.Contains("backend-restart.service: systemd does not remember it", outcome.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_unit_that_does_not_say_when_it_began_is_no_witness() =>
        Assert.Equal(RunResult.Lost, Ended(Over with { LifeBegan = null }).Result);

    [Fact]
    public void A_loss_of_the_bus_leaves_it_followed()
    {
        var run = Run();
        Look(run, UnderWay);

        run.IsAdrift = true;
        Assert.Empty(run.Reconcile(new ListedUnit("/unit", UnderWay), After));
        run.IsAdrift = true;

        Assert.Equal(2, Assert.IsType<UnitReport.RunEnded>(Look(run, Over)).Outcome.ExitStatus);
    }
}
