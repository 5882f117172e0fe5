using System.Collections.Immutable;
using Supervision.Core.Holds;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Core.Services;
using Supervision.Simulation.Faults;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Tests.Worlds;

/// <summary>The virtual host behaves like one, and the daemon on it as it does on a real one.</summary>
public sealed class WorldTests : IDisposable
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 7, 25, 0, TimeSpan.FromHours(3));

    private static readonly ServiceName Postgresql = new("postgresql");
    private static readonly ServiceName Gunicorn = new("gunicorn");
    private static readonly ServiceName Celery = new("celery");

    private readonly List<Happening> _seen = [];
    private World? _world;

    public void Dispose() => _world?.Dispose();

    [Fact]
    public void A_killed_unit_is_brought_back_by_one_run()
    {
        Begin().Strike(new Fault.Kill(Gunicorn));
        Pass(minutes: 5);

        Assert.Single(_seen.OfType<Happening.RunStarted>());
        Assert.True(_world!.AllWork);
        Assert.Single(Stored<JournalEntry.IncidentOpened>());
        Assert.Single(Stored<JournalEntry.IncidentClosed>());
        Sound();
    }

    [Fact]
    public void Who_depends_on_a_dead_one_is_not_the_root()
    {
        Begin().Strike(new Fault.Kill(Postgresql));
        Pass(minutes: 5);

        Assert.Equal(Postgresql, Assert.Single(Stored<JournalEntry.IncidentOpened>()).Root);
        Assert.True(_world!.AllWork);
        Sound();
    }

    [Fact]
    public void One_that_runs_and_does_not_work_is_found_by_its_probe()
    {
        Begin("healthcheck.probes.defaults.timeout = 3s");
        Pass(minutes: 5);
        _world!.Strike(new Fault.Hang(Celery));
        Pass(minutes: 10);

        var opened = Assert.Single(_seen.OfType<Happening.Stored>(), stored => stored.Entry is JournalEntry.IncidentOpened);
        Assert.Equal(Celery, ((JournalEntry.IncidentOpened)opened.Entry).Root);
        Assert.True(_world.AllWork);
        Sound();
    }

    [Fact]
    public void A_daemon_that_died_after_its_intent_starts_nothing_a_second_time()
    {
        Begin().Strike(new Fault.KillDaemon(DeathPoint.AfterStart, 0, TimeSpan.FromSeconds(5)));
        _world!.Strike(new Fault.Kill(Gunicorn));
        Pass(minutes: 10);

        Assert.Single(_seen.OfType<Happening.DaemonDied>());
        Assert.Equal(2, _seen.OfType<Happening.DaemonBegan>().Last().Life);
        Assert.Single(_seen.OfType<Happening.RunStarted>());
        Assert.True(_world.AllWork);
        Sound();
    }

    [Fact]
    public void A_reboot_ends_a_run_and_everything_comes_up()
    {
        Begin().Strike(new Fault.Backend(0, null, TimeSpan.FromMinutes(5), null, null));
        _world!.Strike(new Fault.Kill(Gunicorn));
        Pass(minutes: 1);
        _world.Strike(new Fault.Reboot(TimeSpan.FromMinutes(1)));
        Pass(minutes: 10);

        Assert.Equal(RunResult.Superseded, Assert.Single(Stored<JournalEntry.RunClosed>()).Outcome.Result);
        Assert.Single(_seen.OfType<Happening.RunStarted>());
        Assert.True(_world.AllWork);
        Sound();
    }

    [Fact]
    public void A_hold_keeps_everything_still_until_it_ends()
    {
        Begin().Strike(new Fault.Hold(null, TimeSpan.FromMinutes(30), "deploy"));
        _world!.Strike(new Fault.Kill(Gunicorn));
        Pass(minutes: 29);
        Assert.Empty(_seen.OfType<Happening.RunStarted>());

        Pass(minutes: 5);

        Assert.Single(_seen.OfType<Happening.RunStarted>());
        Sound();
    }

    [Fact]
    public void A_message_waits_in_the_outbox_while_its_channel_is_down_and_is_sent_then()
    {
        Begin("healthcheck.notify.email { smtp = \"127.0.0.1:25\", from = \"a@example.org\", to = [\"b@example.org\"] }")
            .Strike(new Fault.ChannelDown("email", TimeSpan.FromHours(1)));
        _world!.Strike(new Fault.Kill(Postgresql));
        Pass(minutes: 59);
        Assert.NotEmpty(_seen.OfType<Happening.Sent>());
        Assert.DoesNotContain(_seen.OfType<Happening.Sent>(), sent => sent.Taken);

        Pass(minutes: 30);

        Assert.Contains(_seen.OfType<Happening.Sent>(), sent => sent.Taken && sent.Message.Text.Contains("postgresql", StringComparison.Ordinal));
        Sound();
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Every_fault_strikes_and_leaves_the_tree_whole(Fault fault)
    {
        Begin().Strike(fault);
        _world!.Strike(new Fault.Kill(Celery));
        Pass(minutes: 120);

        Sound();
    }

    public static TheoryData<Fault> Everything() =>
    [
        new Fault.Exit(Gunicorn), new Fault.Stop(Gunicorn), new Fault.Start(Gunicorn), new Fault.Hang(Gunicorn), new Fault.Heal(Gunicorn),
        new Fault.Mask(Gunicorn), new Fault.CrashLoop(Gunicorn, TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(10)),
        new Fault.SlowStart(Gunicorn, TimeSpan.FromMinutes(2)), new Fault.StuckStart(Celery),
        new Fault.Lie(Gunicorn, ProbeLie.Fails, TimeSpan.FromMinutes(10)), new Fault.Backend(1, 2, null, [], null),
        new Fault.Backend(0, 1, TimeSpan.FromSeconds(1), [], "not permitted"), new Fault.Reboot(TimeSpan.FromMinutes(1)),
        .. Enum.GetValues<DeathPoint>().Select(point => new Fault.KillDaemon(point, 0, TimeSpan.FromSeconds(2))),
        new Fault.StepClock(-TimeSpan.FromHours(1)), new Fault.Suspend(TimeSpan.FromHours(60)), new Fault.Disk(DiskState.Full, TimeSpan.FromMinutes(10)),
        new Fault.Disk(DiskState.Slow, null), new Fault.Disk(DiskState.Lossy, null), new Fault.BusLost(TimeSpan.FromMinutes(10)),
        .. Enum.GetValues<SignalTrouble>().Select(trouble => new Fault.Signals(trouble, TimeSpan.FromMinutes(10))),
        new Fault.ChannelDown("email", TimeSpan.FromHours(1)), new Fault.Hold(Gunicorn, TimeSpan.FromMinutes(5), "iş"), new Fault.Resume(null),
        .. Enum.GetValues<ObstacleKind>().Select(kind => new Fault.InTheWay(kind, TimeSpan.FromMinutes(10))),
        new Fault.Figure("disk:/", 97), new Fault.FreeBudget(),
    ];

    [Fact]
    public void The_same_faults_take_the_same_course()
    {
        var courses = new List<string>();
        for (var time = 0; time < 2; time++)
        {
            _seen.Clear();
            Begin();
            foreach (var row in Everything())
            {
                _world!.Strike(row);
                Pass(minutes: 7);
            }

            _world!.Dispose();
            courses.Add(string.Join("\n", _seen));
        }

        Assert.Equal(courses[0], courses[1]);
        Assert.True(_seen.Count > 100);
    }

    private World Begin(string over = "") => _world = new World(new WorldPlan(Shipped.Settings(over), Monday), _seen.Add);

    private void Pass(int minutes) => _world!.Pass(TimeSpan.FromMinutes(minutes));

    private ImmutableArray<TEntry> Stored<TEntry>() => [.. _seen.OfType<Happening.Stored>().Select(stored => stored.Entry).OfType<TEntry>()];

    private void Sound()
    {
        Assert.Empty(_seen.OfType<Happening.Unhandled>());
        Assert.Empty(_seen.OfType<Happening.Failed>());
        Assert.DoesNotContain(_seen.OfType<Happening.DaemonDied>(), died => died.ByItself);
    }
}
