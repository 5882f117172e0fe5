using Supervision.Actors.Recovery;
using Supervision.Core;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Daemon.Control;

/// <summary>What the daemon knows at this instant. All times are those of the wall clock.</summary>
/// <param name="Mode">act or observe, as configured.</param>
/// <param name="Observing">Why nothing is started, whatever the mode; null where outages are acted on.</param>
/// <param name="OldJobs">The crontab jobs that still call the old script, as FILE:LINE.</param>
/// <param name="Incident">The open one; null where there is none.</param>
internal sealed record StatusMessage(
    string Mode,
    string? Observing,
    IReadOnlyList<string> OldJobs,
    IReadOnlyList<ServiceStatusMessage> Services,
    IncidentMessage? Incident,
    BudgetMessage Budget)
{
    public static StatusMessage Of(SupervisorProtocol.Status status)
    {
        var (settings, state, now) = (status.Settings, status.State, status.Now);
        return new StatusMessage(
            settings.Mode == SupervisionMode.Act ? "act" : "observe",
            settings.ObserveBecause,
            [.. settings.OldJobs.Select(job => job.ToString())],
            [.. settings.Services.Select(service => ServiceStatusMessage.Of(service.Name, state.Of(service.Name), now))],
            state.Incident is { } incident ? IncidentMessage.Of(incident, now) : null,
            BudgetMessage.Of(status.Budget));
    }
}

/// <param name="Since">When the verdict or the unit's invocation last changed; null before anything was seen.</param>
internal sealed record ServiceStatusMessage(string Service, string Verdict, DateTimeOffset? Since, string Evidence)
{
    public static ServiceStatusMessage Of(ServiceName service, ServiceState state, Moment now) => new(
        service.Text,
        VerdictWords.Of(state.Judgement.Verdict),
        state.Judgement == Judgement.Unseen ? null : Instants.Wall(state.Since, now),
        state.Judgement.Evidence);
}

/// <param name="Members">The services that are part of it and not yet back.</param>
/// <param name="Phase">What it waits for, in one word: see <see cref="PhaseWords"/>.</param>
/// <param name="Until">When that is over by time alone; null where it ends by an event.</param>
/// <param name="Why">What stands in the way of a run; null where nothing does.</param>
internal sealed record IncidentMessage(
    long Incident, DateTimeOffset Since, IReadOnlyList<string> Members, string Phase, DateTimeOffset? Until, string? Why)
{
    public static IncidentMessage Of(Incident incident, Moment now)
    {
        var (phase, until, why) = PhaseWords.Of(incident.Phase);
        return new IncidentMessage(
            incident.Id.Number,
            Instants.Wall(incident.OpenedAt, now),
            [.. incident.Members.Select(member => member.Text)],
            phase,
            until is { } at ? Instants.Wall(at, now) : null,
            why);
    }
}

/// <summary>Instants of the monotonic clock as the wall clock of now would have shown them.</summary>
internal static class Instants
{
    public static DateTimeOffset Wall(TimeSpan elapsed, Moment now) => now.Wall + (elapsed - now.Elapsed);
}
