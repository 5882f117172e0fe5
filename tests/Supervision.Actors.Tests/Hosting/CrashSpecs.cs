using Akka.Actor;
using Akka.TestKit.Xunit2;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Simulation.Hosts;

namespace Supervision.Actors.Tests.Hosting;

public class CrashSpecs : TestKit
{
    private readonly Rehearsal _rehearsal;

    public CrashSpecs()
        : base(Rehearsal.BeginVirtualTime()) => _rehearsal = new Rehearsal(Sys) { BeatEvery = TimeSpan.FromSeconds(10) };

    [Theory]
    [InlineData("host")]
    [InlineData("scheduler")]
    [InlineData("supervisor/gunicorn")]
    public void A_crash_of_one_actor_loses_no_outage(string path)
    {
        _rehearsal.Begin();
        _rehearsal.Actor(path).Tell(Kill.Instance);

        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(60);

        Assert.Single(_rehearsal.Host.Runs);
        Assert.Empty(_rehearsal.BrokenBecause);
    }

    [Theory]
    [InlineData("host")]
    [InlineData("scheduler")]
    [InlineData("supervisor/gunicorn")]
    public void A_crash_in_the_middle_of_a_run_starts_no_second_one(string path)
    {
        _rehearsal.Begin();
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(3);
        _rehearsal.Actor(path).Tell(Kill.Instance);
        _rehearsal.Pass(TimeSpan.FromMinutes(5));

        Assert.Single(_rehearsal.Host.Runs);
        var closed = Assert.Single(_rehearsal.Journal.Entries.OfType<JournalEntry.RunClosed>());
        Assert.Equal(RunResult.Done, closed.Outcome.Result);
    }

    [Fact]
    public void A_unit_that_failed_while_its_actor_was_down_is_seen_by_the_next()
    {
        _rehearsal.Begin();
        _rehearsal.Actor("host").Tell(Kill.Instance);
        _rehearsal.Actor("supervisor/gunicorn").Tell(Kill.Instance);
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Actor("supervisor/gunicorn").Tell(Kill.Instance);
        _rehearsal.Pass(60);

        Assert.Single(_rehearsal.Host.Runs);
    }

    [Fact]
    public void A_follower_that_dies_is_followed_by_another_and_the_run_keeps_its_result()
    {
        _rehearsal.Begin();
        _rehearsal.Host.Backend = VirtualBackend.Mends with { Takes = TimeSpan.FromMinutes(1) };
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(3);
        _rehearsal.Actor("supervisor/run:1").Tell(Kill.Instance);
        _rehearsal.Pass(TimeSpan.FromMinutes(5));

        Assert.Single(_rehearsal.Host.Runs);
        var closed = Assert.Single(_rehearsal.Journal.Entries.OfType<JournalEntry.RunClosed>());
        Assert.Equal(RunResult.Done, closed.Outcome.Result);
    }

    [Fact]
    public void A_follower_that_dies_twice_leaves_its_run_lost_and_charged_and_starts_none()
    {
        _rehearsal.Begin();
        _rehearsal.Host.Backend = VirtualBackend.Mends with { Takes = TimeSpan.FromMinutes(1) };
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(3);
        _rehearsal.Actor("supervisor/run:1").Tell(Kill.Instance);
        _rehearsal.Pass(1);
        _rehearsal.Actor("supervisor/run:1").Tell(Kill.Instance);
        _rehearsal.Pass(TimeSpan.FromMinutes(5));

        Assert.Single(_rehearsal.Host.Runs);
        var closed = Assert.Single(_rehearsal.Journal.Entries.OfType<JournalEntry.RunClosed>());
        Assert.Equal(RunResult.Lost, closed.Outcome.Result);
        Assert.False(closed.Refunded);
    }

    [Theory]
    [InlineData("host")]
    [InlineData("scheduler")]
    [InlineData("supervisor/gunicorn")]
    public void What_was_acted_on_is_not_acted_on_again_because_an_actor_crashed(string path)
    {
        _rehearsal.Begin();
        _rehearsal.Host.Backend = VirtualBackend.Fails;
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(20);
        Assert.Single(_rehearsal.Host.Runs);

        for (var crash = 1; crash <= 5; crash++)
        {
            _rehearsal.Actor(path).Tell(Kill.Instance);
            _rehearsal.Pass(20);
        }

        Assert.Single(_rehearsal.Host.Runs);
        Assert.Single(_rehearsal.Journal.Entries.OfType<JournalEntry.IncidentOpened>());
    }

    [Theory]
    [InlineData("supervisor")]
    [InlineData("journal")]
    public void A_crash_of_what_only_start_up_can_recover_ends_the_process(string path)
    {
        _rehearsal.Begin();
        _rehearsal.Actor(path).Tell(Kill.Instance);

        Assert.Equal([$"the {path} actor failed"], _rehearsal.BrokenBecause);
    }

    [Theory]
    [InlineData("host", "the host actor failed")]
    [InlineData("supervisor/gunicorn", "the supervisor actor failed")]
    public void An_actor_that_crashes_again_and_again_ends_the_process(string path, string why)
    {
        _rehearsal.Begin();
        var actor = _rehearsal.Actor(path);
        for (var crash = 1; crash <= 10; crash++)
            actor.Tell(Kill.Instance);
        Assert.Empty(_rehearsal.BrokenBecause);

        actor.Tell(Kill.Instance);

        Assert.Equal([why], _rehearsal.BrokenBecause);
    }

    [Fact]
    public void The_end_of_the_root_ends_the_process()
    {
        var root = _rehearsal.Begin();
        root.Tell(Kill.Instance);

        Assert.Equal(["the supervision tree ended"], _rehearsal.BrokenBecause);
    }

    [Fact]
    public void The_watchdog_is_told_after_each_round_trip()
    {
        _rehearsal.Begin();
        _rehearsal.Pass(35);

        Assert.Equal(4, _rehearsal.AliveTimes);
    }

    [Theory]
    [InlineData("supervisor")]
    [InlineData("supervisor/nginx")]
    [InlineData("supervisor/celery")]
    public void The_watchdog_is_not_told_while_one_deciding_actor_does_not_answer(string path)
    {
        _rehearsal.Begin();
        _rehearsal.Pass(1);
        var stuck = (IInternalActorRef)_rehearsal.Actor(path);
        stuck.Suspend();
        _rehearsal.Pass(60);
        Assert.Equal(1, _rehearsal.AliveTimes);

        stuck.Resume();
        _rehearsal.Pass(10);

        Assert.True(_rehearsal.AliveTimes > 1);
    }

    [Fact]
    public void The_watchdog_does_not_wait_for_the_disk()
    {
        _rehearsal.Begin();
        ((IInternalActorRef)_rehearsal.Actor("journal")).Suspend();
        _rehearsal.Pass(35);

        Assert.Equal(4, _rehearsal.AliveTimes);
    }
}
