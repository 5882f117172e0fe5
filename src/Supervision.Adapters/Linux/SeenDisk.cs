using System.Globalization;
using Supervision.Core.Configuration;
using Supervision.Core.Holds;

namespace Supervision.Adapters.Linux;

/// <summary>The file system that holds a path.</summary>
internal sealed record SeenDisk(string Path, Mount Mount, DiskUse Use)
{
    /// <exception cref="IOException">It is not there, or the kernel does not tell.</exception>
    public static SeenDisk Look(string path, string proc)
    {
        var place = FilePlace.Of(path) ?? throw new FileNotFoundException($"{path} is not there", path);
        var mount = MountTable.Holding(File.ReadAllLines($"{proc}/self/mountinfo"), path, place.Mount)
            ?? throw new IOException($"{path}: no mount holds it");
        return new SeenDisk(path, mount, DiskUse.Of(path));
    }

    /// <summary>Why no restart would help while it is so; null where nothing is wrong.</summary>
    public Obstacle? Judge(Percent full)
    {
        if (Mount.IsReadOnlyByDesign) return null;
        if (Mount.IsReadOnly)
        {
            return new Obstacle(
                ObstacleKind.ReadOnly,
                $"the file system of {Path} ({Mount.Type}) is read-only: see the kernel's log (journalctl -k), then remount it",
                ObstacleSettings.PathsKey);
        }

        if (Use.Exhausted(full) is not { } how) return null;
        var limit = string.Create(CultureInfo.InvariantCulture, $"{full.Value}%");
        return new Obstacle(
            ObstacleKind.DiskFull,
            $"the file system of {Path} ({Mount.Type}) {how}, up to {limit} or more: make room (df -h {Path}, df -i {Path})",
            ObstacleSettings.DiskFullKey);
    }
}
