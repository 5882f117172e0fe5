using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Recovery;

/// <summary>Each decision that rests on a setting names it, with the budget before and after.</summary>
public sealed class DecisionRuleTests
{
    [Fact]
    public void From_the_outage_to_its_end_each_decision_names_what_it_rests_on()
    {
        var desk = new Desk().Start().Kill("gunicorn").Pass(300);

        Assert.Equal(
            [
                (Choice.OpenIncident, "healthcheck.recovery.collect"),
                (Choice.Run, "healthcheck.recovery.steps"),
                (Choice.LeaveIncident, "healthcheck.recovery.settle"),
                (Choice.CloseIncident, null),
            ],
            desk.Decisions.Select(decision => (decision.Choice, decision.Rule?.Key)));
    }

    [Fact]
    public void A_failed_verification_a_pause_and_a_spent_budget_name_theirs()
    {
        var desk = new Desk { Script = (_, _) => new Play.Ends(Desk.Seconds(10), Desk.DoesNothing) }.Start().Kill("celery").Pass(1200);

        var rules = desk.Decisions.Select(decision => decision.Rule?.Key).ToList();
        Assert.Contains("healthcheck.recovery.verify-timeout", rules);
        Assert.Contains("healthcheck.recovery.backoff", rules);
        Assert.Contains("healthcheck.recovery.budget.runs", rules);
    }

    [Fact]
    public void An_outage_by_a_probe_names_the_time_after_which_it_counts()
    {
        var desk = new Desk().Start().Hang("gunicorn").Hang("celery").Pass(1);

        Assert.Equal(
            ["healthcheck.services.gunicorn.probes.work.down-after", "healthcheck.services.celery.probes.work.down-after"],
            desk.Decisions.Select(decision => decision.Rule?.Key));
        Assert.Equal(["gunicorn", "celery"], desk.Decisions.Select(decision => decision.Service?.Text));
    }

    [Fact]
    public void A_stop_names_what_is_done_about_stops()
    {
        var desk = new Desk().Start().Stop("celery").Tick("periodic");
        Assert.Equal("healthcheck.services.celery.manual-stop", desk.Decisions.Single().Rule?.Key);

        var stopped = new Desk().Start().Kill("celery").Pass(1).Stop("celery").Pass(5);
        Assert.Equal(
            "healthcheck.services.celery.manual-stop", Assert.Single(stopped.Decisions, it => it.Choice == Choice.LeaveIncident).Rule?.Key);
    }

    [Fact]
    public void The_budget_is_told_as_it_was_before_and_after()
    {
        var desk = new Desk().Start().Kill("celery").Pass(2);
        var run = Assert.Single(desk.Decisions, it => it.Choice == Choice.Run);
        Assert.Equal((0, 1, 3), (run.BudgetBefore, run.BudgetUsed, run.BudgetRuns));
        Assert.Equal("celery", run.Service?.Text);

        desk.Pass(300).FreeBudget();
        var freed = desk.Decisions.Last();
        Assert.Equal((Choice.FreeBudget, 1, 0), (freed.Choice, freed.BudgetBefore, freed.BudgetUsed));
    }

    [Fact]
    public void The_budget_told_is_that_of_the_step()
    {
        var desk = Desk.With("unit").Start().Kill("celery").Pass(2);

        var run = Assert.Single(desk.Decisions, it => it.Choice == Choice.Run);
        Assert.Equal((0, 1, 2), (run.BudgetBefore, run.BudgetUsed, run.BudgetRuns));
    }
}
