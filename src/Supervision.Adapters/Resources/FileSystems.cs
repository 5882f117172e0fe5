using System.Collections.Frozen;
using System.Collections.Immutable;
using Supervision.Adapters.Linux;

namespace Supervision.Adapters.Resources;

/// <summary>A file system that can fill up.</summary>
/// <param name="Point">One place where it is mounted and can be seen.</param>
/// <param name="IsRemote">On another machine, or in another program, which may never answer.</param>
/// <param name="IsReadOnly">Nobody can write to it, although it was not meant so.</param>
internal sealed record FileSystem(string Point, bool IsRemote, bool IsReadOnly);

/// <summary>Which of the mounts are worth a look: each file system once, and of those that only the kernel fills none.</summary>
internal static class FileSystems
{
    private static readonly FrozenSet<string> Pseudo = new[]
    {
        "autofs", "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "debugfs", "devpts", "devtmpfs", "efivarfs", "fusectl",
        "fuse.gvfsd-fuse", "fuse.lxcfs", "fuse.portal", "hugetlbfs", "mqueue", "nfsd", "nsfs", "proc", "pstore", "ramfs", "rpc_pipefs",
        "securityfs", "selinuxfs", "sysfs", "tracefs",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Remote = new[]
    {
        "9p", "afs", "beegfs", "ceph", "cifs", "coda", "gfs2", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "smb3", "smbfs",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <param name="mountinfo">Its lines.</param>
    /// <param name="fstab">Its lines: what is to be read-only by them is no trouble.</param>
    public static ImmutableArray<FileSystem> Of(IEnumerable<string> mountinfo, IEnumerable<string> fstab)
    {
        var mounts = MountTable.All(mountinfo);
        var meant = fstab.Select(line => line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields is [not ['#', ..], _, _, _, ..] && fields[3].Split(',').Contains("ro"))
            .Select(fields => fields[1])
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. mounts.Where(mount => CanFill(mount) && !meant.Contains(mount.Point) && !IsHidden(mount, mounts))
                .GroupBy(mount => mount.Device)
                .Select(same => same
                    .OrderBy(mount => mount.Root != "/")
                    .ThenBy(mount => mount.Point.Length)
                    .ThenBy(mount => mount.Point, StringComparer.Ordinal)
                    .First())
                .Select(mount => new FileSystem(mount.Point, IsRemote(mount.Type), mount.IsReadOnly))
                .OrderBy(system => system.Point, StringComparer.Ordinal),
        ];
    }

    private static bool IsRemote(string type) => Remote.Contains(type) || type.StartsWith("fuse", StringComparison.Ordinal);

    private static bool CanFill(Mount mount) => !(
        Pseudo.Contains(mount.Type)
        || mount.IsReadOnlyByDesign
        // A container's, made of what is counted already.
        || (mount.Type == "overlay" && mount.Point != "/")
        // No error makes a tmpfs read-only: those are the places where systemd hands out credentials.
        || (mount.Type == "tmpfs" && mount.IsReadOnly)
        // Our own sandbox's.
        || mount.Point == "/dev");

    // Under a later mount, on its own place or on one above, where nobody can see it any more.
    private static bool IsHidden(Mount mount, List<Mount> mounts)
    {
        var (below, current) = (mount, mount);
        for (var depth = 0; depth < mounts.Count; depth++)
        {
            var covers =
                mounts.Exists(other => other != below && other.Parent == current.Id && other != current && other.Point == current.Point)
                || mounts.Exists(other => other != current && other.Parent == current.Parent && other.Id != current.Parent
                    && current.Point.StartsWith(other.Point + "/", StringComparison.Ordinal));
            if (covers) return true;
            (below, current) = (current, mounts.Find(other => other.Id == current.Parent && other != current));
            if (current is null) return false;
        }

        return false;
    }
}
