using Supervision.Core.Hosting;

namespace Supervision.Core.Doctor;

/// <summary>What is wrong with the places that the daemon writes to.</summary>
internal static class DirectoryFindings
{
    public static IEnumerable<Finding> Of(HealthcheckSettings settings, HostFacts facts)
    {
        var found = new List<Finding>();
        foreach (var directory in facts.Directories)
        {
            if (!directory.Exists)
            {
                found.Add(Finding.Error(
                    directory.Path,
                    $"{directory.Key} does not exist",
                    $"install -d -o {facts.User} -g adm -m 2750 {directory.Path}, and ReadWritePaths={directory.Path} in a drop-in of " +
                    "healthcheck.service"));
            }
            else if (directory.Writable == false)
            {
                found.Add(Finding.Error(
                    directory.Path,
                    $"{directory.Key} cannot be written by {facts.User}",
                    $"chown {facts.User} {directory.Path}; outside of /var/log/healthcheck and /var/lib/healthcheck also " +
                    $"ReadWritePaths={directory.Path} in a drop-in of healthcheck.service"));
            }
        }

        var log = $"{settings.Directories.Log}/service_monitor.log";
        if (facts.OldLog is { } old && OldLog(old, log) is { } finding) found.Add(finding);
        return found;
    }

    private static Finding? OldLog(OldLogFacts old, string log)
    {
        if (old.LeadsTo == log) return null;
        var what = old switch
        {
            { LeadsTo: null } => "does not exist: who reads the log there sees nothing",
            { IsLink: true } => $"leads to {old.LeadsTo}, and the log is {log}: who reads it there sees nothing new",
            _ => $"is a file of its own, and the log is {log}: who reads it there sees nothing new",
        };
        var isFile = !old.IsLink && old.LeadsTo is not null;
        var link = $"ln -sfn {log} {old.Path}";
        return Finding.Warning(old.Path, what, isFile ? $"mv {old.Path} {old.Path}.old && {link}" : link);
    }
}
