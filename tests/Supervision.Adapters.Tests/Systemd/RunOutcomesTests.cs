using Supervision.Adapters.Systemd;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Systemd;

public class RunOutcomesTests
{
    private static readonly UnitProperties Idle = new() { Activity = UnitActivity.Inactive, Result = "success", Invocation = "aa" };

    [Theory]
    [InlineData("done", "success", 1, 0, RunResult.Done, 0)]
    [InlineData("failed", "exit-code", 1, 7, RunResult.Failed, 7)]
    [InlineData("failed", "signal", 2, 9, RunResult.Failed, 9)]
    [InlineData("failed", "timeout", 2, 15, RunResult.TimedOut, 15)]
    [InlineData("timeout", "success", 0, 0, RunResult.TimedOut, null)]
    [InlineData("canceled", "signal", 2, 15, RunResult.Cancelled, 15)]
    [InlineData("", "success", 1, 0, RunResult.Done, 0)]
    [InlineData("", "exit-code", 1, 3, RunResult.Failed, 3)]
    [InlineData("", "timeout", 2, 15, RunResult.TimedOut, 15)]
    public void A_run_is_judged_by_its_job_and_its_unit(string job, string unit, int kind, int status, RunResult result, int? exit)
    {
        var outcome = RunOutcomes.Of(job, Idle, new UnitProperties { Result = unit, Invocation = "bb", ExitKind = kind, ExitStatus = status });

        Assert.Equal((result, exit, "bb"), (outcome.Result, outcome.ExitStatus, outcome.Invocation));
    }

    [Theory]
    [InlineData("failed", "start-limit-hit", RunResult.RefusedBySystemd)]
    [InlineData("failed", "exit-code", RunResult.RefusedBySystemd)]
    [InlineData("dependency", "timeout", RunResult.Failed)]
    [InlineData("skipped", "success", RunResult.Failed)]
    [InlineData("done", "success", RunResult.Failed)]
    public void A_start_that_gave_the_unit_no_new_life_has_no_exit_status(string job, string unit, RunResult result)
    {
        var outcome = RunOutcomes.Of(job, Idle, Idle with { Result = unit, ExitKind = 1, ExitStatus = 4 });

        Assert.Equal((result, null, ""), (outcome.Result, outcome.ExitStatus, outcome.Invocation));
        Assert.Contains("nothing ran", outcome.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_result_of_an_earlier_life_is_no_evidence() => Assert.Equal(
        "job dependency, nothing ran",
        RunOutcomes.Of("dependency", Idle, Idle with { Result = "exit-code" }).Evidence);

    [Fact]
    public void A_run_that_was_under_way_already_is_followed_to_its_result()
    {
        var underWay = Idle with { Activity = UnitActivity.Activating };

        var outcome = RunOutcomes.Of("done", underWay, underWay with { Activity = UnitActivity.Inactive, ExitKind = 1, ExitStatus = 0 });

        Assert.Equal((RunResult.Done, 0, "aa"), (outcome.Result, outcome.ExitStatus, outcome.Invocation));
    }

    [Fact]
    public void The_evidence_is_one_line_in_the_words_of_systemd() => Assert.Equal(
        "job failed, unit exit-code, status 7",
        RunOutcomes.Of("failed", Idle, new UnitProperties { Result = "exit-code", Invocation = "bb", ExitKind = 1, ExitStatus = 7 }).Evidence);
}
