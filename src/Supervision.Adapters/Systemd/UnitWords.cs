using Supervision.Core.Services;

namespace Supervision.Adapters.Systemd;

/// <summary>The words of org.freedesktop.systemd1(5) for states, in ours. A word of a later systemd is <c>Other</c>, never a guess;
/// no word stays none.</summary>
internal static class UnitWords
{
    internal static UnitLoad? Load(string? word) => word switch
    {
        null => null,
        "loaded" => UnitLoad.Loaded,
        "not-found" => UnitLoad.NotFound,
        "masked" => UnitLoad.Masked,
        _ => UnitLoad.Other,
    };

    internal static UnitActivity? Activity(string? word) => word switch
    {
        null => null,
        "active" => UnitActivity.Active,
        "reloading" => UnitActivity.Reloading,
        "inactive" => UnitActivity.Inactive,
        "failed" => UnitActivity.Failed,
        "activating" => UnitActivity.Activating,
        "deactivating" => UnitActivity.Deactivating,
        _ => UnitActivity.Other,
    };

    internal static HostPhase Phase(string? word) => word switch
    {
        "initializing" or "starting" => HostPhase.Starting,
        "running" or "degraded" => HostPhase.Running,
        "stopping" => HostPhase.Stopping,
        _ => HostPhase.Other,
    };

    /// <summary>Later systemds have a word of their own for a unit that is frozen with the slice around it.</summary>
    internal static bool? Frozen(string? word) => word?.StartsWith("frozen", StringComparison.Ordinal);

    /// <summary>The object path of a job; systemd writes "/" where there is none.</summary>
    internal static string Job(string path) => path == "/" ? "" : path;
}
