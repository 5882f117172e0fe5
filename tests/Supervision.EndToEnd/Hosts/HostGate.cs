namespace Supervision.EndToEnd.Hosts;

/// <summary>
/// Decides whether this machine can boot hosts. Where it cannot, a test is skipped and says why; in CI
/// (<c>CI=true</c>) a missing prerequisite is a failure, so that the lane cannot vanish unnoticed.
/// </summary>
internal static class HostGate
{
    private static readonly string[] Programs =
    [
        "/usr/bin/systemd-nspawn", "/usr/bin/pkcheck", "/usr/bin/sudo", "/usr/bin/curl", "/usr/bin/sqlite3",
        "/usr/sbin/nginx", "/usr/bin/gunicorn", "/usr/bin/daphne", "/usr/bin/celery", "/usr/bin/redis-server",
        "/usr/bin/pg_ctlcluster",
    ];

    private static readonly Lazy<Task<string?>> Obstacle = new(FindObstacleAsync);

    public static async Task PassAsync()
    {
        if (await Obstacle.Value is not { } obstacle) return;
        var inContinuousIntegration = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);
        if (inContinuousIntegration) Assert.Fail($"The end-to-end lane must run in CI, but {obstacle}.");
        Skip.If(true, $"No host can be booted here: {obstacle}.");
    }

    private static async Task<string?> FindObstacleAsync()
    {
        if (!OperatingSystem.IsLinux()) return "this is not Linux";
        if (!File.Exists("/etc/debian_version")) return "this is not Debian";
        if (!Environment.IsPrivilegedProcess) return "the tests do not run as root";
        if (Programs.FirstOrDefault(program => !File.Exists(program)) is { } missing)
            return $"{missing} is missing (eng/install-end-to-end.sh installs it)";
        if (!Directory.Exists("/etc/postgresql") || Directory.GetDirectories("/etc/postgresql").Length == 0)
            return "PostgreSQL has no cluster";

        var probe = await Outside.RunAsync(
            [.. BootProcess.OwnNamespaces, BootProcess.Script("probe.sh"), HostName.Next()], TimeSpan.FromSeconds(30));
        return probe.Succeeded ? null : $"the kernel refuses an overlay, a mount or a control group: {probe.Error}";
    }
}
