using System.Collections.Immutable;
using Supervision.Adapters.Linux;
using Supervision.Core.Hosting;

namespace Supervision.Daemon.Hosting;

/// <summary>The look for crontabs that still call the old script, as it is done once at every start.</summary>
internal static class OldJobs
{
    /// <summary>The jobs, and a sentence on each crontab that could not be read.</summary>
    public static (ImmutableArray<OldJob> Jobs, ImmutableArray<string> Unread) Find(HostKind host)
    {
        // A host whose processes the daemon starts itself never had the old service, which knew of units alone.
        if (host != HostKind.Systemd)
            return ([], []);
        var (texts, troubles) = new Crontabs("/etc", Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY")).Read();
        return (OldService.JobsIn(texts), troubles);
    }
}
