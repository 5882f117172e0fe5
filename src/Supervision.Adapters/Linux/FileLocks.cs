using System.Globalization;

namespace Supervision.Adapters.Linux;

/// <summary>
/// The locks of <c>/proc/locks</c>, which shows who holds them to everybody, while a lock file itself can be opened by its owner alone.
/// </summary>
internal static class FileLocks
{
    /// <summary>The process that holds a write lock on a file.</summary>
    /// <param name="locks">The lines of <c>/proc/locks</c>.</param>
    /// <param name="devices">Any of these: the kernel names the file system, and stat(1) may name a part of it.</param>
    /// <returns>Null where nobody holds one.</returns>
    public static int? HolderOf(IEnumerable<string> locks, ulong inode, IReadOnlyCollection<DeviceNumber> devices) => locks
        .Select(Parse)
        .Where(held => held is { } some && some.Inode == inode && devices.Contains(some.Device))
        .Select(held => held?.Process)
        .FirstOrDefault();

    // 1: POSIX  ADVISORY  WRITE 109 00:45:408866 0 EOF; who waits for it stands below it with an arrow.
    private static (int Process, DeviceNumber Device, ulong Inode)? Parse(string line)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 6 || fields[3] != "WRITE") return null;
        var file = fields[5].Split(':');
        return file.Length == 3
            && int.TryParse(fields[4], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var process)
            && uint.TryParse(file[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var major)
            && uint.TryParse(file[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var minor)
            && ulong.TryParse(file[2], NumberStyles.None, CultureInfo.InvariantCulture, out var inode)
            ? (process, new DeviceNumber(major, minor), inode)
            : null;
    }
}
