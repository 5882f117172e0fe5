using Supervision.Actors.Recovery;
using Supervision.Core.Holds;
using Supervision.Core.Resources;
using Supervision.Core.Services;
using Supervision.Simulation.Faults;

namespace Supervision.Simulation.Worlds;

/// <content>What faults do to it.</content>
public sealed partial class World
{
    private static readonly TimeSpan GoingDown = TimeSpan.FromSeconds(3);

    /// <summary>A fault strikes now.</summary>
    public void Strike(Fault fault)
    {
        Tell(new Happening.Struck(Now, Elapsed, fault));
        Suffer(fault);
        Bury();
    }

    private void Suffer(Fault fault)
    {
        switch (fault)
        {
            case Fault.Kill kill: _machine.Fail(_machine[kill.Service], "signal"); break;
            case Fault.Exit exit: _machine.Stop(_machine[exit.Service], byItself: true); break;
            case Fault.Stop stop: _machine.Stop(_machine[stop.Service], byItself: false); break;
            case Fault.Start start: _machine.Start(_machine[start.Service], null); break;
            case Fault.Hang hang: _machine.Hang(_machine[hang.Service]); break;
            case Fault.Heal heal: Heal(heal.Service); break;
            case Fault.Mask mask: _machine.Mask(_machine[mask.Service]); break;
            case Fault.CrashLoop loop:
                _machine.Limit(_machine[loop.Service], loop.Lives);
                After(loop.For, () => _machine.Limit(_machine[loop.Service], null));
                break;
            case Fault.SlowStart slow: _machine[slow.Service].StartsIn = slow.Takes; break;
            case Fault.StuckStart stuck: _machine[stuck.Service].Stuck = true; break;
            case Fault.Lie lie:
                _eyes.Lie(lie.Service, lie.Says);
                After(lie.For, () => _eyes.Lie(lie.Service, null));
                break;
            case Fault.Backend backend: _runs.Behave(backend); break;
            case Fault.Reboot reboot: GoDown(reboot.Takes); break;
            case Fault.KillDaemon { At: DeathPoint.Now } kill: _life?.Die(kill.ToString(), kill.BackIn, byItself: false); break;
            case Fault.KillDaemon kill: _deaths.Add(new PlannedDeath(kill)); break;
            case Fault.StepClock step: _engine.Time.SetWall(Now + step.By); break;
            case Fault.Suspend suspend: _engine.Time.SetWall(Now + suspend.For); break;
            case Fault.Disk disk:
                _disk.State = disk.Is;
                After(disk.For, () => _disk.State = DiskState.Well);
                break;
            case Fault.BusLost bus: LoseBus(bus.For); break;
            case Fault.Signals signals:
                Signal(signals.Are);
                After(signals.For, () => Signal(null));
                break;
            case Fault.ChannelDown channel:
                _channelsDown.Add(channel.Name);
                After(channel.For, () => _channelsDown.Remove(channel.Name));
                break;
            case Fault.Hold hold: Ask(new SupervisorProtocol.BeginHold(hold.Service, hold.For, hold.Reason, "ayşe")); break;
            case Fault.Resume resume: Ask(new SupervisorProtocol.EndHolds(resume.Service, "ayşe")); break;
            case Fault.FreeBudget: Ask(new SupervisorProtocol.FreeBudget("ayşe")); break;
            case Fault.InTheWay obstacle: StandInTheWay(obstacle.Kind, obstacle.For); break;
            case Fault.Figure figure: _figures.Set(MetricOf(figure.Metric), figure.Value); break;
            default: throw new System.Diagnostics.UnreachableException();
        }
    }

    private void Heal(ServiceName service)
    {
        _eyes.Lie(service, null);
        _machine.Heal(_machine[service]);
    }

    private void GoDown(TimeSpan takes)
    {
        if (_phase == HostPhase.Stopping) return;
        _phase = HostPhase.Stopping;
        Tell(new Happening.HostChanged(Now, Elapsed, Up: false));
        _runs.Reboot();
        foreach (var unit in _machine.Units) _machine.Stop(unit, byItself: false);
        _clock.Later(GoingDown, () =>
        {
            // In good order, as PID 1 ends it.
            if (_life is not null) _mark = null;
            _life?.Die("the host goes down", TimeSpan.Zero, byItself: false);
        });
        _clock.Later(GoingDown + takes, ComeUp);
    }

    private void ComeUp()
    {
        _boots++;
        _clock.Boot();
        _phase = HostPhase.Starting;
        Tell(new Happening.HostChanged(Now, Elapsed, Up: true));
        foreach (var unit in _machine.Units) _machine.Start(unit, null);
        Begin();
        WaitForUnits();
    }

    // As `systemctl is-system-running`: starting until no job of the boot is left.
    private void WaitForUnits() => _clock.Later(TimeSpan.FromSeconds(1), () =>
    {
        if (_phase != HostPhase.Starting) return;
        if (_machine.Units.Any(unit => unit.Inner.Activity == UnitActivity.Activating && !unit.Stuck)) WaitForUnits();
        else _phase = HostPhase.Running;
    });

    private void LoseBus(TimeSpan time)
    {
        if (_busAway++ == 0 && _bus is { } bus) bus.There = false;
        After(time, () =>
        {
            if (--_busAway == 0 && _bus is { } again) again.There = true;
        });
    }

    private void Signal(SignalTrouble? trouble)
    {
        _signals = trouble;
        if (_bus is { } bus) bus.Trouble = trouble;
    }

    private void StandInTheWay(ObstacleKind kind, TimeSpan time)
    {
        _obstacles[kind] = _obstacles.GetValueOrDefault(kind) + 1;
        After(time, () =>
        {
            if (--_obstacles[kind] == 0) _obstacles.Remove(kind);
        });
    }

    // Nobody answers where the daemon is dead, as on a real host.
    private void Ask(SupervisorProtocol.IRequest request) => Akka.Actor.ActorRefImplicitSenderExtensions.Tell(_tree, request);

    private void After(TimeSpan? time, Action end)
    {
        if (time is { } given) _clock.Later(given, end);
    }

    private static Metric MetricOf(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (kind, subject) = colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
        var found = Enum.GetValues<MetricKind>().Where(one => FaultText.Word(one) == kind).ToList();
        return found.Count == 1
            ? new Metric(found[0], subject)
            : throw new ArgumentException($"no figure of a host is named '{text}'; name it as disk:/ or memory", nameof(text));
    }
}
