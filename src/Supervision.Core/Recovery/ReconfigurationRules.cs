using System.Collections.Immutable;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>
/// Other settings took the place of those before. What is watched as before keeps all that is known of it: its state, its part in the
/// incident, the runs charged for it. What is not leaves, and nobody waits for it any more.
/// </summary>
internal static class ReconfigurationRules
{
    /// <param name="before">The settings until now; those of the turn are the new ones.</param>
    public static void Apply(Turn turn, SupervisorSettings before)
    {
        foreach (var service in before.Services.Where(service => !turn.Settings.Watches(service)))
            Forget(turn, service.Name);
        RespectStops(turn);
        turn.State = turn.State with
        {
            Budget = turn.State.Budget with { Runs = turn.Settings.Recovery.BudgetRuns, Within = turn.Settings.Recovery.BudgetWithin },
            StepBudgets = turn.Settings.Recovery.StepLimits.ToImmutableDictionary(
                limit => limit.Key,
                limit => turn.BudgetOf(limit.Key) with { Runs = limit.Value.Runs, Within = limit.Value.Within }),
        };

        // It may have been mended along with the configuration; the next run will tell.
        var wasBroken = turn.State.BackendBroken is not null;
        turn.State = turn.State with { BackendBroken = null };

        // A person's stop may be one to act on from now on.
        IncidentRules.WeighAll(turn);
        if ((wasBroken || Decides(before, turn.Settings)) && turn.Incident?.Members.IsEmpty == false)
            DecideAnew(turn);
    }

    private static void Forget(Turn turn, ServiceName service)
    {
        var still = turn.Settings.Services.FirstOrDefault(settings => settings.Name == service);
        var why = still is null ? $"{service} is no longer watched" : $"{service} is {still.Unit} from now on";
        if (turn.Incident?.Members.Contains(service) == true)
            IncidentRules.Leave(turn, service, why);
        turn.Incident = turn.Incident?.Judged([service]);
        SweepRules.Forget(turn, service);
        NoticeRules.Forgotten(turn, service);
        turn.State = turn.State with { Services = turn.State.Services.Remove(service) };
        ImpairedRules.Note(turn, service);
    }

    private static void RespectStops(Turn turn)
    {
        var respected = turn.Settings.Services.Where(service => service.ManualStop == ManualStop.Respect).Select(service => service.Name);
        if (turn.Incident is { } incident)
            turn.Incident = incident with { Stops = incident.Stops.RemoveRange(respected) };
    }

    private static bool Decides(SupervisorSettings before, SupervisorSettings now) =>
        before.ObserveBecause != now.ObserveBecause
        || before.Recovery.BudgetRuns != now.Recovery.BudgetRuns
        || before.Recovery.BudgetWithin != now.Recovery.BudgetWithin
        || before.Recovery.StepLimits.Any(limit => now.Recovery.LimitOf(limit.Key) != limit.Value)
        || !before.Recovery.Steps.SequenceEqual(now.Recovery.Steps)
        || before.Services.Any(service =>
            now.Services.Any(other => other.Name == service.Name && !other.Steps.SequenceEqual(service.Steps)))
        || !before.Recovery.Backoff.SequenceEqual(now.Recovery.Backoff);

    private static void DecideAnew(Turn turn)
    {
        var now = turn.Now.Elapsed;
        switch (turn.Phase)
        {
            case IncidentPhase.GivenUp when turn.State.Budget.Left(now) == 0:
                // As spent as before, which has been said; only the end of it may be another.
                turn.Enter(new IncidentPhase.GivenUp(turn.State.Budget.NextFreeAt(now)));
                break;
            case IncidentPhase.GivenUp or IncidentPhase.Pausing or IncidentPhase.Waiting or IncidentPhase.Observing:
                IncidentRules.LookAgain(turn);
                break;
        }
    }
}
