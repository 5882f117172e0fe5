using Supervision.Core.Holds;
using Supervision.Core.Services;
using Supervision.Simulation.Faults;

namespace Supervision.Simulation.Tests.Scenarios;

/// <summary>What a fault says of itself is what an operator writes to have it again.</summary>
public sealed class EventTests
{
    private static readonly ServiceName Celery = new("celery");

    public static TheoryData<Fault> Faults() =>
    [
        new Fault.Kill(Celery), new Fault.Exit(Celery), new Fault.Stop(Celery), new Fault.Start(Celery), new Fault.Hang(Celery),
        new Fault.Heal(Celery), new Fault.Mask(Celery), new Fault.CrashLoop(Celery, TimeSpan.FromMilliseconds(1500), TimeSpan.FromMinutes(1)),
        new Fault.CrashLoop(Celery, TimeSpan.FromSeconds(5), null), new Fault.SlowStart(Celery, TimeSpan.FromMinutes(2)),
        new Fault.StuckStart(Celery), .. Enum.GetValues<ProbeLie>().Select(lie => new Fault.Lie(Celery, lie, TimeSpan.FromHours(1))),
        new Fault.Lie(Celery, ProbeLie.Fails, null), new Fault.Backend(0, null, null, null, null),
        new Fault.Backend(3, 2, TimeSpan.FromSeconds(20), [Celery, new ServiceName("nginx")], null),
        new Fault.Backend(0, 1, TimeSpan.Zero, [], "hayır, \"olmaz\""), new Fault.Reboot(TimeSpan.FromSeconds(90)),
        .. Enum.GetValues<DeathPoint>().Select(point => new Fault.KillDaemon(point, 3, TimeSpan.FromSeconds(5))),
        new Fault.KillDaemon(DeathPoint.Now, 0, TimeSpan.Zero), new Fault.StepClock(TimeSpan.FromHours(2)), new Fault.StepClock(-TimeSpan.FromHours(1)),
        new Fault.Suspend(TimeSpan.FromHours(60)), .. Enum.GetValues<DiskState>().Select(state => new Fault.Disk(state, TimeSpan.FromMinutes(3))),
        new Fault.Disk(DiskState.Full, null), new Fault.BusLost(TimeSpan.FromHours(1)),
        .. Enum.GetValues<SignalTrouble>().Select(trouble => new Fault.Signals(trouble, TimeSpan.FromMinutes(1))),
        new Fault.ChannelDown("email", TimeSpan.FromHours(15)), new Fault.Hold(null, TimeSpan.FromMinutes(30), "bakım"),
        new Fault.Hold(Celery, TimeSpan.FromMinutes(30), ""), new Fault.Resume(null), new Fault.Resume(Celery),
        .. Enum.GetValues<ObstacleKind>().Select(kind => new Fault.InTheWay(kind, TimeSpan.FromMinutes(5))), new Fault.Figure("disk:/", 97.5),
        new Fault.Figure("memory", 99), new Fault.FreeBudget(),
    ];

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_read_as_it_is_written(Fault fault)
    {
        const string Mail = "config { healthcheck.notify.email { smtp = \"127.0.0.1:25\", from = \"a@example.org\", to = [\"b@example.org\"] } }";

        var scenario = Written.Sound("night.conf", Written.With($"{{ at = \"08:03\", {fault} }}", more: Mail));

        Assert.Equal(fault, Assert.Single(scenario.Events).Fault);
    }

    [Fact]
    public void Every_kind_of_fault_is_among_them() => Assert.Equal(
        typeof(Fault).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Fault))).Select(type => type.Name).Order(),
        ((IEnumerable<object[]>)Faults()).Select(row => row[0].GetType().Name).Distinct().Order());
}
