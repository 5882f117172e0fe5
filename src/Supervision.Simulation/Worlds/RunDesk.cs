using System.Collections.Immutable;
using Supervision.Core.Recovery;
using Supervision.Core.Services;
using Supervision.Simulation.Faults;

namespace Supervision.Simulation.Worlds;

/// <summary>The runs as the unit manager of the virtual host carries them out; they outlive the daemon, and not the boot.</summary>
/// <param name="ended">Is told every end.</param>
internal sealed class RunDesk(Machine machine, WorldClock clock, TimeSpan timeout, Action<RunId, RunOutcome> ended)
{
    private static readonly TimeSpan LongestRestart = TimeSpan.FromMinutes(15);

    private static readonly Fault.Backend Usual = new(0, null, TimeSpan.FromSeconds(20), null, null);

    private readonly Dictionary<RunId, RunOutcome?> _runs = [];
    private Fault.Backend _behaves = Usual;
    private int? _timesLeft;
    private int _boot;

    /// <summary>backend.sh is under way.</summary>
    public bool Busy => _runs.Values.Any(outcome => outcome is null);

    public void Behave(Fault.Backend backend) => (_behaves, _timesLeft) = (backend, backend.Times);

    /// <summary>What became of a run of this boot; null while it is under way.</summary>
    public bool Knows(RunId run, out RunOutcome? outcome) => _runs.TryGetValue(run, out outcome);

    /// <summary>The host goes down, and everything with it.</summary>
    public void Reboot()
    {
        _runs.Clear();
        _boot++;
    }

    /// <returns>Why it is refused; null where it has begun.</returns>
    public string? Start(RunId run)
    {
        var (behaves, boot) = (Next(), _boot);
        if (behaves.Refused is { } why) return why;
        _runs[run] = null;
        var over = behaves.Takes is { } takes && takes < timeout;
        clock.Later(over ? behaves.Takes!.Value : timeout, () =>
        {
            if (boot == _boot) Finish(run, behaves, over);
        });
        return null;
    }

    /// <summary>One unit after the other.</summary>
    /// <returns>Why it is refused; null where it has begun.</returns>
    public string? Restart(RunId run, ImmutableArray<UnitName> units)
    {
        if (machine[units[0]].Inner.Load == UnitLoad.Masked) return $"Unit {units[0]} is masked.";
        _runs[run] = null;
        RestartNext(run, units, _boot);
        return null;
    }

    private void RestartNext(RunId run, ImmutableArray<UnitName> units, int boot)
    {
        if (_runs[run] is not null) return;
        if (units.IsEmpty)
        {
            End(run, new RunOutcome(RunResult.Done, 0, "", "its job is done"));
            return;
        }

        var over = false;
        clock.Later(LongestRestart, () =>
        {
            if (boot == _boot && !over)
                End(run, new RunOutcome(RunResult.TimedOut, null, "", "its job is under way for more than 15 min"));
        });
        machine.Start(machine[units[0]], came =>
        {
            over = true;
            if (boot != _boot || !_runs.TryGetValue(run, out var known) || known is not null) return;
            if (came) RestartNext(run, units[1..], boot);
            else End(run, new RunOutcome(RunResult.Failed, 1, "", $"the restart of {units[0]} failed"));
        });
    }

    private Fault.Backend Next()
    {
        if (_timesLeft is not { } left) return _behaves;
        if (left == 0)
        {
            (_behaves, _timesLeft) = (Usual, null);
            return Usual;
        }

        _timesLeft = left - 1;
        return _behaves;
    }

    private void Finish(RunId run, Fault.Backend behaves, bool over)
    {
        // It restarts what it restarts as it goes; that its starts have ended is not its business.
        foreach (var unit in machine.Units.Where(unit => over && Brings(behaves, unit.Service.Name)).ToList())
            machine.Start(unit, null);
        End(run, over
            ? new RunOutcome(
                behaves.ExitCode == 0 ? RunResult.Done : RunResult.Failed,
                behaves.ExitCode,
                "",
                $"the script ended with {behaves.ExitCode}")
            : new RunOutcome(RunResult.TimedOut, null, "", "the script was killed at the end of its time"));
    }

    private static bool Brings(Fault.Backend behaves, ServiceName service) => behaves.Brings?.Contains(service) ?? behaves.ExitCode == 0;

    private void End(RunId run, RunOutcome outcome)
    {
        if (_runs[run] is not null) return;
        _runs[run] = outcome;
        ended(run, outcome);
    }
}
