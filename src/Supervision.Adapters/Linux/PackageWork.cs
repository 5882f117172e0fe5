using System.Collections.Immutable;

namespace Supervision.Adapters.Linux;

/// <summary>Whether apt or dpkg is at work: units stop and start while packages are configured.</summary>
/// <param name="Lock">The lock that was looked at last, or is held.</param>
/// <param name="Holder">The process that holds it; null where nobody does.</param>
internal sealed record PackageWork(string Lock, int? Holder)
{
    /// <summary>apt holds the first for all of its work, dpkg both for its own part.</summary>
    public static readonly ImmutableArray<string> Locks = ["/var/lib/dpkg/lock-frontend", "/var/lib/dpkg/lock"];

    /// <exception cref="IOException">Locks or mounts cannot be read.</exception>
    public static PackageWork Look(ImmutableArray<string> locks, string proc)
    {
        var held = File.ReadAllLines($"{proc}/locks");
        var mounts = File.ReadAllLines($"{proc}/self/mountinfo");
        return locks.Select(path => new PackageWork(path, HolderOf(path, held, mounts))).FirstOrDefault(work => work.Holder is not null)
            ?? new PackageWork("", null);
    }

    private static int? HolderOf(string path, string[] held, string[] mounts)
    {
        if (FilePlace.Of(path) is not { } place) return null;
        // The kernel's list has the file system's own number, and stat's is another one on overlayfs and btrfs.
        DeviceNumber[] devices = MountTable.Holding(mounts, path, place.Mount) is { } mount ? [mount.Device, place.Device] : [place.Device];
        return FileLocks.HolderOf(held, place.Inode, devices);
    }
}
