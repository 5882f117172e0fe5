using System.Collections.Immutable;
using Supervision.Core.Holds;
using Supervision.Core.Hosting;
using Supervision.Core.Services;
using Supervision.Simulation.Faults;

namespace Supervision.Simulation.Exploration;

/// <summary>Which faults come together, and how often each, as in life: services fail most; now and then something fails beneath them,
/// or the one who watches does.</summary>
internal sealed class FaultMix(SeededRandom random, HealthcheckSettings settings, ImmutableArray<TimeSpan> deadlines)
{
    private static readonly ImmutableArray<string> Figures = ["cpu", "memory", "disk:/"];

    /// <summary>Faults that strike shortly after each other; at least one.</summary>
    public IEnumerable<Fault> Lot()
    {
        var service = Service();
        return random.Below(16) switch
        {
            0 or 1 => [Any(service)],
            2 or 3 or 4 => Some(2, 6, () => Any(random.OnceIn(2) ? service : Service())),
            5 or 6 or 7 => Siege(),
            8 => [Backend(), .. Some(1, 4, () => Outage(Service()))],
            9 => [Death(), Outage(service), .. Some(0, 3, () => Any(Service()))],
            10 => [Death(), Outage(service), Death(), Outage(Service())],
            11 => [Wish(), Outage(service), .. Some(0, 2, () => random.OnceIn(2) ? Wish() : Outage(service))],
            12 => [Ground(), Outage(service), .. Some(0, 3, () => random.OnceIn(2) ? Ground() : Death()), Outage(Service())],
            13 => [.. Siege(), Clock(), Death(), .. Siege()],
            14 => [Lie(service), random.OnceIn(2) ? new Fault.Start(service) : Reboot(), .. Some(0, 2, () => Outage(Service()))],
            _ => [Illness(Service()), Outage(service), Reboot(), .. Some(0, 2, () => Any(Service()))],
        };
    }

    /// <summary>Any single fault.</summary>
    public Fault Any(ServiceName service) => random.Below(12) switch
    {
        0 or 1 or 2 => Outage(service),
        3 => Illness(service),
        4 => Lie(service),
        5 => Backend(),
        6 => Death(),
        7 => Ground(),
        8 => Wish(),
        9 => Person(service),
        10 => Clock(),
        _ => random.OnceIn(2) ? Reboot() : new Fault.Heal(service),
    };

    private List<Fault> Siege() => Some(3, 7, () => random.OnceIn(4) ? Any(Service()) : Outage(Service()));

    private Fault Outage(ServiceName service) => random.Below(6) switch
    {
        0 => new Fault.Exit(service),
        1 => new Fault.Hang(service),
        _ => new Fault.Kill(service),
    };

    private Fault Illness(ServiceName service) => random.Below(4) switch
    {
        0 => new Fault.SlowStart(service, Time()),
        1 => new Fault.StuckStart(service),
        _ => new Fault.CrashLoop(
            service, random.OnceIn(2) ? TimeSpan.FromSeconds(random.Between(1, 30)) : Time(), random.OnceIn(2) ? null : Time()),
    };

    private Fault.Lie Lie(ServiceName service) =>
        new Fault.Lie(service, random.OnceIn(2) ? ProbeLie.Fails : random.Of(Enum.GetValues<ProbeLie>()), Time());

    private Fault Person(ServiceName service) => random.Below(5) switch
    {
        0 or 1 or 2 => new Fault.Stop(service),
        3 => new Fault.Start(service),
        _ => new Fault.Mask(service),
    };

    private Fault.Backend Backend() => new Fault.Backend(
        random.OnceIn(3) ? 0 : random.OnceIn(8) ? 203 : 1,
        random.OnceIn(3) ? null : random.Between(1, 4),
        random.OnceIn(6) ? null : random.OnceIn(2) ? TimeSpan.FromSeconds(random.Between(0, 60)) : Time(),
        random.OnceIn(3) ? [Service()] : null,
        random.OnceIn(4) ? "not permitted" : null);

    private Fault.KillDaemon Death() => new Fault.KillDaemon(
        random.Of(Enum.GetValues<DeathPoint>()),
        random.OnceIn(3) ? random.Below(4) : 0,
        TimeSpan.FromSeconds(random.OnceIn(4) ? random.Between(0, 900) : 2));

    // What lies beneath: the disk, the bus, the way to people.
    private Fault Ground() => random.Below(7) switch
    {
        0 or 1 => new Fault.Disk(random.Of(Enum.GetValues<DiskState>()), Time()),
        2 or 3 => new Fault.BusLost(Time()),
        4 or 5 => new Fault.Signals(random.Of(Enum.GetValues<SignalTrouble>()), Time()),
        _ => settings.Notify.Channels is { IsEmpty: false } channels
            ? new Fault.ChannelDown(random.Of(channels).Name, Time())
            : new Fault.Figure(random.Of(Figures), random.Between(1, 100)),
    };

    // What asks for nothing to be done, or takes that back.
    private Fault Wish() => random.Below(8) switch
    {
        0 or 1 or 2 => new Fault.Hold(random.OnceIn(2) ? null : Service(), Time(), "iş"),
        3 => new Fault.Resume(random.OnceIn(2) ? null : Service()),
        4 => new Fault.FreeBudget(),
        _ => new Fault.InTheWay(random.Of(Enum.GetValues<ObstacleKind>()), Time()),
    };

    private Fault Clock() => random.Below(3) switch
    {
        0 => new Fault.StepClock(TimeSpan.FromSeconds(random.Between(-7200, 7200))),
        1 => new Fault.StepClock((random.OnceIn(2) ? 1 : -1) * random.Of(deadlines)),
        _ => new Fault.Suspend(random.OnceIn(3) ? TimeSpan.FromHours(random.Between(1, 60)) : Time()),
    };

    private Fault.Reboot Reboot() => new Fault.Reboot(TimeSpan.FromSeconds(random.Between(5, 180)));

    private TimeSpan Time() => random.OnceIn(2) ? random.Of(deadlines) : random.Between(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(90));

    private ServiceName Service() => random.Of(settings.Services).Name;

    private List<Fault> Some(int least, int most, Func<Fault> one)
    {
        var all = new List<Fault>();
        for (var left = random.Between(least, most); left > 0; left--) all.Add(one());
        return all;
    }
}
