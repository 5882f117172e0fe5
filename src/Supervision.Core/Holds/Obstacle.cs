namespace Supervision.Core.Holds;

/// <summary>Something about the host that forbids a run at this time, or makes it useless.</summary>
/// <param name="Evidence">What was seen, for people, with the remedy where one is known.</param>
/// <param name="Key">The key of the configuration that makes it an obstacle.</param>
public sealed record Obstacle(ObstacleKind Kind, string Evidence, string Key);

/// <summary>Why nothing is to be started.</summary>
public enum ObstacleKind
{
    /// <summary>apt or dpkg is at work: units stop and start as packages are configured.</summary>
    PackageUpgrade,

    /// <summary>The operator's marker file says that a deployment is under way.</summary>
    Deployment,

    /// <summary>A marker or a lock that has been there for longer than anybody believes: told, and no obstacle any more.</summary>
    Stale,

    /// <summary>A file system that the deployment writes to is full: no restart makes room.</summary>
    DiskFull,

    /// <summary>Likewise, the kernel has made one read-only.</summary>
    ReadOnly,
}
