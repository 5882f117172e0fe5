namespace Supervision.Core.Recovery;

/// <summary>Numbers the recovery runs of this host, over all lives of the daemon.</summary>
public readonly record struct RunId(long Number)
{
    public override string ToString() => $"run-{Number}";
}

/// <summary>How a recovery run ended. The units' states decide whether it helped; this is evidence beside them.</summary>
public enum RunResult
{
    /// <summary>The script ended by itself with success.</summary>
    Done,

    /// <summary>The script ended with an error, or could not be executed.</summary>
    Failed,

    /// <summary>The script was killed at the end of its time.</summary>
    TimedOut,

    /// <summary>Somebody cancelled the job, or the host is going down.</summary>
    Cancelled,

    /// <summary>PID 1 refused to start the unit once more: its own limit is hit.</summary>
    RefusedBySystemd,

    /// <summary>Nobody can tell any more what became of the run; it counts as spent.</summary>
    Lost,

    /// <summary>The daemon ended between the intent and the start: nothing ran. It counts as spent all the same.</summary>
    NeverStarted,

    /// <summary>The host was booted anew in the middle of the run; it counts as spent.</summary>
    Superseded,
}

/// <summary>How a recovery run ended, as the unit manager tells it.</summary>
/// <param name="ExitStatus">The script's exit code or signal number; null where it never ran.</param>
/// <param name="Invocation">systemd's id of this life of the run's unit; empty where unknown.</param>
/// <param name="Evidence">One line for people: the job's result and the unit's, in the unit manager's words.</param>
public sealed record RunOutcome(RunResult Result, int? ExitStatus, string Invocation, string Evidence)
{
    /// <summary>Nobody can tell what became of the run.</summary>
    public static RunOutcome LostBecause(string why) => new(RunResult.Lost, null, "", why);
}
