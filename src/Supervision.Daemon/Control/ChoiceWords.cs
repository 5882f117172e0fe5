using System.Diagnostics;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;

namespace Supervision.Daemon.Control;

/// <summary>Choices, steps and results as the command line and its JSON name them.</summary>
internal static class ChoiceWords
{
    public static string Of(Choice choice) => choice switch
    {
        Choice.OpenIncident => "open-incident",
        Choice.JoinIncident => "join-incident",
        Choice.LeaveIncident => "leave-incident",
        Choice.Run => "run",
        Choice.Refuse => "refuse",
        Choice.Wait => "wait",
        Choice.CloseIncident => "close-incident",
        Choice.FreeBudget => "free-budget",
        Choice.Hold => "hold",
        Choice.Adopt => "adopt",
        _ => throw new UnreachableException(),
    };

    public static string Of(RecoveryStep step) => step switch
    {
        RecoveryStep.Unit => "unit",
        RecoveryStep.Dependents => "dependents",
        RecoveryStep.Backend => "backend",
        _ => throw new UnreachableException(),
    };

    public static string Of(RunResult result) => result switch
    {
        RunResult.Done => "done",
        RunResult.Failed => "failed",
        RunResult.TimedOut => "timed-out",
        RunResult.Cancelled => "cancelled",
        RunResult.RefusedBySystemd => "refused-by-systemd",
        RunResult.Lost => "lost",
        RunResult.NeverStarted => "never-started",
        RunResult.Superseded => "superseded-by-reboot",
        _ => throw new UnreachableException(),
    };
}
