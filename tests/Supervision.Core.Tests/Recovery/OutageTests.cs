using System.Collections.Immutable;
using Supervision.Core.Hosting;
using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Recovery;

/// <summary>The way of an outage where all goes well, and where nothing needs to be done.</summary>
public sealed class OutageTests
{
    private static readonly ImmutableArray<OldJob> OldJobs = [new("/etc/crontab", 7)];

    private static Desk OverTheOldScript(bool takeover) =>
        new() { Settings = new Desk().Settings with { OldJobs = OldJobs, Takeover = takeover } };

    [Fact]
    public void A_failure_ends_in_one_run_and_is_over_when_the_service_has_settled()
    {
        var desk = new Desk().Start().Pass(100);
        desk.Said.Clear();
        desk.Kill("gunicorn").Pass(300);

        Assert.Equal(
            [
                (100, "gunicorn service is not running! Backend.sh will be run."),
                (102, "Running backend.sh (attempt: 1/3)..."),
                (122, "gunicorn service was started successfully."),
            ],
            desk.Said);
        Assert.Null(desk.State.Incident);
        Assert.Equal("recovered after run-1", Assert.Single(desk.Stored.OfType<JournalEntry.IncidentClosed>()).How);
    }

    [Fact]
    public void A_service_that_came_up_early_in_the_run_has_settled_at_its_end()
    {
        var desk = new Desk { Script = (desk, _) => { desk.In(Desk.Seconds(1), () => desk.Raise("gunicorn")); return Ends(12); } };
        desk.Start().Kill("gunicorn").Pass(14);

        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void The_intent_names_the_root_the_members_and_the_evidence()
    {
        var desk = new Desk().Start().Pass(50).Kill("gunicorn").Kill("postgresql").Pass(2);

        var intent = Assert.Single(desk.Intents);
        Assert.Equal("postgresql", intent.Root.Text);
        Assert.Equal(["gunicorn", "postgresql"], intent.Members.Select(member => member.Text));
        Assert.Equal("postgresql.service is failed (signal)", intent.Reason);
        Assert.Equal((new RunId(1), new IncidentId(1), "boot-1"), (intent.Run, intent.Incident, intent.BootId));
        Assert.Equal((Desk.Beginning.AddSeconds(52), Desk.Seconds(52)), (intent.At, intent.Monotonic));
    }

    [Fact]
    public void Numbers_continue_those_of_earlier_lives()
    {
        var desk = new Desk(history: new History([], [], LastRun: 41, LastIncident: 6)).Start().Kill("gunicorn").Pass(2);

        Assert.Equal((new RunId(42), new IncidentId(7)), (desk.Intents[0].Run, desk.Intents[0].Incident));
    }

    [Fact]
    public void Two_failures_within_collect_are_one_run()
    {
        var desk = new Desk().Start().Kill("gunicorn").Pass(1.9).Kill("celery").Pass(300);

        Assert.Equal([2], desk.Starts);
        Assert.Equal(2, desk.Announced.OfType<Announcement.ServiceRecovered>().Count());
        Assert.Single(desk.Stored.OfType<JournalEntry.IncidentClosed>());
    }

    [Fact]
    public void A_failure_during_the_run_is_left_to_the_run()
    {
        var desk = new Desk().Start().Kill("gunicorn").Pass(7).Kill("celery").Pass(300);

        Assert.Equal([2], desk.Starts);
        Assert.DoesNotContain(desk.Announced, it => it == new Announcement.ServiceDown(new("celery"), true));
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void A_failure_during_the_run_that_outlasts_it_belongs_to_the_incident()
    {
        var desk = new Desk { Script = (_, run) => run.Number == 1 ? Ends(10, it => it.Raise("gunicorn")) : Ends(10, Desk.Works) };
        desk.Start().Kill("gunicorn").Pass(7).Kill("celery").Pass(300);

        Assert.Equal(new Announcement.ServiceDown(new("celery"), true), desk.Announced.OfType<Announcement.ServiceDown>().Last());
        Assert.Equal([2, 72], desk.Starts);
        Assert.Equal(["gunicorn", "celery"], Assert.Single(desk.Stored.OfType<JournalEntry.IncidentClosed>()).Members.Select(member => member.Text));
    }

    [Fact]
    public void What_is_back_by_itself_within_collect_needs_no_run()
    {
        var desk = new Desk().Start().Kill("gunicorn").Pass(1).Raise("gunicorn").Pass(300);

        Assert.Empty(desk.Intents);
        Assert.Contains(new Announcement.ServiceBack(new("gunicorn")), desk.Announced);
        Assert.Single(desk.Stored.OfType<JournalEntry.IncidentClosed>());
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void What_systemd_is_restarting_at_the_end_of_collect_is_left_to_systemd()
    {
        var desk = new Desk().Start().Kill("gunicorn").Pass(1).Restarting("gunicorn").Pass(60).Raise("gunicorn").Pass(300);

        Assert.Empty(desk.Intents);
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void What_systemd_gives_up_restarting_is_a_case_for_us()
    {
        var desk = new Desk().Start().Kill("gunicorn").Pass(1).Restarting("gunicorn").Pass(60).Kill("gunicorn").Pass(300);

        Assert.Equal([63], desk.Starts);
    }

    [Fact]
    public void A_service_that_is_being_stopped_is_waited_for()
    {
        var desk = new Desk().Start().Kill("gunicorn").Pass(1).Stopping("gunicorn").Pass(60);

        Assert.Empty(desk.Intents);
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void Of_two_members_the_one_that_is_back_leaves_and_the_other_is_restarted()
    {
        var desk = new Desk().Start().Kill("gunicorn").Kill("celery").Pass(1).Raise("gunicorn").Pass(1);

        Assert.Equal(["celery"], Assert.Single(desk.Intents).Members.Select(member => member.Text));
    }

    [Fact]
    public void A_failure_whose_signal_was_lost_is_found_by_the_next_sweep()
    {
        var desk = new Desk().Start().Pass(10).KillUnnoticed("celery").Pass(600);
        Assert.Empty(desk.Starts);

        desk.Tick("periodic").Pass(60);
        Assert.Equal([612], desk.Starts);
    }

    [Fact]
    public void After_a_run_everything_is_read_again_because_signals_may_have_been_lost()
    {
        var desk = new Desk { Script = (_, run) => Ends(10, run.Number == 1 ? it => it.Raise("gunicorn").KillUnnoticed("celery") : Desk.Works) };
        desk.Start().Kill("gunicorn").Pass(12);

        Assert.Equal(["gunicorn", "celery"], desk.State.Incident!.Members.Select(member => member.Text));
    }

    [Fact]
    public void What_was_down_before_we_began_is_found_by_the_first_sweep()
    {
        var desk = new Desk().KillUnnoticed("celery").Start().Pass(2);

        Assert.Equal([2], desk.Starts);
    }

    [Fact]
    public void A_masked_unit_never_starts_anything()
    {
        var desk = new Desk().Start().Mask("celery").Pass(60).Tick("periodic").Pass(3600);

        Assert.Empty(desk.Intents);
        Assert.Null(desk.State.Incident);
        Assert.Contains(desk.Announced, it => it is Announcement.ServiceUnknown { Evidence: "celery.service is masked" });
    }

    [Fact]
    public void A_member_that_becomes_unknown_is_waited_for_and_that_is_recorded_once()
    {
        var desk = new Desk().Start().Kill("celery").Pass(1).Mask("celery").Pass(3600);

        Assert.Empty(desk.Intents);
        Assert.Equal("no run without evidence: celery.service is masked", Assert.Single(desk.Decisions, it => it.Choice == Choice.Refuse).Reason);
        desk.Raise("celery").Pass(10);
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void In_observation_nothing_is_started_and_that_is_said_once()
    {
        var desk = new Desk(mode: SupervisionMode.Observe).Start().Kill("celery").Pass(3600);

        Assert.Empty(desk.Intents);
        Assert.Single(desk.Announced.OfType<Announcement.RunObserved>());
        Assert.Contains(new Announcement.ServiceDown(new("celery"), RunFollows: false), desk.Announced);
        desk.Raise("celery").Pass(10);
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void While_a_crontab_calls_the_old_script_nothing_is_started_and_why_is_said_and_recorded()
    {
        var desk = OverTheOldScript(takeover: false).Start().Kill("celery").Pass(3600);

        Assert.Equal(new Announcement.OldScriptCalled(OldJobs, Takeover: false), desk.Announced[0]);
        Assert.Empty(desk.Intents);
        Assert.Single(desk.Announced.OfType<Announcement.RunLeftToScript>());
        Assert.Contains(new Announcement.ServiceDown(new("celery"), RunFollows: false), desk.Announced);
        Assert.Equal(
            "a crontab still calls service_monitor.sh (/etc/crontab:7); otherwise there would be a run of backend.sh for celery",
            Assert.Single(desk.Decisions, it => it.Choice == Choice.Refuse).Reason);
    }

    [Fact]
    public void With_takeover_on_the_old_script_is_named_and_outages_are_acted_on()
    {
        var desk = OverTheOldScript(takeover: true).Start().Kill("celery").Pass(60);

        Assert.Equal(new Announcement.OldScriptCalled(OldJobs, Takeover: true), desk.Announced[0]);
        Assert.Single(desk.Intents);
        Assert.Null(desk.State.Incident);
    }

    [Fact]
    public void A_decision_says_how_much_of_the_budget_is_used()
    {
        var desk = new Desk().Start().Kill("celery").Pass(2);

        var run = Assert.Single(desk.Decisions, it => it.Choice == Choice.Run);
        Assert.Equal((1, 3), (run.BudgetUsed, run.BudgetRuns));
        Assert.Equal("run-1, a run of backend.sh, for celery; root celery", run.Reason);
    }

    private static Play.Ends Ends(double seconds, Action<Desk>? effect = null) => new(Desk.Seconds(seconds), effect ?? Desk.DoesNothing);

    [Fact]
    public void Who_leaves_before_the_run_is_said_to_be_on_its_way_since_a_run_was_announced()
    {
        var desk = new Desk().Start().Kill("celery").Pass(1).Restarting("celery").Pass(10);

        Assert.Contains(new Announcement.ServiceStarting(new("celery")), desk.Announced);
        Assert.Empty(desk.Intents);
        Assert.Null(desk.State.Incident);
    }
}
