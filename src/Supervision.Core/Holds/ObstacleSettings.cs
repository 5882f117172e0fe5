using System.Collections.Immutable;
using Supervision.Core.Configuration;

namespace Supervision.Core.Holds;

/// <summary>What of the host forbids a run: <c>healthcheck.obstacles</c>.</summary>
/// <param name="PackageUpgrade">apt or dpkg at work is an obstacle.</param>
/// <param name="DeployMarker">The file that says that a deployment is under way; absolute, or empty where there is none.</param>
/// <param name="MaxAge">A marker or a lock that is older is told as stale, and no obstacle any more.</param>
/// <param name="DiskFull">A file system of which so much is used, of its blocks or of its inodes, is full.</param>
/// <param name="Paths">The file systems that hold these are looked at; absolute.</param>
public sealed record ObstacleSettings(
    bool PackageUpgrade, string DeployMarker, TimeSpan MaxAge, Percent DiskFull, ImmutableArray<string> Paths)
{
    public const string PackageUpgradeKey = "healthcheck.obstacles.package-upgrade";
    public const string DeployMarkerKey = "healthcheck.obstacles.deploy-marker";
    public const string MaxAgeKey = "healthcheck.obstacles.max-age";
    public const string DiskFullKey = "healthcheck.obstacles.disk-full";
    public const string PathsKey = "healthcheck.obstacles.paths";

    /// <summary>Nothing of the host is an obstacle.</summary>
    public static ObstacleSettings None { get; } = new(false, "", TimeSpan.FromHours(1), new Percent(100), []);
}
