using System.Collections.Immutable;
using System.Globalization;
using Supervision.Core.Messages;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>What is said of a run, by its step: backend.sh has the lines of the script that we replace.</summary>
internal static class RunWords
{
    public static Announcement Start(Turn turn, RunPurpose purpose)
    {
        var budget = turn.BudgetOf(purpose.Step);
        var attempt = budget.Counted(turn.Now.Elapsed).Length;
        return purpose.Step == RecoveryStep.Backend
            ? new Announcement.RunStarting(attempt, budget.Runs)
            : new Announcement.UnitsRestarting(Named(turn, purpose), attempt, budget.Runs);
    }

    private static ImmutableArray<ServiceName> Named(Turn turn, RunPurpose purpose) =>
        [.. turn.Settings.Services.Where(service => purpose.Restarts.Contains(service.Unit)).Select(service => service.Name)];

    public static Announcement Adopted(RecoveryStep step) =>
        step == RecoveryStep.Backend ? new Announcement.RunAdopted() : new Announcement.RestartAdopted();

    public static Announcement NotRecorded(RecoveryStep step, string why) =>
        step == RecoveryStep.Backend ? new Announcement.RunNotRecorded(why) : new Announcement.RestartNotRecorded(why);

    public static Announcement Refused(RecoveryStep step, string why) =>
        step == RecoveryStep.Backend ? new Announcement.RunRefused(why) : EndedBadly(step, why);

    public static Announcement BudgetSpent(RecoveryStep step, ServiceName root) =>
        step == RecoveryStep.Backend ? new Announcement.BudgetSpent() : new Announcement.StepBudgetSpent(root);

    public static Announcement EndedBadly(RecoveryStep step, string evidence) =>
        step == RecoveryStep.Backend ? new Announcement.RunEndedBadly(evidence) : new Announcement.RestartEndedBadly(evidence);

    public static Announcement Observed(Turn turn, Plan.Act plan) => plan.Step switch
    {
        RecoveryStep.Backend when turn.Settings.GivesWay => new Announcement.RunLeftToScript(),
        RecoveryStep.Backend => new Announcement.RunObserved(),
        _ => new Announcement.RestartObserved(Ladder.Services(plan.Step, plan.Roots, turn)),
    };

    public static ImmutableArray<string> BudgetKey(RecoveryStep step) => step switch
    {
        RecoveryStep.Unit => ["healthcheck", "recovery", "unit", "budget", "runs"],
        RecoveryStep.Dependents => ["healthcheck", "recovery", "dependents", "budget", "runs"],
        _ => ["healthcheck", "recovery", "budget", "runs"],
    };

    public static string Spent(Turn turn, RecoveryStep step)
    {
        var budget = turn.BudgetOf(step);
        return budget.IsForfeited(turn.Now.Elapsed)
            ? "the budget counts as spent: the record of earlier runs was lost"
            : string.Create(
                CultureInfo.InvariantCulture, $"the budget is spent: {budget.Runs} runs within {budget.Within.TotalMinutes:0} min");
    }
}
