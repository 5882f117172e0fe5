using Supervision.Core;
using Supervision.Core.Probes;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Daemon.Control;

/// <summary>What is known of one service.</summary>
/// <param name="Since">When the verdict or the unit's invocation last changed; null before anything was seen.</param>
/// <param name="Standing">held or given-up; null where it is neither.</param>
internal sealed record ServiceStatusMessage(
    string Service, string Verdict, DateTimeOffset? Since, string Evidence, string? Standing, IReadOnlyList<ProbeMessage> Probes)
{
    public static ServiceStatusMessage Of(ServiceName service, SupervisorState state, Moment now)
    {
        var known = state.Of(service);
        return new ServiceStatusMessage(
            service.Text,
            VerdictWords.Of(known.Judgement.Verdict),
            known.Judgement == Judgement.Unseen ? null : Instants.Wall(known.Since, now),
            known.Judgement.Evidence,
            StandingOf(service, state, now),
            [.. known.Probes.Select(probe => ProbeMessage.Of(probe, now))]);
    }

    private static string? StandingOf(ServiceName service, SupervisorState state, Moment now) =>
        state.Holds.Any(hold => hold.Covers(service) && hold.Until > now.Wall) ? "held"
        : state.Incident is { Phase: IncidentPhase.GivenUp } incident && incident.Members.Contains(service) ? "given-up"
        : null;
}

/// <summary>What is known by one probe.</summary>
/// <param name="Outcome">What the latest look came to: passed, impaired, starting, failed, unknown; null before the first one.</param>
/// <param name="Counts">It has passed once as it is asked now: its failures count against the service.</param>
/// <param name="FailingSince">Since when it has failed without a break; null where it does not.</param>
internal sealed record ProbeMessage(string Probe, string? Outcome, string Detail, bool Counts, DateTimeOffset? FailingSince)
{
    public static ProbeMessage Of(ProbeState probe, Moment now) => new(
        probe.Settings.Name,
        probe.Latest is { } latest ? KindWords.Of(latest) : null,
        probe.Latest?.Detail ?? "",
        probe.Proven,
        probe.FailingSince is { } since ? Instants.Wall(since, now) : null);
}
