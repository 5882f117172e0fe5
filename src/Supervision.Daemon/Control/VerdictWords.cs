using System.Diagnostics;
using Supervision.Core.Services;

namespace Supervision.Daemon.Control;

/// <summary>Verdicts as the command line and its JSON name them.</summary>
internal static class VerdictWords
{
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Unknown => "unknown",
        Verdict.Starting => "starting",
        Verdict.Up => "up",
        Verdict.Degraded => "degraded",
        Verdict.Suspect => "suspect",
        Verdict.Stopping => "stopping",
        Verdict.Stopped => "stopped",
        Verdict.Down => "down",
        _ => throw new UnreachableException(),
    };
}
