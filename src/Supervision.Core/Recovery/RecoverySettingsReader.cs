using System.Collections.Immutable;
using Supervision.Core.Configuration;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>Reads <c>healthcheck.recovery</c>.</summary>
public static class RecoverySettingsReader
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static RecoverySettings Read(Section recovery)
    {
        var steps = StepsReader.Read(recovery);
        if (steps.IsEmpty && recovery.IsSound("steps"))
            recovery.Reject("steps", "is empty", "write at least one step, such as [backend]");
        var budget = recovery.Under("budget");
        var backoff = recovery.Durations("backoff", TimeSpan.Zero, TimeSpan.FromDays(1));
        if (backoff.IsEmpty)
            recovery.Reject("backoff", "is empty", "write at least one pause, such as [0s]");

        var within = budget.Duration("within", TimeSpan.FromMinutes(1), TimeSpan.FromDays(7));
        var longest = backoff.IsEmpty ? TimeSpan.Zero : backoff.Max();
        if (longest > within && budget.IsSound("within"))
            RejectPause(recovery, budget, longest, within);

        return new RecoverySettings(
            ReadBackend(recovery.Under("backend")),
            Collect: recovery.Duration("collect", TimeSpan.Zero, TimeSpan.FromMinutes(5)),
            Settle: recovery.Duration("settle", TimeSpan.Zero, Hour),
            VerifyTimeout: recovery.Duration("verify-timeout", TimeSpan.FromSeconds(1), Hour),
            BudgetRuns: budget.Number("runs", 0, RestartBudget.Remembered),
            BudgetWithin: within,
            Backoff: backoff.IsEmpty ? [TimeSpan.Zero] : backoff)
        {
            Steps = steps.IsEmpty ? [RecoveryStep.Backend] : steps,
            StepLimits = ImmutableDictionary.CreateRange(
            [
                KeyValuePair.Create(RecoveryStep.Unit, ReadLimit(recovery.Under("unit"), longest)),
                KeyValuePair.Create(RecoveryStep.Dependents, ReadLimit(recovery.Under("dependents"), longest)),
            ]),
        };
    }

    private static BudgetLimit ReadLimit(Section step, TimeSpan longestPause)
    {
        var budget = step.Under("budget");
        var limit = new BudgetLimit(
            budget.Number("runs", 0, RestartBudget.Remembered),
            budget.Duration("within", TimeSpan.FromMinutes(1), TimeSpan.FromDays(7)));
        if (longestPause > limit.Within && budget.IsSound("within") && !budget.IsDefault("within"))
        {
            budget.Reject(
                "within",
                $"is {DurationText.Write(limit.Within)}, shorter than the pause of {DurationText.Write(longestPause)} in recovery.backoff, "
                + "which would end with it",
                $"write at least {DurationText.Write(longestPause)}");
        }

        return limit;
    }

    // Told of what the operator wrote, which may be either of the two.
    private static void RejectPause(Section recovery, Section budget, TimeSpan longest, TimeSpan within)
    {
        var (pause, window) = (DurationText.Write(longest), DurationText.Write(within));
        if (recovery.IsDefault("backoff"))
        {
            budget.Reject(
                "within",
                $"is {window}, shorter than the pause of {pause} in backoff, which would end with it",
                $"write at least {pause}, or shorter pauses in backoff");
        }
        else
        {
            recovery.Reject(
                "backoff",
                $"has a pause of {pause}, which would end with the budget's window of {window}",
                $"write at most {window}, or a longer budget.within");
        }
    }

    private static BackendRun ReadBackend(Section backend)
    {
        var script = backend.Text("script");
        if (script.Length > 0 && !script.StartsWith('/'))
            backend.Reject("script", "must be an absolute path", "write it from the root, beginning with /");
        var request = backend.Text("request");
        if (request.Length > 0 && !request.StartsWith('/'))
            backend.Reject("request", "must be an absolute path", "write it from the root, beginning with /");
        if (request.Length > 0 && script.Length > 0)
            backend.Reject("request", "asks for a unit, and script runs none", "write one of the two");
        var unit = UnitName.Of(backend.Text("unit"));
        if (unit == UnitName.Ourselves)
            backend.Reject("unit", $"is {unit}, the daemon itself", "write the unit that runs backend.sh, such as backend-restart.service");
        else if (unit.Mistake is { } mistake)
            backend.Reject("unit", $"is {unit}, {mistake.Message}", mistake.Remedy);
        else if (!unit.IsService)
            backend.Reject("unit", $"is {unit}, which runs no script", "write a .service, such as backend-restart.service");
        var via = backend.OneOf("via", ("sudo", ScriptVia.Sudo), ("direct", ScriptVia.Direct));
        return new BackendRun(
            unit,
            script.Length == 0 ? null : new BackendScript(script, via),
            backend.Duration("timeout", TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
            backend.Flag("require-root-owned"))
        {
            Request = request.Length == 0 ? null : request,
        };
    }
}
