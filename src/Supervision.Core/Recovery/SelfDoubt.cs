using Supervision.Core.Probes;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>
/// When every probe fails at once while PID 1 says that everything runs, the likeliest to be at fault is who looks: no descriptors left, a
/// packet filter, a sandbox too tight.
/// <para>Intuition: who finds every clock in town wrong should look at their own watch first.</para>
/// </summary>
internal static class SelfDoubt
{
    // Two may well fail together for a reason of their own.
    private const int Fewest = 3;

    /// <returns>Why nothing that the probes say is believed; null where there is no reason to doubt it.</returns>
    public static string? Of(Turn turn)
    {
        var watched = turn.Settings.Services;
        if (watched.Any(service => IsEvidence(turn.State.Of(service.Name).UnitJudgement.Verdict)))
            return null;
        var asked = watched.RemoveAll(service => !Heeded(turn, service).Any());
        if (!asked.All(service => Heeded(turn, service).All(probe => probe.Latest is ProbeOutcome.Failed or ProbeOutcome.Unknown)))
            return null;

        // What fails because of another says nothing more than that other.
        var failing = asked.Where(service => Heeded(turn, service).Any(probe => probe.Latest is ProbeOutcome.Failed)).ToList();
        return Cause.RootsOf([.. failing.Select(service => service.Name)], watched).Length >= Fewest
            ? $"every probe of all {asked.Length} services that have any fails while their units run: the supervisor's own way to them "
                + "is in doubt; compare with: healthcheck check"
            : null;
    }

    // PID 1 itself says that something is wrong, or under way.
    private static bool IsEvidence(Verdict unit) => unit is Verdict.Down or Verdict.Starting or Verdict.Stopping;

    private static IEnumerable<ProbeState> Heeded(Turn turn, ServiceSettings service) =>
        turn.State.Of(service.Name).Probes.Where(probe => probe.Proven);
}
