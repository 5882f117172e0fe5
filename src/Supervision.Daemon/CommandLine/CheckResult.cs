using System.Collections.Immutable;
using Supervision.Core.Messages;
using Supervision.Core.Probes;
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

    /// <summary>What a probe said; null for one that passed.</summary>
    public static string? Line(CheckedProbe probe) => probe.Outcome switch
    {
        ProbeOutcome.Passed => null,
        ProbeOutcome.Impaired => $"  {probe.Id} is impaired: {probe.Outcome.Detail}",
        ProbeOutcome.Starting => $"  {probe.Id} is starting: {probe.Outcome.Detail}",
        ProbeOutcome.Failed => $"  {probe.Id} fails: {probe.Outcome.Detail}",
        _ => $"  {probe.Id} is unknown: {probe.Outcome.Detail}",
    };

    /// <summary>Of the unit and of each of its probes. One look has no patience: what fails now counts as down.</summary>
    public static IEnumerable<Verdict> VerdictsOf(CheckedService service) => service.Probes
        .Select(probe => probe.Outcome switch
        {
            ProbeOutcome.Passed => Verdict.Up,
            ProbeOutcome.Impaired => Verdict.Degraded,
            ProbeOutcome.Starting => Verdict.Starting,
            ProbeOutcome.Failed => Verdict.Down,
            _ => Verdict.Unknown,
        })
        .Append(service.Judgement.Verdict);

    /// <summary>The worst decides: down, then unknown, then on its way or not as it should be.</summary>
    public static int ExitCodeOf(IEnumerable<Verdict> verdicts)
    {
        var seen = verdicts.ToHashSet();
        return seen switch
        {
            _ when seen.Contains(Verdict.Down) || seen.Contains(Verdict.Stopped) => Down,
            _ when seen.Contains(Verdict.Unknown) => Unknown,
            _ when seen.Overlaps([Verdict.Starting, Verdict.Stopping, Verdict.Degraded, Verdict.Suspect]) => Warning,
            _ => ExitCode.Success,
        };
    }
}

/// <summary>A service as one look found it.</summary>
/// <param name="Judgement">Of its unit.</param>
internal sealed record CheckedService(ServiceName Name, Judgement Judgement, ImmutableArray<CheckedProbe> Probes);

/// <summary>What one look of a probe came to.</summary>
/// <param name="Id">See <see cref="ProbeSettings.Id"/>.</param>
internal sealed record CheckedProbe(string Id, ProbeOutcome Outcome);
