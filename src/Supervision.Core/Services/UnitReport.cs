using System.Collections.Immutable;
using Supervision.Core.Recovery;

namespace Supervision.Core.Services;

/// <summary>What the unit manager tells us, in the order in which it happened.</summary>
public abstract record UnitReport
{
    private UnitReport()
    {
    }

    /// <summary>The manager can be reached (again), and changes are reported from now on; what happened before is to be read by a
    /// sweep.</summary>
    public sealed record Connected : UnitReport;

    /// <summary>The manager cannot be reached: every unit is unknown until <see cref="Connected"/>. Also the answer to a sweep
    /// meanwhile.</summary>
    public sealed record Lost(string Why) : UnitReport;

    /// <summary>A watched unit, or a part of one, changed.</summary>
    public sealed record Changed(UnitStatus Status) : UnitReport;

    /// <summary>Every watched unit as it is now.</summary>
    public sealed record Swept(SweepId Sweep, HostPhase Phase, ImmutableArray<UnitStatus> Units) : UnitReport;

    /// <summary>The run's job is queued at the unit manager.</summary>
    public sealed record RunAccepted(RunId Run) : UnitReport;

    /// <summary>Nothing ran, and nothing will.</summary>
    /// <param name="Why">The manager's own words, with the remedy where it is known.</param>
    public sealed record RunRefused(RunId Run, string Why) : UnitReport;

    public sealed record RunEnded(RunId Run, RunOutcome Outcome) : UnitReport;
}

/// <summary>Where the host is between power on and power off (<c>SystemState</c> in org.freedesktop.systemd1(5)).</summary>
public enum HostPhase
{
    /// <summary>Booting: units that do not run yet are not outages.</summary>
    Starting,

    /// <summary>Running or degraded: the only phase in which anything is started.</summary>
    Running,

    /// <summary>Shutting down or rebooting.</summary>
    Stopping,

    /// <summary>Rescue, emergency, or a state that this version does not know.</summary>
    Other,
}

/// <summary>Numbers the rereadings of all units, so that an answer finds its question.</summary>
public readonly record struct SweepId(long Number)
{
    public override string ToString() => $"sweep-{Number}";
}
