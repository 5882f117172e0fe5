using Supervision.Core.Services;

namespace Supervision.Core.Tests.Services;

/// <summary>What the unit manager says of a unit in the states that occur in practice.</summary>
internal static class Units
{
    public static UnitStatus Active(string name, string life = "1") => Of(name, UnitActivity.Active, "running", "success", life);

    public static UnitStatus Failed(string name, string life = "1") => Of(name, UnitActivity.Failed, "failed", "signal", life);

    /// <summary>As after <c>systemctl stop</c>.</summary>
    public static UnitStatus Stopped(string name, string life = "1") => Of(name, UnitActivity.Inactive, "dead", "success", life);

    /// <summary>systemd itself is about to start it again.</summary>
    public static UnitStatus Restarting(string name, string life = "1") => Of(name, UnitActivity.Activating, "auto-restart", "signal", life);

    public static UnitStatus Stopping(string name, string life = "1") => Of(name, UnitActivity.Deactivating, "stop-sigterm", "success", life);

    public static UnitStatus Umbrella(string name, params UnitStatus[] parts) =>
        Of(name, UnitActivity.Active, "exited", "success", "umbrella") with { Parts = [.. parts] };

    private static UnitStatus Of(string name, UnitActivity activity, string subState, string result, string life) =>
        new(UnitName.Of(name), UnitLoad.Loaded, activity, subState, result, life, JobQueued: false, Parts: []);
}
