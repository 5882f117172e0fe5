using System.Globalization;

namespace Supervision.EndToEnd.Hosts;

/// <summary>Names of hosts: unique on this machine, and telling which test run they belong to.</summary>
internal static class HostName
{
    private const string Prefix = "healthcheck-e2e-";

    private static readonly string[] Hierarchies = ["/sys/fs/cgroup", "/sys/fs/cgroup/unified", "/sys/fs/cgroup/systemd"];

    private static int _last;

    public static string Next() =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref _last)}");

    /// <summary>
    /// Removes the control groups of runs that were killed: the one thing that the kernel does not take back by itself.
    /// </summary>
    public static async Task RemoveLeftoversAsync()
    {
        var dead = Hierarchies.Where(Directory.Exists)
            .SelectMany(hierarchy => Directory.GetDirectories(hierarchy, Prefix + "*"))
            .Where(group => !Directory.Exists($"/proc/{OwnerOf(group)}"));
        foreach (var group in dead)
            await Outside.RunAsync(["find", group, "-depth", "-type", "d", "-exec", "rmdir", "{}", "+"], TimeSpan.FromSeconds(10));
    }

    private static string OwnerOf(string group) => Path.GetFileName(group)[Prefix.Length..].Split('-')[0];
}
