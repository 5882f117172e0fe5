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
    /// Removes what the kernel does not take back by itself when a run is killed: control groups and the files it prepared.
    /// </summary>
    public static async Task RemoveLeftoversAsync()
    {
        foreach (var group in Hierarchies.Where(Directory.Exists).SelectMany(LeftoversIn))
            await Outside.RunAsync(["find", group, "-depth", "-type", "d", "-exec", "rmdir", "{}", "+"], TimeSpan.FromSeconds(10));
        foreach (var files in LeftoversIn(Path.GetTempPath())) Directory.Delete(files, recursive: true);
    }

    private static IEnumerable<string> LeftoversIn(string directory) =>
        Directory.GetDirectories(directory, Prefix + "*").Where(leftover => !Directory.Exists($"/proc/{OwnerOf(leftover)}"));

    private static string OwnerOf(string leftover) => Path.GetFileName(leftover)[Prefix.Length..].Split('-')[0];
}
