using Supervision.Core.Services;

namespace Supervision.Adapters.Systemd;

/// <summary>Why systemd would not start or restart a unit, in its own words and with the remedy where we know one.</summary>
internal static class StartRefusal
{
    internal const string PolkitRule = "/usr/share/polkit-1/rules.d/60-healthcheck.rules";

    private const string InstallPolkit = $"Is the package polkitd installed and running, and the rule {PolkitRule} in place?";

    private const string PrintRule = "healthcheck doctor --write-polkit prints the rule that the configured steps need";

    internal static string Explain(string errorName, string words, UnitName unit, bool isRestart = false)
    {
        // Where polkitd is masked or absent, systemd's error is about polkit's own unit.
        var remedy = words.Contains("polkit", StringComparison.OrdinalIgnoreCase) ? InstallPolkit : Remedy(errorName, unit, isRestart);
        return remedy is null ? $"{unit}: {words}" : $"{unit}: {words.TrimEnd('.')}. {remedy}";
    }

    /// <summary>Why the file that asks for the unit came to nothing.</summary>
    internal static string OfRequest(UnitName unit) =>
        $"{unit}: nothing was started for the request, which is withdrawn. Is its path unit active? "
        + "systemctl restart backend-restart.path, and systemctl enable backend-restart.path for the next boot";

    private static string? Remedy(string errorName, UnitName unit, bool isRestart) => errorName switch
    {
        "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired" when isRestart =>
            $"polkit does not let this user restart it: {PrintRule}",
        "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired" =>
            $"polkit does not let this user start it: is the rule {PolkitRule} in place, and for this user and unit?",
        "org.freedesktop.DBus.Error.AccessDenied" when isRestart => $"{InstallPolkit} {PrintRule}",
        "org.freedesktop.DBus.Error.AccessDenied" => InstallPolkit,
        "org.freedesktop.systemd1.NoSuchUnit" =>
            "Install the unit's file and run systemctl daemon-reload",
        "org.freedesktop.systemd1.UnitMasked" =>
            $"An administrator masked it; systemctl unmask {unit} gives it back",
        "org.freedesktop.systemd1.TransactionIsDestructive" or "org.freedesktop.systemd1.TransactionJobsConflicting" =>
            "A contrary job is queued; systemctl list-jobs shows it",
        "org.freedesktop.systemd1.BadUnitSetting" or "org.freedesktop.systemd1.LoadFailed" =>
            $"systemd-analyze verify {unit} names the mistake in its file",
        _ => null,
    };
}
