using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Recovery;
using Supervision.Core.Services;
using Supervision.Core.Tests.Services;

namespace Supervision.Core.Tests.Recovery;

/// <summary>One rung after the other, each once it is known that the one before did not help.</summary>
public sealed class LadderTests
{
    private static readonly Func<Desk, RunId, System.Collections.Immutable.ImmutableArray<UnitName>, Play> InVain =
        (_, _, _) => new Play.Ends(Desk.Seconds(1), Desk.DoesNothing);

    private static readonly Func<Desk, RunId, System.Collections.Immutable.ImmutableArray<UnitName>, Play> AtTheLimit =
        (_, _, _) => new Play.Ends(Desk.Seconds(1), Desk.DoesNothing, RunResult.RefusedBySystemd);

    [Fact]
    public void The_smallest_step_that_helps_is_the_only_one()
    {
        var desk = Desk.With("unit,dependents,backend").Start().Kill("gunicorn").Pass(300);

        Assert.Equal(["gunicorn.service"], Assert.Single(desk.Restarts).Units.Select(unit => unit.Text));
        Assert.Empty(desk.Starts);
        Assert.Null(desk.State.Incident);
        Assert.Contains(new Announcement.ServiceRecovered(new("gunicorn")), desk.Announced);
        Assert.Contains("Restarting gunicorn (attempt: 1/2)...", desk.Said.Select(said => said.Line));
        Assert.Equal(3, desk.State.Budget.Left(desk.Monotonic));
    }

    [Fact]
    public void Only_backend_sh_waits_for_who_else_fails()
    {
        var unit = Desk.With("unit,backend").Start().Kill("celery").Pass(60);
        var backend = Desk.With("backend").Start().Kill("celery").Pass(60);

        Assert.Equal(0, Assert.Single(unit.Intents).Monotonic.TotalSeconds);
        Assert.Equal(Desk.Contract.Collect, Assert.Single(backend.Intents).Monotonic);
    }

    [Fact]
    public void Nor_does_a_fresh_failure_wait_that_joins_the_verification_of_another()
    {
        var desk = Desk.With("unit").Start().Kill("celery").Pass(3).Kill("gunicorn").Pass(60);

        Assert.Equal([0, 3], desk.Intents.Select(intent => intent.Monotonic.TotalSeconds));
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void What_a_unit_rests_on_is_seen_to_be_the_cause_even_where_it_is_heard_of_later()
    {
        var desk = Desk.With("unit,backend", "postgresql", "gunicorn:postgresql");
        desk.Start().KillUnnoticed("postgresql").Kill("gunicorn").Pass(60);

        Assert.Equal(["postgresql.service"], desk.Restarts[0].Units.Select(unit => unit.Text));
    }

    [Fact]
    public void Each_step_is_verified_before_the_next()
    {
        var desk = With(Desk.With("unit,dependents,backend"), InVain).Start().Kill("postgresql").Pass(300);

        Assert.Equal(
            [RecoveryStep.Unit, RecoveryStep.Dependents, RecoveryStep.Backend],
            desk.Intents.Select(intent => intent.Step));
        Assert.Equal([0, 61, 122], desk.Intents.Select(intent => intent.Monotonic.TotalSeconds));
        Assert.Equal(["postgresql.service", "gunicorn.service"], desk.Restarts[1].Units.Select(unit => unit.Text));
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void Each_step_has_its_own_budget_which_a_kill_of_the_daemon_does_not_refill()
    {
        var desk = With(Desk.With("unit,backend"), InVain).Start();
        for (var outage = 0; outage < 3; outage++)
            desk.Kill("celery").Pass(900);

        // The third time the budget of two restarts is spent, and the next step is taken at once.
        Assert.Equal(
            [RecoveryStep.Unit, RecoveryStep.Backend, RecoveryStep.Unit, RecoveryStep.Backend, RecoveryStep.Backend],
            desk.Intents.Select(intent => intent.Step));

        desk.Die().Pass(5).StartAgain().Pass(1);
        Assert.Equal(0, desk.State.StepBudgets[RecoveryStep.Unit].Left(desk.Monotonic));
        Assert.Equal(0, desk.State.Budget.Left(desk.Monotonic));
    }

    [Fact]
    public void The_last_step_is_repeated_with_its_pauses_until_its_budget_is_spent()
    {
        var desk = With(Desk.With("unit"), InVain).Start().Kill("celery").Pass(1200);

        Assert.Equal([0, 121], desk.Intents.Select(intent => intent.Monotonic.TotalSeconds));
        Assert.IsType<IncidentPhase.GivenUp>(desk.State.Incident!.Phase);
        Assert.Single(desk.Announced.OfType<Announcement.StepBudgetSpent>());
        Assert.True(Standing.Of(desk.State, new("celery"), desk.Now.Wall).GivenUp);
        Assert.Equal("healthcheck.recovery.unit.budget.runs", desk.Decisions.Last().Rule?.Key);

        desk.Pass(2500);
        Assert.Equal(3, desk.Intents.Count);
    }

    [Fact]
    public void A_unit_that_systemd_starts_no_more_is_a_case_for_backend_sh()
    {
        var desk = Desk.With("unit,dependents,backend").Start().End("celery", "start-limit-hit").Pass(60);

        Assert.Empty(desk.Restarts);
        Assert.Equal([2], desk.Starts);
    }

    [Fact]
    public void So_is_one_whose_part_systemd_starts_no_more()
    {
        var desk = Desk.With("unit,backend").Start()
            .Show(Units.Umbrella("celery", Units.Failed("celery@1") with { Result = "start-limit-hit" })).Pass(60);

        Assert.Empty(desk.Restarts);
        Assert.Equal([2], desk.Starts);
    }

    [Fact]
    public void Where_no_step_is_left_that_resets_it_nothing_is_done_and_that_is_said_once()
    {
        var desk = Desk.With("unit").Start().End("celery", "start-limit-hit").Pass(600);

        Assert.Empty(desk.Intents);
        Assert.Contains("start-limit-hit", Assert.Single(desk.Decisions, it => it.Choice == Choice.Refuse).Reason, StringComparison.Ordinal);
        Assert.Single(desk.Announced.OfType<Announcement.RunWithheld>());
    }

    [Fact]
    public void A_restart_that_systemd_refuses_is_not_charged_and_the_next_step_follows_at_once()
    {
        var desk = With(Desk.With("unit,backend"), AtTheLimit).Start().End("celery", "exit-code", 1).Pass(60);

        Assert.Single(desk.Restarts);
        Assert.Equal([1], desk.Starts);
        Assert.Equal(2, desk.State.StepBudgets[RecoveryStep.Unit].Left(desk.Monotonic));
        Assert.Contains("Running backend.sh (attempt: 1/3)...", desk.Said.Select(said => said.Line));
    }

    [Fact]
    public void A_refusal_is_not_asked_for_in_a_circle_where_a_member_s_own_ladder_lacks_the_step()
    {
        var desk = Desk.With("dependents", "postgresql", "gunicorn:postgresql /unit,backend");
        desk.Restart = (_, _, _) => new Play.Refused("polkit says no");
        desk.Start().Kill("gunicorn").Kill("postgresql").Pass(300);

        Assert.Single(desk.Restarts);
    }

    [Fact]
    public void A_service_may_have_a_ladder_of_its_own()
    {
        var desk = Desk.With("backend", "gunicorn", "celery /unit").Start().Kill("celery").Pass(60);
        Assert.Equal((1, 0), (desk.Restarts.Count, desk.Starts.Count));
        Assert.Equal("healthcheck.services.celery.steps", desk.Decisions.Single(it => it.Choice == Choice.Run).Rule?.Key);

        desk.Kill("gunicorn").Kill("celery").Pass(60);
        Assert.Equal((1, 1), (desk.Restarts.Count, desk.Starts.Count));
        Assert.Equal("healthcheck.recovery.steps", desk.Decisions.Last(it => it.Choice == Choice.Run).Rule?.Key);
    }

    [Fact]
    public void Whose_budget_is_spent_keeps_nobody_from_a_step_of_their_own()
    {
        var services = Desk.With("backend", "gunicorn", "celery /unit");
        var desk = new Desk(services.Settings.Recovery with { BudgetRuns = 0 }, services: services.Settings.Services).Start()
            .Kill("gunicorn").Kill("celery").Pass(60);

        Assert.Equal(["celery.service"], Assert.Single(desk.Restarts).Units.Select(unit => unit.Text));
    }

    [Fact]
    public void Nor_does_who_was_given_up_before()
    {
        var services = Desk.With("backend", "gunicorn", "celery /unit");
        var desk = new Desk(services.Settings.Recovery with { BudgetRuns = 0 }, services: services.Settings.Services).Start()
            .Kill("gunicorn").Pass(60).Kill("celery").Pass(60);

        Assert.Equal(["celery.service"], Assert.Single(desk.Restarts).Units.Select(unit => unit.Text));
        Assert.Equal(["gunicorn"], desk.State.Incident!.Members.Select(member => member.Text));
    }

    [Fact]
    public void Who_waits_for_another_s_step_is_not_taken_for_treated_by_it()
    {
        var desk = With(Desk.With("unit,backend", "gunicorn /unit", "celery /dependents,backend"), InVain).Start().Kill("gunicorn").Kill("celery").Pass(64);

        Assert.Equal(
            [(RecoveryStep.Unit, "gunicorn"), (RecoveryStep.Dependents, "celery")],
            desk.Intents.Select(intent => (intent.Step, intent.Root.Text)));
    }

    [Fact]
    public void The_dependents_come_in_the_order_in_which_they_rest_on_each_other()
    {
        var desk = Desk.With("dependents", "nginx:gunicorn,daphne", "daphne:gunicorn", "gunicorn:postgresql", "celery", "postgresql").Start()
            .Kill("postgresql").Pass(60);

        Assert.Equal(["postgresql", "gunicorn", "daphne", "nginx"], desk.Restarts[0].Units.Select(unit => unit.Text[..^8]));
        Assert.Equal("nginx.service", desk.Intents[0].Unit.Text);
    }

    [Fact]
    public void A_dependent_that_a_person_stopped_is_not_started_along_with_its_root()
    {
        var desk = Desk.With("dependents").Start().Stop("gunicorn").Kill("postgresql").Pass(60);

        Assert.Equal(["postgresql.service"], Assert.Single(desk.Restarts).Units.Select(unit => unit.Text));
    }

    [Fact]
    public void Nor_one_that_is_stopped_between_the_intent_and_the_start()
    {
        var desk = Desk.With("dependents");
        desk.StoreTakes = Desk.Seconds(1);
        desk.Start().Kill("postgresql").Pass(0.5).Stop("gunicorn").Pass(60);

        Assert.Equal(["postgresql.service"], Assert.Single(desk.Restarts).Units.Select(unit => unit.Text));
    }

    [Fact]
    public void A_consequence_is_cleared_with_its_root_and_is_not_restarted()
    {
        var desk = Desk.With("unit,backend");
        desk.Restart = (_, _, _) => new Play.Ends(Desk.Seconds(1), it => it.Raise("postgresql").Work("gunicorn", Verdict.Up));
        desk.Start().Hang("gunicorn").Kill("postgresql").Pass(300);

        Assert.Equal(["postgresql.service"], Assert.Single(desk.Restarts).Units.Select(unit => unit.Text));
        Assert.Empty(desk.Starts);
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void A_consequence_that_outlasts_its_root_climbs_a_ladder_of_its_own_from_the_first_rung()
    {
        var desk = Desk.With("unit").Start().Hang("gunicorn").Kill("postgresql").Pass(300);

        Assert.Equal(["postgresql.service", "gunicorn.service"], desk.Restarts.Select(restart => restart.Units.Single().Text));
        Assert.Equal([["postgresql"], ["gunicorn"]], desk.Intents.Select(intent => intent.Members.Select(member => member.Text)));
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void Who_is_only_suspect_after_a_failed_step_climbs_no_further()
    {
        var desk = With(Desk.With("unit,dependents,backend"), InVain).Start().Kill("celery").Pass(5);
        desk.Restarting("celery").Raise("celery").Work("celery", Verdict.Suspect).Pass(900);

        Assert.Single(desk.Intents);
        desk.Work("celery", Verdict.Up).Pass(30);
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void A_restart_under_way_is_followed_in_the_next_life_on_its_last_unit_and_not_begun_again()
    {
        var desk = Desk.With("dependents,backend");
        desk.Restart = (_, _, _) => new Play.Ends(Desk.Seconds(20), Desk.Works);
        desk.Start().Kill("postgresql").Pass(5).Die().Pass(2).StartAgain();

        var follow = Assert.Single(desk.Followed);
        Assert.Equal("gunicorn.service", follow.Text);
        desk.Pass(60);
        Assert.Single(desk.Restarts);
        Assert.Empty(desk.Starts);
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void A_step_that_failed_before_the_daemon_died_is_followed_by_the_next_one()
    {
        var desk = With(Desk.With("unit,backend"), InVain).Start().Kill("celery").Pass(5);

        desk.Die().Pass(5).StartAgain().Pass(300);

        Assert.Equal([RecoveryStep.Unit, RecoveryStep.Backend], desk.Intents.Select(intent => intent.Step));
    }

    [Fact]
    public void In_observation_it_is_said_which_step_there_would_have_been_and_for_whom()
    {
        var desk = Desk.With("unit");
        desk.Settings = desk.Settings with { Mode = SupervisionMode.Observe };
        desk.Start().Kill("celery").Pass(60);

        Assert.Empty(desk.Intents);
        var refused = Assert.Single(desk.Decisions, it => it.Choice == Choice.Refuse);
        Assert.Contains("restart of its unit for celery", refused.Reason, StringComparison.Ordinal);
        Assert.Equal("healthcheck.mode", refused.Rule?.Key);
        Assert.Contains(desk.Announced, it => it is Announcement.RestartObserved { Services: [{ Text: "celery" }] });
    }

    [Fact]
    public void Another_way_of_running_backend_sh_leaves_the_run_of_the_way_before_to_itself()
    {
        var desk = new Desk().Start().Kill("celery").Pass(5).Die();
        var backend = desk.Settings.Recovery.Backend with { Script = new BackendScript("/x.sh", ScriptVia.Direct) };
        desk.Settings = desk.Settings with { Recovery = desk.Settings.Recovery with { Backend = backend } };

        desk.StartAgain();

        Assert.Empty(desk.Followed);
        Assert.Equal(RunResult.Lost, Assert.Single(desk.Stored.OfType<JournalEntry.RunClosed>()).Outcome.Result);
        Assert.Equal(2, desk.State.Budget.Left(desk.Monotonic));
    }

    private static Desk With(Desk desk, Func<Desk, RunId, System.Collections.Immutable.ImmutableArray<UnitName>, Play> restart)
    {
        desk.Restart = restart;
        return desk;
    }
}
