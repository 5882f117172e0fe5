using System.Collections.Immutable;
using Supervision.Core.Services;

namespace Supervision.Adapters.Systemd;

/// <summary>
/// What is known of one unit: all of it, or the part that one signal or one answer told. A later part is laid over what was known
/// before; null stands for "not told". Signals carry the new values themselves, so that a change costs no question to systemd.
/// </summary>
internal readonly record struct UnitProperties
{
    // CLD_EXITED of waitid(2).
    private const int Exited = 1;

    internal UnitLoad? Load { get; init; }
    internal UnitActivity? Activity { get; init; }
    internal string? SubState { get; init; }
    internal string? Result { get; init; }
    internal string? Invocation { get; init; }

    /// <summary>The object path of the unit's job; empty while it has none.</summary>
    internal string? Job { get; init; }

    /// <summary>How the main process ended: 0 while it did not, then one of waitid(2)'s <c>CLD_…</c>.</summary>
    internal int? ExitKind { get; init; }

    /// <summary>The main process's exit code, or the signal that ended it.</summary>
    internal int? ExitStatus { get; init; }

    /// <summary>How often systemd itself has started the unit again since somebody did.</summary>
    internal int? Restarts { get; init; }

    /// <summary>When the unit became active last, on the kernel's monotonic clock; zero where it never was.</summary>
    internal TimeSpan? ActiveSince { get; init; }

    internal string? ControlGroup { get; init; }
    internal bool? NeedsReload { get; init; }
    internal bool? Frozen { get; init; }

    /// <summary>When the unit's last life began, on the kernel's monotonic clock; zero where systemd remembers none.</summary>
    internal TimeSpan? LifeBegan { get; init; }

    /// <summary>Something of it runs, or it stands for what runs.</summary>
    internal bool IsActive => Activity is UnitActivity.Active or UnitActivity.Reloading;

    /// <summary>A process of the unit's own runs, as far as its states can tell.</summary>
    internal bool IsRunning => IsActive && SubState != "exited";

    internal bool IsSettled => Activity is UnitActivity.Active or UnitActivity.Inactive or UnitActivity.Failed && Job is null or "";

    internal UnitProperties With(UnitProperties newer) => new()
    {
        Load = newer.Load ?? Load,
        Activity = newer.Activity ?? Activity,
        SubState = newer.SubState ?? SubState,
        Result = newer.Result ?? Result,
        Invocation = newer.Invocation ?? Invocation,
        Job = newer.Job ?? Job,
        ExitKind = newer.ExitKind ?? ExitKind,
        ExitStatus = newer.ExitStatus ?? ExitStatus,
        Restarts = newer.Restarts ?? Restarts,
        ActiveSince = newer.ActiveSince ?? ActiveSince,
        ControlGroup = newer.ControlGroup ?? ControlGroup,
        NeedsReload = newer.NeedsReload ?? NeedsReload,
        Frozen = newer.Frozen ?? Frozen,
        LifeBegan = newer.LifeBegan ?? LifeBegan,
    };

    internal UnitStatus ToStatus(UnitName unit, ImmutableArray<UnitStatus> parts) => new(
        unit, Load ?? UnitLoad.Other, Activity ?? UnitActivity.Other, SubState ?? "", Result ?? "", Invocation ?? "",
        Job is not (null or ""), parts)
    {
        Restarts = Restarts ?? 0,
        ExitStatus = ExitKind == Exited ? ExitStatus : null,
        ActiveSince = IsActive && ActiveSince > TimeSpan.Zero ? ActiveSince : null,
        // systemd forgets the group some time after the unit's end.
        ControlGroup = Activity is UnitActivity.Inactive or UnitActivity.Failed ? "" : ControlGroup ?? "",
        NeedsReload = NeedsReload ?? false,
        Frozen = Frozen ?? false,
    };
}
