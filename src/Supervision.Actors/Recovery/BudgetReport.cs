using System.Collections.Immutable;
using Supervision.Core;
using Supervision.Core.Recovery;

namespace Supervision.Actors.Recovery;

/// <summary>The budgets as people are told of them: monotonic instants as those of the wall clock.</summary>
internal static class BudgetReport
{
    /// <summary>backend.sh, and every other step that a ladder has: the common one, or that of a service.</summary>
    public static SupervisorProtocol.Budget Of(SupervisorState state, SupervisorSettings settings, Moment now)
    {
        var steps = settings.Recovery.Steps
            .Concat(settings.Services.SelectMany(service => service.Steps))
            .Where(step => step != RecoveryStep.Backend)
            .Distinct()
            .Order();
        var backend = Of(RecoveryStep.Backend, state.Budget, now);
        return new SupervisorProtocol.Budget(backend.Runs, backend.Within, backend.Left, backend.Charged, backend.NextFreeAt)
        {
            Steps = [.. steps.Select(step => Of(step, Known(state, settings, step), now))],
        };
    }

    private static RestartBudget Known(SupervisorState state, SupervisorSettings settings, RecoveryStep step)
    {
        var limit = settings.Recovery.LimitOf(step);
        return state.StepBudgets.GetValueOrDefault(step) ?? RestartBudget.Full(limit.Runs, limit.Within);
    }

    private static SupervisorProtocol.StepBudget Of(RecoveryStep step, RestartBudget budget, Moment now)
    {
        var nextFreeAt = budget.NextFreeAt(now.Elapsed);
        ImmutableArray<DateTimeOffset> charged = [.. budget.Counted(now.Elapsed).Select(charge => Wall(charge.At, now))];
        return new SupervisorProtocol.StepBudget(
            step,
            budget.Runs,
            budget.Within,
            budget.Left(now.Elapsed),
            charged,
            nextFreeAt == TimeSpan.MaxValue ? null : Wall(nextFreeAt, now));
    }

    private static DateTimeOffset Wall(TimeSpan elapsed, Moment now) => now.Wall + (elapsed - now.Elapsed);
}
