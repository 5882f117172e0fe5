using Akka.Actor;
using Akka.TestKit.Xunit2;
using Supervision.Actors.Recovery;
using Supervision.Core.Holds;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Simulation.Hosts;

namespace Supervision.Actors.Tests.Recovery;

/// <summary>Steps, holds and obstacles through the real tree.</summary>
public class LadderSpecs : TestKit
{
    private readonly Rehearsal _rehearsal;

    public LadderSpecs()
        : base(Rehearsal.BeginVirtualTime()) =>
        _rehearsal = new Rehearsal(Sys) { Steps = [RecoveryStep.Unit, RecoveryStep.Backend] };

    [Fact]
    public void A_unit_is_restarted_by_itself_and_the_run_is_kept_in_the_journal_with_its_step()
    {
        _rehearsal.Begin();
        _rehearsal.Host.Kill(Rehearsal.Celery);
        _rehearsal.Pass(60);

        Assert.Equal(Rehearsal.Celery, Assert.Single(_rehearsal.Host.Restarts).Units.Single());
        Assert.Equal(RecoveryStep.Unit, Assert.Single(_rehearsal.Journal.Entries.OfType<JournalEntry.IntentTaken>()).Intent.Step);
        Assert.Single(_rehearsal.Journal.Entries.OfType<JournalEntry.IncidentClosed>());
        Assert.Empty(_rehearsal.Unhandled);
    }

    [Fact]
    public void What_a_restart_does_not_mend_is_a_case_for_backend_sh()
    {
        _rehearsal.Begin();
        _rehearsal.Host.Backend = VirtualBackend.Fails;
        _rehearsal.Host.Kill(Rehearsal.Celery);
        _rehearsal.Pass(30);
        _rehearsal.Host.Backend = VirtualBackend.Mends;
        _rehearsal.Pass(120);

        Assert.Equal(
            [RecoveryStep.Unit, RecoveryStep.Backend],
            _rehearsal.Journal.Entries.OfType<JournalEntry.IntentTaken>().Select(taken => taken.Intent.Step));
        Assert.Single(_rehearsal.Journal.Entries.OfType<JournalEntry.IncidentClosed>());
    }

    [Fact]
    public void A_hold_is_kept_and_ends_by_itself()
    {
        var root = _rehearsal.Begin();
        root.Tell(new SupervisorProtocol.BeginHold(new("celery"), TimeSpan.FromMinutes(10), "göç", "ayşe"), TestActor);
        Assert.Equal("göç", Assert.Single(ExpectMsg<SupervisorProtocol.Holds>().InForce).Reason);
        _rehearsal.Host.Kill(Rehearsal.Celery);
        _rehearsal.Pass(599);
        Assert.Empty(_rehearsal.Host.Runs);

        _rehearsal.Pass(60);

        Assert.Single(_rehearsal.Host.Runs);
        Assert.Single(_rehearsal.Journal.Entries.OfType<JournalEntry.HoldEnded>());
    }

    [Fact]
    public void Nothing_is_started_while_the_host_says_no()
    {
        _rehearsal.Begin();
        _rehearsal.Host.Obstacles = [new Obstacle(ObstacleKind.PackageUpgrade, "apt is at work", "healthcheck.obstacles.package-upgrade")];
        _rehearsal.Host.Kill(Rehearsal.Celery);
        _rehearsal.Pass(300);
        Assert.Empty(_rehearsal.Host.Runs);
        Assert.Single(_rehearsal.Log, line => line.Contains("apt is at work", StringComparison.Ordinal));

        _rehearsal.Host.Obstacles = [];
        _rehearsal.Pass(30);

        Assert.Single(_rehearsal.Host.Runs);
    }
}
