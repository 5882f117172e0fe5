using Supervision.Core.Hosting;
using Supervision.Core.Services;
using Supervision.Simulation.Faults;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Exploration;

/// <summary>
/// The end of a day on which everything is mended: within the window of the budget all works again, and what fails then is brought back
/// within minutes.
/// </summary>
/// <param name="isStopped">Whether a person stopped it, and it is at rest.</param>
internal sealed class Afterwards(HealthcheckSettings settings, ExploredDay day, World world, Func<ServiceName, bool> isStopped)
{
    private const string Name = "everything works in the end";

    // Of the longest pause, the verification, and the tick that makes a stop an outage.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(45);

    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(5);

    // A death that has not come yet comes with the next run, and the daemon is away for a while then.
    private readonly TimeSpan _deaths = day.Faults.Select(planned => planned.Fault)
        .OfType<Fault.KillDaemon>()
        .Aggregate(TimeSpan.Zero, (sum, death) => sum + death.BackIn);

    /// <param name="reach">Lets time pass until then, and says whether every promise still holds.</param>
    public Violation? Live(Func<TimeSpan, bool> reach)
    {
        if (!reach(EndOfFaults()) || !reach(world.Elapsed + TimeSpan.FromMinutes(5))) return null;
        Mend();
        var window = settings.Recovery.StepLimits.Values.Select(limit => limit.Within).Append(settings.Recovery.BudgetWithin).Max();
        var pause = settings.Recovery.Backoff[^1] + settings.Recovery.VerifyTimeout;
        if (!reach(world.Elapsed + window + pause + Margin + _deaths)) return null;
        if (settings.Mode == Core.Recovery.SupervisionMode.Observe) return null;
        if (!world.AllWork) return Broken("everything was mended, and not all of it works");
        if (!reach(world.Elapsed + window)) return null;
        world.Strike(new Fault.Kill(Last()));
        if (!reach(world.Elapsed + Minutes + _deaths)) return null;
        return world.AllWork ? null : Broken($"{Last()} was killed when all was well, and was not brought back");
    }

    private Violation Broken(string words) => new(Name, words, world.Elapsed);

    private void Mend()
    {
        world.Strike(new Fault.Disk(DiskState.Well, null));
        world.Strike(new Fault.Backend(0, null, TimeSpan.FromSeconds(20), null, null));
        world.Strike(new Fault.Resume(null));
        world.Strike(new Fault.FreeBudget());
        foreach (var service in settings.Services)
        {
            world.Strike(new Fault.Lie(service.Name, ProbeLie.Passes, TimeSpan.FromTicks(1)));
            world.Strike(new Fault.Heal(service.Name));
            // What a person stopped, and is respected for it, that person starts.
            if (service.ManualStop == ManualStop.Respect && isStopped(service.Name)) world.Strike(new Fault.Start(service.Name));
        }
    }

    private ServiceName Last() => settings.Services[(int)(day.Seed % (ulong)settings.Services.Length)].Name;

    private TimeSpan EndOfFaults() => day.Faults
        .Select(planned => planned.At + FaultTimes.Length(planned.Fault))
        .Append(day.Length)
        .Max();
}
