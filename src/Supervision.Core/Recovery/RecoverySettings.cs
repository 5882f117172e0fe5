using System.Collections.Immutable;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>How outages are dealt with: <c>healthcheck.recovery</c>.</summary>
/// <param name="Collect">Failures within this time are one incident and one run.</param>
/// <param name="Settle">A service counts as recovered after being up this long.</param>
/// <param name="VerifyTimeout">A run that brought nothing back within this time has failed; stands still while a unit is
/// activating.</param>
/// <param name="BudgetRuns">At most this many runs …</param>
/// <param name="BudgetWithin">… within any period of this length.</param>
/// <param name="Backoff">The pause before the first run for a service, the second, and so on; the last repeats.</param>
public sealed record RecoverySettings(
    BackendRun Backend,
    TimeSpan Collect,
    TimeSpan Settle,
    TimeSpan VerifyTimeout,
    int BudgetRuns,
    TimeSpan BudgetWithin,
    ImmutableArray<TimeSpan> Backoff)
{
    /// <summary>What is tried, in order; each step is verified before the next.</summary>
    public ImmutableArray<RecoveryStep> Steps { get; init; } = [RecoveryStep.Backend];

    /// <summary>How often the steps before backend.sh may be taken; that of backend.sh is the budget.</summary>
    public ImmutableDictionary<RecoveryStep, BudgetLimit> StepLimits { get; init; } = ImmutableDictionary<RecoveryStep, BudgetLimit>.Empty;

    public BudgetLimit LimitOf(RecoveryStep step) =>
        step != RecoveryStep.Backend && StepLimits.TryGetValue(step, out var limit) ? limit : new BudgetLimit(BudgetRuns, BudgetWithin);
}

/// <summary>At most so many runs within any period of this length.</summary>
public sealed record BudgetLimit(int Runs, TimeSpan Within);

/// <summary>A rung of the ladder.</summary>
public enum RecoveryStep
{
    /// <summary>Restart the unit of the root.</summary>
    Unit,

    /// <summary>Restart the unit of the root, then those of the services that depend on it.</summary>
    Dependents,

    /// <summary>Run backend.sh, which restarts everything.</summary>
    Backend,
}

/// <summary>The one thing that is ever started: <c>healthcheck.recovery.backend</c>.</summary>
/// <param name="Unit">The root oneshot that PID 1 runs; in the other ways only the name by which the run is known.</param>
/// <param name="Script">Run by ourselves in place of the unit; null for the unit.</param>
/// <param name="Timeout">A run that takes longer is given up on.</param>
/// <param name="RequireRootOwned">No run while others than root can write what is run as root; otherwise that is a warning.</param>
public sealed record BackendRun(UnitName Unit, BackendScript? Script, TimeSpan Timeout, bool RequireRootOwned = false)
{
    /// <summary>Absolute path of the file that is made to have a path unit start <see cref="Unit"/>; null where PID 1 is asked over the
    /// bus.</summary>
    public string? Request { get; init; }
}

/// <summary>backend.sh as the daemon itself runs it.</summary>
/// <param name="Path">Absolute.</param>
public sealed record BackendScript(string Path, ScriptVia Via);

/// <summary>How a script is run by the daemon itself, on hosts where PID 1 cannot be asked to.</summary>
public enum ScriptVia
{
    Sudo,
    Direct,
}

/// <summary>Whether decisions are carried out.</summary>
public enum SupervisionMode
{
    Act,

    /// <summary>Decide, log and record, but start nothing.</summary>
    Observe,
}
