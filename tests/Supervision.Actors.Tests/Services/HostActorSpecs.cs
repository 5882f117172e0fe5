using Akka.Actor;
using Akka.TestKit.Xunit2;
using Supervision.Actors.Services;
using Supervision.Core.Recovery;
using Supervision.Core.Services;
using Supervision.Simulation.Hosts;
using Supervision.Simulation.Time;

namespace Supervision.Actors.Tests.Services;

public class HostActorSpecs : TestKit
{
    private static readonly SweepId Early = new(7);

    private readonly VirtualHost _units;

    public HostActorSpecs()
        : base(Rehearsal.BeginVirtualTime()) => _units = new VirtualHost(VirtualTime.OfThisThread);

    [Fact]
    public void A_sweep_that_was_asked_for_before_anybody_listened_is_answered_to_all_who_come()
    {
        var host = Begin();
        var (nginx, gunicorn) = (CreateTestProbe(), CreateTestProbe());

        host.Tell(new HostProtocol.Sweep(Early));
        host.Tell(new HostProtocol.Subscribe(Rehearsal.Nginx), nginx);
        host.Tell(new HostProtocol.Subscribe(Rehearsal.Gunicorn), gunicorn);

        nginx.FishForMessage<ServiceEvent.UnitSeen>(seen => seen.Sweep == Early);
        gunicorn.FishForMessage<ServiceEvent.UnitSeen>(seen => seen.Sweep == Early);
    }

    [Fact]
    public void A_bus_that_is_lost_before_everybody_listens_leaves_nobody_without_an_answer()
    {
        var host = Begin();
        var (nginx, gunicorn) = (CreateTestProbe(), CreateTestProbe());

        host.Tell(new HostProtocol.Sweep(Early));
        host.Tell(new HostProtocol.Subscribe(Rehearsal.Nginx), nginx);
        nginx.ExpectMsg<ServiceEvent>();
        _units.CutBus();
        host.Tell(new HostProtocol.Subscribe(Rehearsal.Gunicorn), gunicorn);

        nginx.FishForMessage<ServiceEvent.UnitUnknown>(unknown => unknown.Sweep == Early);
        gunicorn.FishForMessage<ServiceEvent.UnitUnknown>(unknown => unknown.Sweep == Early);
    }

    private IActorRef Begin() => Sys.ActorOf(HostActor.Props(_units, _units, [Rehearsal.Nginx, Rehearsal.Gunicorn], CreateTestProbe()));
}
