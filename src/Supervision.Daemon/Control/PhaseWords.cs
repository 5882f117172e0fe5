using System.Diagnostics;
using Supervision.Core.Recovery;

namespace Supervision.Daemon.Control;

/// <summary>The phases of an incident as the command line and its JSON name them.</summary>
internal static class PhaseWords
{
    /// <returns>The word; the monotonic instant at which the phase ends by time alone; what stands in the way of a run.</returns>
    public static (string Word, TimeSpan? Until, string? Why) Of(IncidentPhase phase) => phase switch
    {
        IncidentPhase.Collecting it => ("collecting", it.Until, null),
        IncidentPhase.Rereading it => ("rereading", null, it.StoodInTheWay),
        IncidentPhase.Pausing it => ("pausing", it.Until, null),
        IncidentPhase.Waiting it => ("waiting", it.Until, it.Why),
        IncidentPhase.GivenUp it => ("given-up", it.Until < TimeSpan.MaxValue ? it.Until : null, "the budget is spent"),
        IncidentPhase.Observing => ("observing", null, null),
        IncidentPhase.Recording => ("recording", null, null),
        IncidentPhase.Running => ("running", null, null),
        IncidentPhase.Verifying => ("verifying", null, null),
        _ => throw new UnreachableException(),
    };
}
