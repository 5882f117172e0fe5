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
            WordOf(Core.Recovery.Standing.Of(state, service, now.Wall)),
            [.. known.Probes.Select(probe => ProbeMessage.Of(probe, now))]);
    }

    private static string? WordOf(Core.Recovery.Standing standing) => standing switch
    {
        { Hold: not null } => "held",
        { GivenUp: true } => "given-up",
        _ => null,
    };
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
