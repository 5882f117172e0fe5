using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Notifications;

/// <summary>Whether the outside has a reason to worry.</summary>
public static class Plight
{
    /// <summary>A service is down, or was given up, and no hold says that this is as it should be.</summary>
    public static bool Is(SupervisorState state, SupervisorSettings settings, Moment now)
    {
        var holds = state.Holds.Where(hold => hold.Until > now.Wall).ToList();
        var givenUp = state.Incident is { Phase: IncidentPhase.GivenUp } incident ? incident.Members : [];
        return settings.Services.Any(service =>
            (state.Of(service.Name).Judgement.Verdict == Verdict.Down || givenUp.Contains(service.Name))
            && !holds.Exists(hold => hold.Covers(service.Name)));
    }
}
