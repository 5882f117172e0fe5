using Akka.Actor;
using Akka.TestKit.Xunit2;
using Supervision.Actors.Hosting;
using Supervision.Actors.Recovery;
using Supervision.Core.Messages;
using Supervision.Core.Notifications;
using Supervision.Core.Services;
using Supervision.Simulation.Hosts;

namespace Supervision.Actors.Tests.Notifications;

public class HeartbeatSpecs : TestKit
{
    private static readonly HeartbeatSettings EveryMinute = new(
        new Uri("https://outside.example/5f0a"), TimeSpan.FromMinutes(1), HeartbeatMethod.Get, TimeSpan.FromSeconds(10));

    private readonly Rehearsal _rehearsal;

    public HeartbeatSpecs()
        : base(Rehearsal.BeginVirtualTime()) => _rehearsal = new Rehearsal(Sys) { Heartbeat = EveryMinute };

    private IEnumerable<HeartbeatSignal> Signals => _rehearsal.Outside.Sent.Select(ping => ping.Signal);

    [Fact]
    public void The_outside_hears_of_the_start_and_then_of_every_round_trip()
    {
        _rehearsal.Begin();
        _rehearsal.Pass(TimeSpan.FromMinutes(3));

        Assert.Equal([HeartbeatSignal.Start, HeartbeatSignal.Success, HeartbeatSignal.Success, HeartbeatSignal.Success], Signals);
        Assert.Equal(Rehearsal.Monday.AddMinutes(3), _rehearsal.Outside.Sent[^1].At);
        Assert.Equal("https://outside.example/5f0a/start", _rehearsal.Outside.Sent[0].To.AbsoluteUri);
        Assert.Empty(_rehearsal.Unhandled);
    }

    [Fact]
    public void While_something_is_down_the_outside_hears_that_it_fails()
    {
        _rehearsal.Begin();
        _rehearsal.Host.Backend = VirtualBackend.Fails;
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal([HeartbeatSignal.Start, HeartbeatSignal.Fail, HeartbeatSignal.Fail], Signals);

        _rehearsal.Host.Bring(Rehearsal.Gunicorn, TimeSpan.Zero);
        _rehearsal.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(HeartbeatSignal.Success, Signals.Last());
    }

    [Fact]
    public void What_is_on_hold_may_be_down()
    {
        var root = _rehearsal.Begin();
        root.Tell(new SupervisorProtocol.BeginHold(new("gunicorn"), TimeSpan.FromMinutes(5), "yeni sürüm", "ayşe"), TestActor);
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(HeartbeatSignal.Success, Signals.Last());

        _rehearsal.Host.Kill(Rehearsal.Celery);
        _rehearsal.Host.Backend = VirtualBackend.Fails;
        _rehearsal.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(HeartbeatSignal.Fail, Signals.Last());
    }

    [Theory]
    [InlineData("")]
    [InlineData("supervisor")]
    [InlineData("supervisor/nginx")]
    [InlineData("supervisor/celery")]
    public void Nothing_is_sent_while_one_deciding_actor_does_not_answer(string path)
    {
        var root = (IInternalActorRef)_rehearsal.Begin();
        _rehearsal.Pass(1);
        var stuck = path.Length == 0 ? root : (IInternalActorRef)_rehearsal.Actor(path);
        stuck.Suspend();
        _rehearsal.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal([HeartbeatSignal.Start], Signals);

        stuck.Resume();
        _rehearsal.Pass(TimeSpan.FromMinutes(2));

        Assert.Contains(HeartbeatSignal.Success, Signals);
        Assert.InRange(Signals.Count(), 2, 4);
    }

    [Fact]
    public void A_service_s_actor_that_crashes_again_and_again_ends_the_pings()
    {
        _rehearsal.Begin();
        var actor = _rehearsal.Actor("supervisor/gunicorn");
        for (var crash = 1; crash <= 11; crash++)
            actor.Tell(Kill.Instance);
        _rehearsal.Pass(TimeSpan.FromMinutes(10));

        Assert.Single(_rehearsal.BrokenBecause);
        Assert.Equal([HeartbeatSignal.Start], Signals);
    }

    [Fact]
    public void A_beat_that_an_actor_died_of_is_not_told_as_one_that_came_back()
    {
        _rehearsal.Begin();
        var actor = (IInternalActorRef)_rehearsal.Actor("supervisor/gunicorn");
        actor.Suspend();
        _rehearsal.Pass(TimeSpan.FromMinutes(1));
        _rehearsal.Actor("supervisor").Tell(PoisonPill.Instance);
        _rehearsal.Pass(TimeSpan.FromMinutes(5));

        Assert.Equal([HeartbeatSignal.Start], Signals);
    }

    [Fact]
    public void An_outside_that_never_answers_is_written_to_once_and_delays_nothing()
    {
        _rehearsal.Outside.FallSilent();
        _rehearsal.Begin();
        _rehearsal.Pass(TimeSpan.FromMinutes(5));
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(3);
        Assert.Equal([HeartbeatSignal.Start], Signals);
        Assert.Single(_rehearsal.Host.Runs);

        _rehearsal.Outside.Answer();
        _rehearsal.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal([HeartbeatSignal.Start, HeartbeatSignal.Success], Signals);
    }

    [Fact]
    public void A_crash_of_its_own_changes_nothing_for_the_outside()
    {
        _rehearsal.Begin();
        _rehearsal.Pass(TimeSpan.FromMinutes(1));
        _rehearsal.Actor("heartbeat").Tell(Kill.Instance);
        _rehearsal.Pass(TimeSpan.FromMinutes(2));

        Assert.Equal([HeartbeatSignal.Start, HeartbeatSignal.Success, HeartbeatSignal.Success, HeartbeatSignal.Success], Signals);
        Assert.Empty(_rehearsal.BrokenBecause);
    }

    [Fact]
    public void Where_it_crashes_again_and_again_the_supervision_goes_on_without_it()
    {
        _rehearsal.Begin();
        var heartbeat = _rehearsal.Actor("heartbeat");
        for (var crash = 1; crash <= 11; crash++)
            heartbeat.Tell(Kill.Instance);
        _rehearsal.Host.Kill(Rehearsal.Gunicorn);
        _rehearsal.Pass(TimeSpan.FromMinutes(5));

        Assert.Empty(_rehearsal.BrokenBecause);
        Assert.Single(_rehearsal.Host.Runs);
        Assert.Equal([HeartbeatSignal.Start], Signals);
    }

    [Fact]
    public void A_reload_moves_it_changes_its_time_and_ends_it()
    {
        var root = _rehearsal.Begin();
        var other = EveryMinute with { Url = new Uri("https://another.example/x"), Every = TimeSpan.FromSeconds(30) };
        Reload(root, other);
        _rehearsal.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(
            ["https://outside.example/5f0a/start", "https://another.example/x/start", "https://another.example/x", "https://another.example/x"],
            _rehearsal.Outside.Sent.Select(ping => ping.To.AbsoluteUri));

        Reload(root, other);
        Reload(root, other with { Url = null });
        _rehearsal.Pass(TimeSpan.FromMinutes(5));

        Assert.Equal(4, _rehearsal.Outside.Sent.Count);
    }

    private void Reload(IActorRef root, HeartbeatSettings heartbeat)
    {
        root.Tell(new ReloadProtocol.Reconfigure(_rehearsal.Settings, _rehearsal.Schedule, _rehearsal.Writer(Catalogue.Turkish)) { Heartbeat = heartbeat });
        _rehearsal.Pass(0);
    }
}
