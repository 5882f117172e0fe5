using Supervision.Core.Configuration;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>Reads <c>healthcheck.recovery</c>.</summary>
public static class RecoverySettingsReader
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static RecoverySettings Read(Section recovery)
    {
        if (recovery.Texts("steps") is not ["backend"])
            recovery.Reject("steps", "must be [backend]", "backend.sh is the only way of recovery in this version");
        var budget = recovery.Under("budget");
        var backoff = recovery.Durations("backoff", TimeSpan.Zero, TimeSpan.FromDays(1));
        if (backoff.IsEmpty)
            recovery.Reject("backoff", "is empty", "write at least one pause, such as [0s]");

        return new RecoverySettings(
            ReadBackend(recovery.Under("backend")),
            Collect: recovery.Duration("collect", TimeSpan.Zero, TimeSpan.FromMinutes(5)),
            Settle: recovery.Duration("settle", TimeSpan.Zero, Hour),
            VerifyTimeout: recovery.Duration("verify-timeout", TimeSpan.FromSeconds(1), Hour),
            BudgetRuns: budget.Number("runs", 0, RestartBudget.Remembered),
            BudgetWithin: budget.Duration("within", TimeSpan.FromMinutes(1), TimeSpan.FromDays(7)),
            Backoff: backoff.IsEmpty ? [TimeSpan.Zero] : backoff);
    }

    private static BackendRun ReadBackend(Section backend)
    {
        var script = backend.Text("script");
        if (script.Length > 0 && !script.StartsWith('/'))
            backend.Reject("script", "must be an absolute path", "write it from the root, beginning with /");
        var via = backend.OneOf("via", ("sudo", ScriptVia.Sudo), ("direct", ScriptVia.Direct));
        return new BackendRun(
            UnitName.Of(backend.Text("unit")),
            script.Length == 0 ? null : new BackendScript(script, via),
            backend.Duration("timeout", TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)));
    }
}
