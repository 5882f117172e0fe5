using Supervision.Simulation.Faults;

namespace Supervision.Simulation.Exploration;

/// <summary>How long faults last.</summary>
internal static class FaultTimes
{
    private static readonly TimeSpan Boot = TimeSpan.FromSeconds(10);

    /// <summary>From its beginning to its end, where it ends by itself; zero for one that is over at once, or never.</summary>
    public static TimeSpan Length(Fault fault) => fault switch
    {
        Fault.CrashLoop { For: { } time } => time,
        Fault.Lie { For: { } time } => time,
        Fault.Reboot reboot => reboot.Takes + Boot,
        Fault.KillDaemon kill => kill.BackIn,
        Fault.Disk { For: { } time } => time,
        Fault.BusLost bus => bus.For,
        Fault.Signals signals => signals.For,
        Fault.ChannelDown channel => channel.For,
        Fault.InTheWay obstacle => obstacle.For,
        _ => TimeSpan.Zero,
    };
}
