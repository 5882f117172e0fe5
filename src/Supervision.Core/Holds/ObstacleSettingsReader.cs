using System.Globalization;
using Supervision.Core.Configuration;

namespace Supervision.Core.Holds;

/// <summary>Reads <c>healthcheck.obstacles</c>.</summary>
public static class ObstacleSettingsReader
{
    // Each is looked at on a thread of its own, since a file system can hang.
    private const int MostPaths = 32;

    // Below that nobody would call a disk full, and the daemon would never act.
    private const double LeastFull = 50;

    public static ObstacleSettings Read(Section obstacles)
    {
        var settings = new ObstacleSettings(
            obstacles.Flag("package-upgrade"),
            obstacles.Text("deploy-marker"),
            obstacles.Duration("max-age", TimeSpan.FromMinutes(1), TimeSpan.FromDays(7)),
            obstacles.Percent("disk-full"),
            obstacles.Texts("paths"));
        if (settings.DeployMarker is not ("" or ['/', ..]))
            obstacles.Reject("deploy-marker", "must be an absolute path", "write it from the root, beginning with /, or \"\" for none");
        else if (IsPrivate(settings.DeployMarker))
        {
            obstacles.Reject(
                "deploy-marker", "lies where the daemon has a directory of its own", "choose a place such as /run/healthcheck.deploy");
        }

        if (obstacles.IsSound("disk-full") && settings.DiskFull.Value < LeastFull)
            obstacles.Reject("disk-full", $"must be from {LeastFull}% to 100%", "write for example 99%");
        if (settings.Paths.Length > MostPaths)
            obstacles.Reject("paths", $"are more than {MostPaths}", "name one path of each file system");
        foreach (var (path, at) in settings.Paths.Select((path, at) => (path, at)).Where(each => !each.path.StartsWith('/')))
        {
            var place = (at + 1).ToString(CultureInfo.InvariantCulture);
            obstacles.Reject(
                "paths",
                $"has the entry {Excerpt.Of(path)} in place {place}, which is no absolute path",
                "write it from the root, beginning with /");
        }

        return settings;
    }

    // PrivateTmp=yes in healthcheck.service.
    private static bool IsPrivate(string path) =>
        path.StartsWith("/tmp/", StringComparison.Ordinal) || path.StartsWith("/var/tmp/", StringComparison.Ordinal);
}
