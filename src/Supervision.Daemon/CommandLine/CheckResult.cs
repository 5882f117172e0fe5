using Supervision.Core.Messages;
using Supervision.Core.Services;

namespace Supervision.Daemon.CommandLine;

/// <summary>What <c>healthcheck check</c> says and how it ends, in the manner of a Nagios plugin.</summary>
internal static class CheckResult
{
    private const int Warning = 1;
    private const int Down = 2;
    private const int Unknown = 3;

    public static Announcement Line(ServiceName service, Judgement judgement) => judgement.Verdict switch
    {
        Verdict.Up => new Announcement.ServiceUp(service),
        Verdict.Starting => new Announcement.ServiceStarting(service),
        Verdict.Stopping => new Announcement.ServiceStopping(service),
        Verdict.Stopped => new Announcement.ServiceStopped(service),
        Verdict.Down => new Announcement.ServiceDown(service, RunFollows: false),
        _ => new Announcement.ServiceUnknown(service, judgement.Evidence),
    };

    /// <summary>The worst decides: down, then unknown, then on its way.</summary>
    public static int ExitCodeOf(IEnumerable<Verdict> verdicts)
    {
        var seen = verdicts.ToHashSet();
        return seen switch
        {
            _ when seen.Contains(Verdict.Down) || seen.Contains(Verdict.Stopped) => Down,
            _ when seen.Contains(Verdict.Unknown) => Unknown,
            _ when seen.Contains(Verdict.Starting) || seen.Contains(Verdict.Stopping) => Warning,
            _ => ExitCode.Success,
        };
    }
}
