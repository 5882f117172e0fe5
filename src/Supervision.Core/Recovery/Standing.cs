using Supervision.Core.Holds;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>What a person is shown for a service: its verdict, and why nothing is done about it where that is so.</summary>
/// <param name="Hold">The hold that covers it; null where none does.</param>
/// <param name="GivenUp">It is out, and the budget is spent.</param>
public sealed record Standing(Judgement Judgement, Hold? Hold, bool GivenUp)
{
    public static Standing Of(SupervisorState state, ServiceName service, DateTimeOffset now) => new(
        state.Of(service).Judgement,
        state.Holds.FirstOrDefault(hold => hold.Covers(service) && hold.Until > now),
        state.Incident is { Phase: IncidentPhase.GivenUp } incident && incident.Members.Contains(service));
}
