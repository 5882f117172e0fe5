using System.Globalization;
using Supervision.Core.Services;

namespace Supervision.Simulation.Worlds;

/// <summary>The units of the virtual host: what is done to them and what becomes of them, whether anybody looks or not.</summary>
/// <param name="clock">The monotonic clock of the host, and its timers.</param>
/// <param name="changed">Is told of every unit that is another than before.</param>
internal sealed class Machine(WorldPlan plan, WorldClock clock, Action<MachineUnit> changed)
{
    // As systemd: five starts within ten seconds.
    private const int StartLimit = 5;
    private static readonly TimeSpan SoonAfterBoot = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StartLimitInterval = TimeSpan.FromSeconds(10);

    private readonly Dictionary<UnitName, MachineUnit> _units = plan.Settings.Services
        .Select(service => new MachineUnit(service, plan.Of(service.Name)))
        .ToDictionary(unit => unit.Service.Unit);
    private readonly Dictionary<ServiceName, MachineUnit> _services = [];
    private readonly List<MachineUnit> _all = [];
    private int _lives;

    public IEnumerable<MachineUnit> Units => _units.Values;

    public bool AllWork
    {
        get
        {
            foreach (var unit in _all)
            {
                if (!unit.Works) return false;
            }

            return true;
        }
    }

    public MachineUnit this[UnitName unit] => _units[unit];

    public MachineUnit this[ServiceName service] => _services[service];

    /// <summary>Everything is up, as if it had been for long.</summary>
    public void Fill()
    {
        foreach (var unit in _units.Values)
        {
            _services[unit.Service.Name] = unit;
            _all.Add(unit);
            unit.Inner = Living(unit) with { Activity = UnitActivity.Active, SubState = "running", ActiveSince = SoonAfterBoot };
        }
    }

    /// <summary>It ends by a failure; the unit manager may start it again.</summary>
    /// <param name="result">As systemd names it: <c>signal</c>, <c>exit-code</c>.</param>
    public void Fail(MachineUnit unit, string result)
    {
        if (unit.Inner.Activity is UnitActivity.Inactive or UnitActivity.Failed) return;
        End(unit, UnitActivity.Failed, "failed", result);
        if (unit.Plan.RevivesIn is not { } pause || unit.Inner.Load != UnitLoad.Loaded)
        {
            Tell(unit, started: false);
            return;
        }

        while (unit.Revived.TryPeek(out var first) && clock.Elapsed - first > StartLimitInterval)
            unit.Revived.Dequeue();
        if (unit.Revived.Count >= StartLimit)
        {
            unit.Inner = unit.Inner with { Result = "start-limit-hit" };
            Tell(unit, started: false);
            return;
        }

        unit.Revived.Enqueue(clock.Elapsed);
        unit.Inner = unit.Inner with { Activity = UnitActivity.Activating, SubState = "auto-restart", Restarts = unit.Inner.Restarts + 1 };
        changed(unit);
        Later(unit, pause, () => Begin(unit, unit.Started));
    }

    /// <summary>It ends in good order.</summary>
    /// <param name="byItself">Nobody stopped it.</param>
    public void Stop(MachineUnit unit, bool byItself)
    {
        if (unit.Inner.Activity is UnitActivity.Inactive or UnitActivity.Failed) return;
        End(unit, UnitActivity.Inactive, "dead", "success");
        unit.Inner = unit.Inner with { EndedByItself = byItself };
        Tell(unit, started: false);
    }

    /// <summary>It begins another life, whatever it did before.</summary>
    /// <param name="started">Is told whether it came up; not at all where that is never known.</param>
    public void Start(MachineUnit unit, Action<bool>? started)
    {
        unit.Inner = unit.Inner with { Restarts = 0 };
        unit.Revived.Clear();
        Begin(unit, started);
    }

    /// <summary>It does its work no more.</summary>
    public void Hang(MachineUnit unit)
    {
        unit.Hung = unit.Inner.Activity == UnitActivity.Active;
        changed(unit);
    }

    /// <summary>It may be started by nobody; a life that it has goes on.</summary>
    public void Mask(MachineUnit unit)
    {
        unit.Inner = unit.Inner with { Load = UnitLoad.Masked };
        changed(unit);
    }

    /// <summary>From now on its lives last so long, the present one too; null for as long as nothing happens.</summary>
    public void Limit(MachineUnit unit, TimeSpan? lives)
    {
        unit.Lives = lives;
        if (unit.Inner.Activity == UnitActivity.Active) Doom(unit);
    }

    /// <summary>Whatever keeps it from its work ends. What is dead stays dead until somebody starts it.</summary>
    public void Heal(MachineUnit unit)
    {
        (unit.Hung, unit.Lives, unit.StartsIn) = (false, null, unit.Plan.StartsIn);
        unit.Inner = unit.Inner with { Load = UnitLoad.Loaded };
        if (unit.Stuck && unit.Inner.SubState == "start") Later(unit, unit.StartsIn, () => Up(unit));
        unit.Stuck = false;
        changed(unit);
    }

    private void Begin(MachineUnit unit, Action<bool>? started)
    {
        if (unit.Inner.Load == UnitLoad.Masked)
        {
            started?.Invoke(false);
            return;
        }

        unit.Inner = Living(unit) with { Restarts = unit.Inner.Restarts };
        if (unit.Started is { } other && other != started) other(false);
        (unit.Hung, unit.Started) = (false, started);
        changed(unit);
        if (!unit.Stuck) Later(unit, unit.StartsIn, () => Up(unit));
    }

    private void Up(MachineUnit unit)
    {
        unit.Inner = unit.Inner with { Activity = UnitActivity.Active, SubState = "running", ActiveSince = clock.Monotonic };
        Doom(unit);
        Tell(unit, started: true);
    }

    private void Doom(MachineUnit unit)
    {
        if (unit.Lives is { } lives) Later(unit, lives, () => { if (unit.Lives is not null) Fail(unit, "exit-code"); });
    }

    private static void End(MachineUnit unit, UnitActivity activity, string subState, string result)
    {
        unit.Life++;
        unit.Hung = false;
        unit.Inner = unit.Inner with { Activity = activity, SubState = subState, Result = result, ActiveSince = null };
    }

    private UnitStatus Living(MachineUnit unit)
    {
        unit.Life++;
        return unit.Inner with
        {
            Activity = UnitActivity.Activating,
            SubState = "start",
            Result = "success",
            Invocation = (++_lives).ToString("x32", CultureInfo.InvariantCulture),
            EndedByItself = false,
            ActiveSince = null,
        };
    }

    private void Tell(MachineUnit unit, bool started)
    {
        changed(unit);
        var waiting = unit.Started;
        unit.Started = null;
        waiting?.Invoke(started);
    }

    private void Later(MachineUnit unit, TimeSpan time, Action then)
    {
        var life = unit.Life;
        clock.Later(time, () => { if (unit.Life == life) then(); });
    }
}
