using Supervision.Core.Services;

namespace Supervision.Core.Tests.Services;

public sealed class UnitJudgeTests
{
    // One row for each activity, one column for each load: loaded, not found, masked, other.
    public static TheoryData<UnitActivity, UnitLoad, Verdict> Matrix()
    {
        var loads = Enum.GetValues<UnitLoad>();
        var rows = new Dictionary<UnitActivity, Verdict[]>
        {
            [UnitActivity.Active] = [Verdict.Up, Verdict.Up, Verdict.Up, Verdict.Up],
            [UnitActivity.Reloading] = [Verdict.Up, Verdict.Up, Verdict.Up, Verdict.Up],
            [UnitActivity.Inactive] = [Verdict.Stopped, Verdict.Unknown, Verdict.Unknown, Verdict.Unknown],
            [UnitActivity.Failed] = [Verdict.Down, Verdict.Unknown, Verdict.Unknown, Verdict.Unknown],
            [UnitActivity.Activating] = [Verdict.Starting, Verdict.Starting, Verdict.Starting, Verdict.Starting],
            [UnitActivity.Deactivating] = [Verdict.Stopping, Verdict.Stopping, Verdict.Stopping, Verdict.Stopping],
            [UnitActivity.Other] = [Verdict.Unknown, Verdict.Unknown, Verdict.Unknown, Verdict.Unknown],
        };
        var data = new TheoryData<UnitActivity, UnitLoad, Verdict>();
        foreach (var activity in Enum.GetValues<UnitActivity>())
            foreach (var load in loads)
                data.Add(activity, load, rows[activity][Array.IndexOf(loads, load)]);
        return data;
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public void Only_a_loaded_unit_that_failed_is_down(UnitActivity activity, UnitLoad load, Verdict expected) =>
        Assert.Equal(expected, UnitJudge.Judge(Units.Active("nginx") with { Activity = activity, Load = load }).Verdict);

    [Theory]
    [InlineData("success", Verdict.Stopped)]
    [InlineData("", Verdict.Stopped)]
    [InlineData("signal", Verdict.Down)]
    [InlineData("exit-code", Verdict.Down)]
    [InlineData("oom-kill", Verdict.Down)]
    [InlineData("start-limit-hit", Verdict.Down)]
    [InlineData("exec-condition", Verdict.Unknown)]
    public void An_inactive_unit_is_told_by_how_it_ended(string result, Verdict expected) =>
        Assert.Equal(expected, UnitJudge.Judge(Units.Stopped("celery") with { Result = result }).Verdict);

    [Fact]
    public void A_unit_that_ended_by_itself_is_down_though_it_ended_well()
    {
        var judgement = UnitJudge.Judge(Units.Stopped("celery") with { EndedByItself = true });

        Assert.Equal((Verdict.Down, "celery.service ended by itself (success)"), (judgement.Verdict, judgement.Evidence));
    }

    [Fact]
    public void A_unit_that_ended_by_itself_and_is_started_again_is_starting() => Assert.Equal(
        Verdict.Starting, UnitJudge.Judge(Units.Stopped("celery") with { EndedByItself = true, JobQueued = true }).Verdict);

    [Fact]
    public void A_unit_that_ended_by_itself_and_is_masked_since_is_no_outage() => Assert.Equal(
        Verdict.Unknown, UnitJudge.Judge(Units.Stopped("celery") with { EndedByItself = true, Load = UnitLoad.Masked }).Verdict);

    [Fact]
    public void A_part_that_ended_by_itself_is_the_outage_of_its_umbrella() => Assert.Equal(
        "postgresql.service is an umbrella: b.service ended by itself (success)",
        UnitJudge.Judge(Units.Umbrella("postgresql", Units.Active("a"), Units.Stopped("b") with { EndedByItself = true })).Evidence);

    [Fact]
    public void A_unit_that_systemd_is_about_to_restart_is_starting() =>
        Assert.Equal(Verdict.Starting, UnitJudge.Judge(Units.Restarting("celery")).Verdict);

    [Theory]
    [InlineData(UnitActivity.Failed)]
    [InlineData(UnitActivity.Inactive)]
    public void A_unit_with_a_job_queued_is_about_to_be_started_by_somebody(UnitActivity activity)
    {
        var judgement = UnitJudge.Judge(Units.Failed("gunicorn") with { Activity = activity, JobQueued = true });
        Assert.Equal(Verdict.Starting, judgement.Verdict);
        Assert.Contains("job", judgement.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UnitLoad.Masked)]
    [InlineData(UnitLoad.NotFound)]
    public void A_job_of_a_unit_that_cannot_be_loaded_starts_nothing(UnitLoad load) =>
        Assert.Equal(Verdict.Unknown, UnitJudge.Judge(Units.Failed("gunicorn") with { Load = load, JobQueued = true }).Verdict);

    [Fact]
    public void The_evidence_names_the_unit_and_how_it_ended() =>
        Assert.Equal("gunicorn.service is failed (signal)", UnitJudge.Judge(Units.Failed("gunicorn")).Evidence);

    [Fact]
    public void The_evidence_of_a_living_unit_is_its_own_state() =>
        Assert.Equal("gunicorn.service is active (running)", UnitJudge.Judge(Units.Active("gunicorn")).Evidence);

    [Theory]
    [InlineData(UnitLoad.NotFound, "nginx.service does not exist")]
    [InlineData(UnitLoad.Masked, "nginx.service is masked")]
    [InlineData(UnitLoad.Other, "nginx.service could not be loaded")]
    public void The_evidence_says_what_is_wrong_with_the_unit_file(UnitLoad load, string evidence) =>
        Assert.Equal(evidence, UnitJudge.Judge(Units.Stopped("nginx") with { Load = load }).Evidence);

    [Theory]
    [InlineData("celery@", true)]
    [InlineData("celery@a", false)]
    [InlineData("cel@ery.x", false)]
    public void A_template_is_said_to_be_one(string name, bool isTemplate)
    {
        var judgement = UnitJudge.Judge(Units.Stopped(name) with { Load = UnitLoad.NotFound });

        Assert.Equal(
            (Verdict.Unknown, isTemplate), (judgement.Verdict, judgement.Evidence.Contains("is a template", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_invocation_judged_is_the_unit_s() =>
        Assert.Equal("abc", UnitJudge.Judge(Units.Active("nginx", life: "abc")).Invocation);

    public static TheoryData<UnitActivity, Verdict> Parts() => new()
    {
        { UnitActivity.Active, Verdict.Up },
        { UnitActivity.Reloading, Verdict.Up },
        { UnitActivity.Inactive, Verdict.Stopped },
        { UnitActivity.Failed, Verdict.Down },
        { UnitActivity.Activating, Verdict.Starting },
        { UnitActivity.Deactivating, Verdict.Stopping },
        { UnitActivity.Other, Verdict.Unknown },
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public void An_umbrella_is_as_well_as_the_worst_of_its_parts(UnitActivity other, Verdict expected)
    {
        var healthy = Units.Active("postgresql@15-main", life: "main");
        var worse = Units.Active("postgresql@13-old", life: "old") with { Activity = other };

        Assert.Equal(expected, UnitJudge.Judge(Units.Umbrella("postgresql", healthy, worse)).Verdict);
        Assert.Equal(expected, UnitJudge.Judge(Units.Umbrella("postgresql", worse, healthy)).Verdict);
    }

    [Fact]
    public void A_failed_part_outweighs_all_others()
    {
        var judgement = UnitJudge.Judge(Units.Umbrella(
            "postgresql", Units.Restarting("a"), Units.Failed("b", life: "of b"), Units.Stopping("c"), Units.Stopped("d")));

        Assert.Equal(Verdict.Down, judgement.Verdict);
        Assert.Equal("of b", judgement.Invocation);
        Assert.Equal("postgresql.service is an umbrella: b.service is failed (signal)", judgement.Evidence);
    }

    [Fact]
    public void An_umbrella_without_parts_proves_nothing()
    {
        var judgement = UnitJudge.Judge(Units.Umbrella("postgresql"));
        Assert.Equal(Verdict.Unknown, judgement.Verdict);
        Assert.Contains("no unit is part of it", judgement.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_umbrella_that_is_not_active_is_judged_by_itself() =>
        Assert.Equal(Verdict.Down, UnitJudge.Judge(Units.Failed("postgresql") with { Parts = [Units.Active("postgresql@15-main")] }).Verdict);
}
