using System.Collections.Immutable;

namespace Supervision.Core.Services;

/// <summary>Whether the unit manager could read the unit's file (<c>LoadState</c> in org.freedesktop.systemd1(5)).</summary>
public enum UnitLoad
{
    Loaded,
    NotFound,
    Masked,

    /// <summary>Bad setting, error, merged, stub, or a state of a later systemd: the unit cannot be judged.</summary>
    Other,
}

/// <summary>The unit's <c>ActiveState</c> in org.freedesktop.systemd1(5).</summary>
public enum UnitActivity
{
    Active,
    Reloading,
    Inactive,
    Failed,
    Activating,
    Deactivating,

    /// <summary>A state of a later systemd (<c>maintenance</c>, <c>refreshing</c> …): never taken for down.</summary>
    Other,
}

/// <summary>All that the unit manager says of one unit at one instant.</summary>
/// <param name="SubState">The state of the unit's own kind: <c>running</c>, <c>exited</c>, <c>auto-restart</c> …</param>
/// <param name="Result">Why the service ended: <c>success</c>, <c>signal</c>, <c>exit-code</c>, <c>start-limit-hit</c> …; empty where
/// unknown.</param>
/// <param name="Invocation">The id of this life of the unit, in hexadecimal; empty while it never ran.</param>
/// <param name="JobQueued">A start, stop or restart of the unit is queued or under way.</param>
/// <param name="Parts">The units that an <c>active (exited)</c> umbrella consists of; empty for every other unit.</param>
public sealed record UnitStatus(
    UnitName Unit,
    UnitLoad Load,
    UnitActivity Activity,
    string SubState,
    string Result,
    string Invocation,
    bool JobQueued,
    ImmutableArray<UnitStatus> Parts)
{
    /// <summary>It was seen running and then at rest, in good order and without a job of anybody's. False where its end was not seen, and
    /// for a unit whose way is to end: a oneshot, or one that a timer or a socket starts.</summary>
    public bool EndedByItself { get; init; }

    /// <summary>How often the manager itself has started it again since a person or a job did (<c>NRestarts</c>).</summary>
    public int Restarts { get; init; }

    /// <summary>The exit code of the main process where it ended by one; null while it runs, or where a signal ended it.</summary>
    public int? ExitStatus { get; init; }

    /// <summary>Since when it is active, on the kernel's monotonic clock; null where it is not, or nobody knows.</summary>
    public TimeSpan? ActiveSince { get; init; }

    /// <summary>Its control group, from the root of the hierarchy: <c>/system.slice/nginx.service</c>; empty where it has none.</summary>
    public string ControlGroup { get; init; } = "";

    /// <summary>Its files have changed since the manager read them (<c>NeedDaemonReload</c>).</summary>
    public bool NeedsReload { get; init; }

    /// <summary>Its processes are frozen (<c>FreezerState</c>).</summary>
    public bool Frozen { get; init; }

    /// <summary>Active, but nothing of it runs: its parts, if any, are the only evidence.</summary>
    public bool IsUmbrella => Activity == UnitActivity.Active && SubState == "exited";
}
