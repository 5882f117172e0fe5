using System.Diagnostics;
using Supervision.Core.Holds;
using Supervision.Core.Probes;

namespace Supervision.Daemon.Control;

/// <summary>Obstacles and what probes come to, as the command line and its JSON name them.</summary>
internal static class KindWords
{
    public static string Of(ObstacleKind kind) => kind switch
    {
        ObstacleKind.PackageUpgrade => "package-upgrade",
        ObstacleKind.Deployment => "deployment",
        ObstacleKind.Stale => "stale",
        ObstacleKind.DiskFull => "disk-full",
        ObstacleKind.ReadOnly => "read-only",
        _ => throw new UnreachableException(),
    };

    public static string Of(ProbeOutcome outcome) => outcome switch
    {
        ProbeOutcome.Passed => "passed",
        ProbeOutcome.Impaired => "impaired",
        ProbeOutcome.Starting => "starting",
        ProbeOutcome.Failed => "failed",
        ProbeOutcome.Unknown => "unknown",
        _ => throw new UnreachableException(),
    };
}
