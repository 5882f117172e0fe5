using System.Globalization;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Systemd;

/// <summary>
/// Judges how a run ended by two witnesses: the result of its job (<c>JobRemoved</c> in org.freedesktop.systemd1(5)) and what is known
/// of its unit. The unit knows more: its <c>Result</c> tells a script's own error from its timeout and from PID 1's start limit, which
/// are all the same to the job. At the start limit the unit keeps the result of its last life (systemd 252), but gets no new one.
/// </summary>
internal static class RunOutcomes
{
    /// <param name="job">The job's result; empty where nobody saw the job end.</param>
    /// <param name="before">The unit as it was before it was started.</param>
    internal static RunOutcome Of(string job, UnitProperties before, UnitProperties after) => Of(job, HasRun(before, after), after);

    /// <param name="job">The job's result; empty where nobody saw the job end.</param>
    /// <param name="ran">The unit has lived since.</param>
    internal static RunOutcome Of(string job, bool ran, UnitProperties after)
    {
        var result = Judge(job, after.Result ?? "", ran);
        var status = ran && after.ExitKind is not (null or 0) ? after.ExitStatus : null;
        return new RunOutcome(result, status, ran ? after.Invocation ?? "" : "", Evidence(job, after.Result ?? "", status, ran));
    }

    /// <summary>Whether the unit has lived since: it has a new invocation, or it was under way already when it was to be started.</summary>
    internal static bool HasRun(UnitProperties before, UnitProperties after) => after.Invocation is not (null or "")
        && (after.Invocation != before.Invocation || before.Activity is not (UnitActivity.Inactive or UnitActivity.Failed));

    /// <summary>Whether the unit has begun another life since.</summary>
    internal static bool LivesAnew(UnitProperties before, UnitProperties after) =>
        after.Invocation is not (null or "") && after.Invocation != before.Invocation;

    internal static RunOutcome NeverStarted { get; } =
        new(RunResult.NeverStarted, null, "", "the daemon ended before the start: the unit has not run since");

    private static RunResult Judge(string job, string unit, bool ran) => (job, unit) switch
    {
        ("canceled", _) => RunResult.Cancelled,
        ("failed", _) when !ran => RunResult.RefusedBySystemd,
        ("timeout", _) => RunResult.TimedOut,
        (_, "timeout") when ran => RunResult.TimedOut,
        ("done" or "", "success" or "") when ran => RunResult.Done,
        _ => RunResult.Failed,
    };

    private static string Evidence(string job, string unit, int? status, bool ran)
    {
        var seen = new List<string>();
        if (job.Length > 0) seen.Add($"job {job}");
        // Where nothing ran, the unit's result is that of an earlier life.
        if (unit.Length > 0 && ran) seen.Add($"unit {unit}");
        if (status is { } ended) seen.Add(string.Create(CultureInfo.InvariantCulture, $"status {ended}"));
        if (!ran) seen.Add(WhyNothingRan(job));
        return string.Join(", ", seen);
    }

    private static string WhyNothingRan(string job) => job switch
    {
        "done" => "nothing ran: a condition of the unit is not met",
        "failed" => "nothing ran: the unit's start limit is hit (start-limit-hit, see StartLimitBurst=)",
        _ => "nothing ran",
    };
}
