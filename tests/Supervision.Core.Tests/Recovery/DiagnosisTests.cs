using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Notifications;
using Supervision.Core.Recovery;
using Supervision.Core.Tests.Services;

namespace Supervision.Core.Tests.Recovery;

/// <summary>What no restart mends is told with what is wrong, and keeps the budget.</summary>
public sealed class DiagnosisTests
{
    [Theory]
    [InlineData(203, "cannot be executed")]
    [InlineData(217, "user")]
    [InlineData(216, "group")]
    public void A_program_that_systemd_cannot_execute_is_told_and_not_restarted(int status, string why)
    {
        var desk = Desk.With("unit,backend").Start().End("celery", "exit-code", status).Pass(600);

        Assert.Empty(desk.Intents);
        Assert.Contains(why, Assert.Single(desk.Decisions, it => it.Choice == Choice.Refuse).Reason, StringComparison.Ordinal);
        Assert.Single(desk.Announced.OfType<Announcement.RunWithheld>());
        Assert.Contains(new Announcement.ServiceDown(new("celery"), RunFollows: false), desk.Announced);

        desk.Raise("celery").Pass(11);
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void So_is_one_of_a_part()
    {
        var desk = new Desk().Start()
            .Show(Units.Umbrella("celery", Units.Failed("celery@1") with { Result = "exit-code", ExitStatus = 203 })).Pass(600);

        Assert.Empty(desk.Intents);
    }

    [Theory]
    [InlineData("backend")]
    [InlineData("unit,backend")]
    public void One_that_is_masked_while_it_runs_and_hangs_is_told_and_not_restarted(string steps)
    {
        var desk = Desk.With(steps).Start()
            .Show(Units.Active("celery", "1") with { Load = Supervision.Core.Services.UnitLoad.Masked })
            .Hang("celery").Pass(600);

        Assert.Empty(desk.Intents);
        Assert.Contains("masked", Assert.Single(desk.Decisions, it => it.Choice == Choice.Refuse).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_of_the_program_s_own_is_no_such_case()
    {
        var desk = new Desk().Start().End("celery", "exit-code", 1).Pass(60);

        Assert.Single(desk.Intents);
    }

    [Fact]
    public void Killed_for_lack_of_memory_once_is_a_case_for_a_run_and_twice_in_a_row_is_not()
    {
        var desk = new Desk { Script = (_, _) => new Play.Ends(Desk.Seconds(10), it => it.LiveAndEnd("celery", "oom-kill")) };
        desk.Start().End("celery", "oom-kill").Pass(900);

        Assert.Single(desk.Starts);
        Assert.Contains("memory", Assert.Single(desk.Decisions, it => it.Choice == Choice.Refuse).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_end_for_lack_of_memory_that_is_seen_again_is_no_second_one_and_is_told_once()
    {
        var desk = new Desk { Script = (_, _) => new Play.Ends(Desk.Seconds(10), Desk.DoesNothing) }.Start();
        desk.End("celery", "oom-kill").Pass(60).End("celery", "oom-kill").Tick("periodic").Pass(60).Tick("periodic").Pass(5);

        Assert.Single(desk.State.Starved);
        Assert.Contains("oom-kill", Assert.Single(desk.Noticed.OfType<Notice.IncidentOpened>()).Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain(desk.Decisions, it => it.Reason.Contains("memory", StringComparison.Ordinal));
    }

    [Fact]
    public void That_the_budget_is_spent_is_told_though_a_person_was_asked_for_another_before()
    {
        var desk = new Desk { Script = (_, _) => new Play.Ends(Desk.Seconds(10), Desk.Works) }.Start();
        for (var outage = 0; outage < 3; outage++) desk.Kill("postgresql").Pass(600);
        Assert.Equal(3, desk.Starts.Count);

        desk.End("celery", "exit-code", 203).Pass(60);
        Assert.Empty(desk.Noticed.OfType<Notice.GaveUp>());

        desk.Kill("postgresql").Pass(600);
        Assert.Contains("budget", Assert.Single(desk.Noticed.OfType<Notice.GaveUp>()).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void After_the_budget_s_time_it_is_tried_again()
    {
        var desk = new Desk { Script = (_, _) => new Play.Ends(Desk.Seconds(10), it => it.LiveAndEnd("celery", "oom-kill")) };
        desk.Start().End("celery", "oom-kill").Pass(900);
        desk.Script = (_, _) => new Play.Ends(Desk.Seconds(10), Desk.Works);

        desk.Pass(2800);

        Assert.Equal(2, desk.Starts.Count);
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void A_life_that_ended_otherwise_in_between_breaks_the_row()
    {
        var desk = new Desk(Desk.Contract with { BudgetRuns = 10 }).Start().End("celery", "oom-kill").Pass(60).Kill("celery").Pass(300).End("celery", "oom-kill").Pass(900);

        Assert.Equal(3, desk.Starts.Count);
    }

    [Fact]
    public void The_others_are_acted_on_and_the_one_is_told_at_once()
    {
        var desk = new Desk { Script = (_, _) => new Play.Ends(Desk.Seconds(10), it => it.Raise("gunicorn")) };
        desk.Start().End("celery", "exit-code", 203).Kill("gunicorn").Pass(5);

        Assert.Single(desk.Starts);
        Assert.Equal(["gunicorn"], desk.Intents[0].Members.Select(member => member.Text));
        Assert.Contains(desk.Decisions, it => it is { Choice: Choice.Refuse, Service.Text: "celery" });
        Assert.Single(desk.Announced.OfType<Announcement.RunWithheld>());

        desk.Pass(900);
        Assert.Single(desk.Starts);
        Assert.Single(desk.Announced.OfType<Announcement.RunWithheld>());
    }

    [Fact]
    public void A_backend_unit_that_cannot_be_executed_is_tried_once_and_told_once()
    {
        var desk = Broken().Start().Kill("celery").Pass(1800);

        Assert.Single(desk.Starts);
        Assert.Contains("203", Assert.Single(desk.Decisions, it => it.Choice == Choice.Refuse).Reason, StringComparison.Ordinal);
        Assert.Single(desk.Announced.OfType<Announcement.RunWithheld>());
        Assert.Equal(2, desk.State.Budget.Left(desk.Monotonic));
    }

    [Fact]
    public void A_person_who_frees_the_budget_has_it_tried_again()
    {
        var desk = Broken().Start().Kill("celery").Pass(600);
        desk.Script = (_, _) => new Play.Ends(Desk.Seconds(10), Desk.Works);

        desk.FreeBudget().Pass(60);

        Assert.Equal(2, desk.Starts.Count);
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void So_does_a_new_configuration()
    {
        var desk = Broken().Start().Kill("celery").Pass(600);
        desk.Script = (_, _) => new Play.Ends(Desk.Seconds(10), Desk.Works);

        desk.Reconfigure(settings => settings with { Services = [.. settings.Services] }).Pass(60);

        Assert.Equal(2, desk.Starts.Count);
    }

    [Fact]
    public void A_backend_unit_that_cannot_be_executed_keeps_nobody_from_a_restart_of_its_own_unit()
    {
        var desk = Broken(Desk.With("backend", "gunicorn", "celery /unit").Settings.Recovery, Desk.With("backend", "gunicorn", "celery /unit"));
        desk.Start().Kill("gunicorn").Pass(600).Kill("celery").Pass(60);

        Assert.Single(desk.Starts);
        Assert.Single(desk.Restarts);
    }

    private static Desk Broken(RecoverySettings? recovery = null, Desk? like = null) => new(recovery, services: like?.Settings.Services)
    {
        Script = (_, _) => new Play.Ends(Desk.Seconds(0.1), Desk.DoesNothing, RunResult.Failed) { ExitStatus = 203 },
    };
}
