using System.Globalization;

namespace Supervision.Adapters.Linux;

/// <summary>One mounted file system, as <c>/proc/self/mountinfo</c> has it.</summary>
/// <param name="Point">Where it is mounted, as we see it.</param>
/// <param name="SuperOptions">Those of the file system itself. The options of the mount are our sandbox's own: everything looks read-only
/// from inside of it.</param>
internal sealed record Mount(ulong Id, DeviceNumber Device, string Point, string Type, string[] SuperOptions)
{
    /// <summary>The mount that it is mounted on.</summary>
    public required ulong Parent { get; init; }

    /// <summary>Which directory of the file system is seen there; <c>/</c> where it is the whole of it.</summary>
    public required string Root { get; init; }

    /// <summary>Nobody can write to it by its nature, so that nothing went wrong: its whole size is always used, too.</summary>
    public bool IsReadOnlyByDesign => Type is "squashfs" or "iso9660" or "erofs" or "cramfs" or "romfs"
        || (Type == "overlay" && !Array.Exists(SuperOptions, option => option.StartsWith("upperdir=", StringComparison.Ordinal)));

    /// <summary>Nobody can write to it, be it that the kernel saw an error or that somebody remounted it.</summary>
    public bool IsReadOnly => SuperOptions.Contains("ro");
}

/// <summary>What is mounted where: proc(5), <c>/proc/self/mountinfo</c>.</summary>
internal static class MountTable
{
    /// <summary>The mount that holds a file.</summary>
    /// <param name="lines">Of mountinfo; a later mount lies over an earlier one.</param>
    /// <param name="id">The mount's number where the kernel tells it; otherwise the path decides, as it is written.</param>
    /// <returns>Null where none fits.</returns>
    public static Mount? Holding(IEnumerable<string> lines, string path, ulong? id)
    {
        var mounts = All(lines);
        return id is { } number
            ? mounts.Find(mount => mount.Id == number)
            : mounts.FindAll(mount => Holds(mount.Point, path)).LastOrDefault(mount => mount.Point.Length == Deepest(mounts, path));
    }

    /// <summary>Every mount, in the kernel's order; lines of another format are passed over.</summary>
    public static List<Mount> All(IEnumerable<string> lines) => [.. lines.Select(Parse).OfType<Mount>()];

    private static int Deepest(List<Mount> mounts, string path) =>
        mounts.FindAll(mount => Holds(mount.Point, path)).Max(mount => mount.Point.Length);

    private static bool Holds(string point, string path) =>
        point == "/" || path == point || path.StartsWith(point + "/", StringComparison.Ordinal);

    // 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
    private static Mount? Parse(string line)
    {
        var fields = line.Split(' ');
        var dash = Array.IndexOf(fields, "-");
        if (dash < 6 || fields.Length < dash + 4) return null;
        var device = fields[2].Split(':');
        return ulong.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && ulong.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var parent)
            && device.Length == 2
            && uint.TryParse(device[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && uint.TryParse(device[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            ? new Mount(id, new DeviceNumber(major, minor), Unescaped(fields[4]), fields[dash + 1], fields[dash + 3].Split(','))
            {
                Parent = parent,
                Root = Unescaped(fields[3]),
            }
            : null;
    }

    // Blank, tab, line feed and backslash.
    private static string Unescaped(string text) => text
        .Replace("\\040", " ", StringComparison.Ordinal).Replace("\\011", "\t", StringComparison.Ordinal)
        .Replace("\\012", "\n", StringComparison.Ordinal).Replace("\\134", "\\", StringComparison.Ordinal);
}
