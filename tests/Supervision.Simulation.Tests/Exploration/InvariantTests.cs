using Supervision.Core.Holds;
using Supervision.Core.Hosting;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Core.Services;
using Supervision.Simulation.Exploration;
using Supervision.Simulation.Exploration.Invariants;
using Supervision.Simulation.Faults;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Tests.Exploration;

/// <summary>Every promise can be broken, and is not broken by what only looks like it.</summary>
public sealed class InvariantTests
{
    private static readonly HealthcheckSettings Settings = Shipped.Settings();

    private static readonly ServiceName Celery = Course.Celery;

    [Fact]
    public void Two_runs_at_once_break_a_promise()
    {
        Broken(new OneRunAtATime(), course => course.Starts(1).Starts(2));
        Broken(new OneRunAtATime(), course => course.Starts(1).Ends(1).Starts(1));
        Kept(new OneRunAtATime(), course => course.Starts(1).Ends(1).Starts(2).Host(up: false).Starts(3));
    }

    [Fact]
    public void A_start_needs_a_durable_intent_of_its_own_life()
    {
        Broken(new PromisedFirst(), course => course.Life(1).Decides(Choice.Run, "run-1, a run").Starts(1));
        Broken(new PromisedFirst(), course => course.Life(1).Decides(Choice.Run, "run-1, a run").Intends(1).Life(2).Starts(1));
        Broken(new PromisedFirst(), course => course.Life(1).Decides(Choice.Run, "run-1, a run").Intends(1).Closed(1, refunded: true).Starts(1));
        Kept(new PromisedFirst(), course => course.Life(1).Decides(Choice.Run, "run-1, a run").Intends(1).Starts(1));
    }

    [Fact]
    public void A_start_needs_a_reason_and_evidence()
    {
        Broken(new PromisedFirst(), course => course.Life(1).Intends(1).Starts(1));
        Broken(new PromisedFirst(), course => course.Life(1).Decides(Choice.Run, "run-1, a run", evidence: "").Intends(1).Starts(1));
        Broken(new PromisedFirst(), course => course.Life(1).Decides(Choice.Run, "run-11, a run").Intends(1).Starts(1));
    }

    [Fact]
    public void An_outage_that_lasts_is_told_of_and_that_nothing_more_is_done_too()
    {
        const string key = "healthcheck.recovery.budget";
        var told = Shipped.Settings("healthcheck.notify.email { smtp = \"127.0.0.1:25\", from = \"a@example.org\", to = [\"b@example.org\"] }");

        Broken(new PeopleTold(told), course => course.Life(1).Ready().Opens(1).At(1000).Logs("x"));
        Kept(new PeopleTold(told), course => course.Life(1).Ready().Opens(1).Tells(1).At(1000).Logs("x"));
        Broken(new PeopleTold(told), course => course.Life(1).Ready().Opens(1).Tells(1, its: "incident:2").At(1000).Logs("x"));
        Kept(new PeopleTold(Settings), course => course.Life(1).Ready().Opens(1).At(1000).Logs("x"));
        Kept(new PeopleTold(told), course => course.Life(1).Ready().Opens(1).At(100).Closes(1).At(1000).Logs("x"));
        Kept(new PeopleTold(told), course => course.Life(1).Ready().Opens(1).At(500).Dies().Life(2).Ready().At(1300).Logs("x"));
        Kept(new PeopleTold(told), course =>
            course.Life(1).Ready().Opens(1).Strike(new Fault.ChannelDown("email", TimeSpan.FromMinutes(20))).At(3800).Logs("x"));
        Broken(new PeopleTold(told), course =>
            course.Life(1).Ready().Opens(1).Tells(1).At(60).Decides(Choice.Refuse, "spent", key: key).At(1000).Logs("x"));
        Kept(new PeopleTold(told), course =>
            course.Life(1).Ready().Opens(1).Tells(1).At(60).Decides(Choice.Refuse, "spent", key: key).Tells(2, what: "gave-up").At(1000).Logs("x"));
        Broken(new PeopleTold(told), course => course.Life(1).Ready().Opens(1).Tells(1).Dies().At(60).Life(2)
            .Decides(Choice.Adopt, "it goes on").Ready().Decides(Choice.Refuse, "spent", key: key).At(1100).Logs("x"));
        Kept(new PeopleTold(told), course => course.Life(1).Ready().Tells(1).At(1000).Opens(1).At(2000).Logs("x"));
        Broken(new PeopleTold(told), course => course.Life(1).Ready().Tells(1).Dies().Life(2).Ready().At(1000).Opens(1).At(2000).Logs("x"));
        Kept(new PeopleTold(told), course => Unseen(course).At(5000).Logs("x").Decides(Choice.Refuse, "seen").At(5900).Logs("x"));
        Broken(new PeopleTold(told), course => Unseen(course).At(5000).Logs("x").Decides(Choice.Refuse, "seen").At(5901).Logs("x"));
        Kept(new PeopleTold(told), course =>
            Unseen(course).At(5000).Decides(Choice.Refuse, "another's", service: Course.Postgresql).At(5901).Logs("x"));
    }

    private static Course Unseen(Course course) =>
        course.Life(1).Ready().Decides(Choice.OpenIncident, "it is down").Opens(1)
            .Decides(Choice.Refuse, "no run without evidence: the unit is masked");

    [Fact]
    public void The_same_is_told_twice_only_where_something_happened_in_between()
    {
        Broken(new ToldOnce(Settings), course => course.Tells(1).At(60).Tells(2));
        Kept(new ToldOnce(Settings), course => course.Tells(1).At(60).Tells(1));
        Kept(new ToldOnce(Settings), course => course.Tells(1).At(60).Tells(2, text: "another"));
        Kept(new ToldOnce(Settings), course => course.Tells(1).At(30).Starts(1).At(60).Tells(2));
        Broken(new ToldOnce(Settings), course => course.Starts(1).At(30).Tells(1).At(60).Tells(2));
        Kept(new ToldOnce(Settings), course => course.Tells(1).At(4 * 3600).Tells(2));
    }

    [Fact]
    public void The_fourth_start_within_the_hour_is_one_too_many_and_after_the_hour_it_is_not()
    {
        Broken(new WithinBudget(Settings), course => Run(Run(Run(Run(course, 1, 0), 2, 600), 3, 1200), 4, 3599));
        Kept(new WithinBudget(Settings), course => Run(Run(Run(Run(course, 1, 0), 2, 600), 3, 1200), 4, 3600));
    }

    [Fact]
    public void Neither_a_reboot_nor_a_step_back_frees_the_budget_and_a_person_does()
    {
        Broken(new WithinBudget(Settings), course => Run(Run(Run(Run(course, 1, 0), 2, 600), 3, 1200).Clock(-2).Life(2), 4, 1800, "boot-2"));
        Kept(new WithinBudget(Settings), course => Run(Run(Run(Run(course, 1, 0), 2, 600), 3, 1200).Clock(2).Life(2), 4, 1800, "boot-2"));
        Kept(new WithinBudget(Settings), course =>
            Run(Run(Run(Run(course, 1, 0), 2, 600), 3, 1200).Strike(new Fault.FreeBudget()), 4, 1800));
    }

    [Fact]
    public void A_charge_follows_what_ran()
    {
        Broken(new ChargedAsRun(), course => course.Starts(1).Closed(1, refunded: true));
        Broken(new ChargedAsRun(), course => course.Refused(1).Closed(1, refunded: false));
        Kept(new ChargedAsRun(), course => course.Starts(1).Closed(1, refunded: false).Refused(2).Closed(2, refunded: true));
        Kept(new ChargedAsRun(), course => course.Refused(1).Life(2).Closed(1, refunded: false));
    }

    [Fact]
    public void Nothing_is_started_on_hold()
    {
        Broken(new HoldsKept(Settings), course => Holding(course, until: 600).At(599).Starts(1));
        Kept(new HoldsKept(Settings), course => Holding(course, until: 600).At(600).Starts(1));
        Kept(new HoldsKept(Settings), course => Holding(course, until: 600)
            .Stored(new JournalEntry.HoldEnded(new HoldId(1), Course.Start, "ayşe")).At(300).Starts(1));
    }

    [Fact]
    public void Nothing_is_started_with_something_in_the_way()
    {
        var deployment = new Fault.InTheWay(ObstacleKind.Deployment, TimeSpan.FromSeconds(60));
        Broken(new NothingInTheWay(), course => course.Strike(deployment).At(59).Starts(1));
        Kept(new NothingInTheWay(), course => course.Strike(deployment).At(60).Starts(1));
        Kept(new NothingInTheWay(), course => course.Strike(deployment with { Kind = ObstacleKind.Stale }).At(59).Starts(1));
    }

    [Fact]
    public void Nothing_is_started_while_the_host_goes_down_or_comes_up()
    {
        Broken(new HostAwake(Settings), course => course.Host(up: false).At(1).Starts(1));
        Broken(new HostAwake(Settings), course => course.Host(up: true).Unit(Celery, UnitActivity.Activating).At(90).Starts(1));
        Kept(new HostAwake(Settings), course => course.Host(up: true).Unit(Celery, UnitActivity.Activating).At(600).Starts(1));
        Kept(new HostAwake(Settings), course => course.Host(up: true).Unit(Celery, UnitActivity.Activating)
            .At(90).Unit(Celery, UnitActivity.Active, works: true).At(92).Starts(1));
    }

    [Fact]
    public void Whom_a_person_stopped_is_not_what_a_run_is_for_where_that_is_respected()
    {
        Broken(new StopsRespected(Settings), course => course.Unit(Course.Postgresql, UnitActivity.Inactive).At(60).Intends(1, service: Course.Postgresql));
        Kept(new StopsRespected(Settings), course => course.Unit(Course.Postgresql, UnitActivity.Inactive, byItself: true).At(60).Intends(1, service: Course.Postgresql));
        Kept(new StopsRespected(Settings), course => course.Unit(Celery, UnitActivity.Inactive).At(60).Intends(1));
    }

    [Fact]
    public void Nothing_is_started_where_only_to_observe_is_asked()
    {
        Broken(new OnlyObserves(Settings with { Mode = SupervisionMode.Observe }), course => course.Starts(1));
        Kept(new OnlyObserves(Settings), course => course.Starts(1));
    }

    [Fact]
    public void A_run_is_for_who_was_out()
    {
        Broken(new ForAReason(Settings), course => course.At(600).Intends(1));
        Broken(new ForAReason(Settings), course => course.Strike(new Fault.Lie(Celery, ProbeLie.Unknown, null)).At(600).Intends(1));
        Kept(new ForAReason(Settings), course => course.Strike(new Fault.Lie(Celery, ProbeLie.Fails, null)).At(600).Intends(1));
        Kept(new ForAReason(Settings), course => course.Unit(Celery, UnitActivity.Failed).At(600).Intends(1));
        Kept(new ForAReason(Settings), course => course.Unit(Course.Postgresql, UnitActivity.Failed).At(600).Intends(1, service: new ServiceName("gunicorn")));
    }

    [Fact]
    public void Who_just_started_has_its_grace()
    {
        var lie = new Fault.Lie(Celery, ProbeLie.Fails, null);
        Broken(new GraceGiven(Settings), course => course.Strike(lie).At(60)
            .Unit(Celery, UnitActivity.Activating).Unit(Celery, UnitActivity.Active, works: true).At(179).Intends(1));
        Kept(new GraceGiven(Settings), course => course.Strike(lie).At(60)
            .Unit(Celery, UnitActivity.Activating).Unit(Celery, UnitActivity.Active, works: true).At(180).Intends(1));

        // One that was up since ever and hangs lives the same life.
        Kept(new GraceGiven(Settings), course => course.Strike(lie).At(60).Unit(Celery, UnitActivity.Active, works: false).At(179).Intends(1));
        Kept(new GraceGiven(Settings), course => course.At(60).Unit(Celery, UnitActivity.Active, works: true).At(70).Strike(lie).At(179).Intends(1));
    }

    [Fact]
    public void Who_recovers_settles_first()
    {
        const string Key = "healthcheck.recovery.settle";
        Broken(new SettledFirst(Settings), course => course
            .Unit(Celery, UnitActivity.Activating).Unit(Celery, UnitActivity.Active, works: true).At(9).Decides(Choice.LeaveIncident, "up", key: Key));
        Kept(new SettledFirst(Settings), course => course
            .Unit(Celery, UnitActivity.Activating).Unit(Celery, UnitActivity.Active, works: true).At(9)
            .Unit(Celery, UnitActivity.Active, works: true, load: UnitLoad.Masked).At(10).Decides(Choice.LeaveIncident, "up", key: Key));
        Kept(new SettledFirst(Settings), course => course
            .Unit(Celery, UnitActivity.Activating).Unit(Celery, UnitActivity.Active, works: true).At(10).Decides(Choice.LeaveIncident, "up", key: Key));
    }

    [Fact]
    public void Incidents_follow_each_other_and_end()
    {
        Broken(new OneIncidentAtATime(), course => course.Opens(1).Opens(2));
        Broken(new OneIncidentAtATime(), course => course.Opens(1).Closes(1).Closes(1));
        Kept(new OneIncidentAtATime(), course => course.Opens(1).Closes(1).Opens(2));
        Broken(new IncidentsEnd(Settings), course => course.Opens(1).At(3600).Logs("a line"));
        var slow = new Fault.Disk(DiskState.Slow, TimeSpan.FromSeconds(1));
        Kept(new IncidentsEnd(Settings), course => course.Opens(1).Strike(slow).Dies().Life(2).At(3600).Logs("a line"));
        Broken(new IncidentsEnd(Settings), course =>
            course.Opens(1).Strike(slow).Dies().Life(2).Decides(Choice.Adopt, "it goes on").At(3600).Logs("a line"));
        Kept(new IncidentsEnd(Settings), course => course.Opens(1).Unit(Celery, UnitActivity.Failed).At(3600).Logs("a line"));
    }

    [Fact]
    public void An_outage_that_can_be_seen_is_noticed()
    {
        Broken(new Noticed(Settings), course => course.Ready().Unit(Celery, UnitActivity.Failed).At(121).Logs("a line"));
        Kept(new Noticed(Settings), course => course.Ready().Unit(Celery, UnitActivity.Failed).At(1).Opens(1).At(121).Logs("a line"));
        Kept(new Noticed(Settings), course => course.Ready().Unit(Celery, UnitActivity.Failed, load: UnitLoad.Masked)
            .At(600).Unit(Celery, UnitActivity.Failed).Logs("a line"));
        Kept(new Noticed(Settings), course => course.Ready().Strike(new Fault.BusLost(TimeSpan.FromMinutes(5)))
            .Unit(Celery, UnitActivity.Failed).At(121).Logs("a line"));
    }

    [Fact]
    public void One_message_is_taken_once_in_a_life()
    {
        Broken(new TakenOnce(), course => course.Life(1).Takes(7).Takes(7));
        Kept(new TakenOnce(), course => course.Life(1).Takes(7).Life(2).Takes(7));
    }

    [Fact]
    public void The_tree_knows_its_messages_throws_nothing_and_lives_on()
    {
        Broken(new Sound(), course => course.Tell(new Happening.Unhandled(Course.Start, TimeSpan.Zero, "x")));
        Broken(new Sound(), course => course.Tell(new Happening.Failed(Course.Start, TimeSpan.Zero, "x")));
        Broken(new Sound(), course => course.Dies(byItself: true));
        Kept(new Sound(), course => course.Dies());
    }

    [Fact]
    public void The_same_refusal_is_not_said_at_every_look()
    {
        Broken(new NothingFloods(), course => Repeated(course, every: 30));
        Kept(new NothingFloods(), course => Repeated(course, every: 90));
    }

    private static Course Repeated(Course course, int every)
    {
        for (var time = 0; time < 3 * 3600; time += every) course.At(time).Decides(Choice.Refuse, "a hold");
        return course;
    }

    private static Course Run(Course course, int run, double at, string boot = "boot-1") => course.At(at).Intends(run, boot).Starts(run).Ends(run);

    private static Course Holding(Course course, double until) => course.Stored(new JournalEntry.HoldBegun(
        new Hold(new HoldId(1), Celery, Course.Start, Course.Start + TimeSpan.FromSeconds(until), "iş", "ayşe")));

    private static void Broken(Invariant invariant, Func<Course, Course> tell) => Assert.NotNull(tell(new Course(invariant)).Broken);

    private static void Kept(Invariant invariant, Func<Course, Course> tell) => Assert.Null(tell(new Course(invariant)).Broken);
}
