using System.Globalization;

namespace Supervision.Adapters.Probes.Usage;

/// <summary>What the processes of a unit use, as its control group tells (cgroups(7), version 2). Where the kernel does not account for
/// a unit, on hosts with version 1 and in containers, its processes are asked one by one.</summary>
/// <param name="root">Where control groups are mounted.</param>
/// <param name="proc">Where the kernel shows processes.</param>
internal sealed class ControlGroup(string root, string path, string proc = "/proc")
{
    private const int MostFolders = 1000;

    // On hosts with both versions the tree of systemd lies below one of these.
    private static readonly string[] Trees = ["", "unified", "systemd"];

    /// <summary>It exists, and so something of it is known.</summary>
    public bool Exists => Folder is not null;

    /// <summary>In bytes.</summary>
    public long? Memory => Number("memory.current") ?? Sum(process => process.PrivateMemory);

    /// <summary>The limit that it has itself; null where it has none.</summary>
    public long? MemoryLimit => Number("memory.max");

    /// <summary>Since the group was made; in the other way, of the processes that live now.</summary>
    public TimeSpan? ProcessorTime => Field("cpu.stat", "usage_usec") is { } microseconds
        ? TimeSpan.FromMicroseconds(microseconds)
        : ToTime(Sum(process => process.Ticks));

    public int? Tasks => (int?)(Number("pids.current") ?? Sum(process => process.Threads));

    private string? Folder { get; } = path.StartsWith('/')
        ? Trees.Select(tree => Path.Join(root, tree, path)).FirstOrDefault(Directory.Exists)
        : null;

    private static TimeSpan? ToTime(long? ticks) =>
        ticks is { } count ? TimeSpan.FromSeconds((double)count / ProcessUse.TicksPerSecond) : null;

    // "max" is no number, and means none.
    private long? Number(string file) => Number((Read(file) ?? "").AsSpan().Trim());

    private static long? Number(ReadOnlySpan<char> text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private long? Field(string file, string key) => (Read(file) ?? "")
        .Split('\n')
        .Where(line => line.StartsWith(key + ' ', StringComparison.Ordinal))
        .Select(line => Number(line.AsSpan(key.Length + 1)))
        .FirstOrDefault();

    private long? Sum(Func<ProcessUse, long> part)
    {
        if (Folder is null) return null;
        var processes = Processes(Folder).Select(pid => ProcessUse.Of(pid, proc)).OfType<ProcessUse>().ToList();
        return processes.Count == 0 ? null : processes.Sum(part);
    }

    // A unit may have groups of its own within.
    private static IEnumerable<string> Processes(string folder) => Folders(folder)
        .Prepend(folder)
        .SelectMany(group => Read(group, "cgroup.procs")?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? []);

    private static List<string> Folders(string folder)
    {
        try
        {
            return [.. Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Take(MostFolders)];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // The unit has just ended.
            return [];
        }
    }

    private string? Read(string file) => Folder is null ? null : Read(Folder, file);

    private static string? Read(string folder, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, file));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // This version of cgroups does not have it, or the unit has just ended.
            return null;
        }
    }
}
