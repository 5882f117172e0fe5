using Supervision.Actors.Recovery;
using Supervision.Core;
using Supervision.Core.Holds;
using Supervision.Core.Recovery;

namespace Supervision.Daemon.Control;

/// <summary>What the daemon knows at this instant. All times are those of the wall clock.</summary>
/// <param name="Mode">act or observe, as configured.</param>
/// <param name="Observing">Why nothing is started, whatever the mode; null where outages are acted on.</param>
/// <param name="OldJobs">The crontab jobs that still call the old script, as FILE:LINE.</param>
/// <param name="Incident">The open one; null where there is none.</param>
/// <param name="Holds">Those in force, oldest first.</param>
/// <param name="Obstacles">What stood in the way of a run when that was looked at last.</param>
internal sealed record StatusMessage(
    string Mode,
    string? Observing,
    IReadOnlyList<string> OldJobs,
    IReadOnlyList<ServiceStatusMessage> Services,
    IncidentMessage? Incident,
    BudgetMessage Budget,
    IReadOnlyList<HoldMessage> Holds,
    IReadOnlyList<ObstacleMessage> Obstacles)
{
    public static StatusMessage Of(SupervisorProtocol.Status status)
    {
        var (settings, state, now) = (status.Settings, status.State, status.Now);
        return new StatusMessage(
            settings.Mode == SupervisionMode.Act ? "act" : "observe",
            settings.ObserveBecause,
            [.. settings.OldJobs.Select(job => job.ToString())],
            [.. settings.Services.Select(service => ServiceStatusMessage.Of(service.Name, state, now))],
            state.Incident is { } incident ? IncidentMessage.Of(incident, settings, now) : null,
            BudgetMessage.Of(status.Budget),
            [.. state.Holds.Where(hold => hold.Until > now.Wall).Select(HoldMessage.Of)],
            [.. state.Obstacles.Select(obstacle => ObstacleMessage.Of(obstacle, Instants.Wall(state.ObstaclesSeenAt, now)))]);
    }
}

/// <summary>Something about the host that forbids a run at this time, or makes it useless.</summary>
/// <param name="Kind">In one word: see <see cref="KindWords"/>.</param>
/// <param name="Key">The key of the configuration that makes it an obstacle.</param>
/// <param name="Seen">When that was looked at last: with each sweep, and before each run.</param>
internal sealed record ObstacleMessage(string Kind, string Evidence, string Key, DateTimeOffset Seen)
{
    public static ObstacleMessage Of(Obstacle obstacle, DateTimeOffset seen) =>
        new(KindWords.Of(obstacle.Kind), obstacle.Evidence, obstacle.Key, seen);
}

/// <summary>The open incident.</summary>
/// <param name="Root">The member without a failed dependency; null where nobody is left in it.</param>
/// <param name="Members">The services that are part of it and not yet back, the root among them.</param>
/// <param name="Phase">What it waits for, in one word: see <see cref="PhaseWords"/>.</param>
/// <param name="Until">When that is over by time alone; null where it ends by an event.</param>
/// <param name="Why">What stands in the way of a run; null where nothing does.</param>
internal sealed record IncidentMessage(
    long Incident, DateTimeOffset Since, string? Root, IReadOnlyList<string> Members, string Phase, DateTimeOffset? Until, string? Why)
{
    public static IncidentMessage Of(Incident incident, SupervisorSettings settings, Moment now)
    {
        var (phase, until, why) = PhaseWords.Of(incident.Phase);
        var members = incident.Members.RemoveAll(member => settings.Services.All(service => service.Name != member));
        return new IncidentMessage(
            incident.Id.Number,
            Instants.Wall(incident.OpenedAt, now),
            members.IsEmpty ? null : Cause.RootOf(members, settings.Services).Text,
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
