namespace Supervision.Core.Services;

/// <summary>
/// Judges a unit by what the unit manager says of it.
/// <para>Intuition: only a failure is an outage. A unit on its way somewhere is waited for, one that ended in good order was
/// stopped by somebody unless it was seen to end by itself, and one that cannot be judged is reported.</para>
/// <para><c>active (exited)</c> says that nothing of the unit runs, so it proves nothing: Debian's <c>postgresql.service</c> is
/// <c>/bin/true</c> and stays active while <c>postgresql@15-main.service</c> has failed. Such an umbrella is as well as the worst of its
/// parts.</para>
/// </summary>
public static class UnitJudge
{
    public static Judgement Judge(UnitStatus unit) =>
        unit.IsUmbrella ? JudgeParts(unit) : new Judgement(VerdictOn(unit), Describe(unit), unit.Invocation);

    private static Verdict VerdictOn(UnitStatus unit) => unit.Activity switch
    {
        UnitActivity.Active or UnitActivity.Reloading => Verdict.Up,
        UnitActivity.Activating => Verdict.Starting,
        UnitActivity.Deactivating => Verdict.Stopping,
        // A masked or missing unit is an intent of the administrator's or a mistake in the configuration: no restart mends either.
        UnitActivity.Inactive or UnitActivity.Failed when unit.Load != UnitLoad.Loaded => Verdict.Unknown,
        // Somebody wants it started, and PID 1 has yet to come to it.
        UnitActivity.Inactive or UnitActivity.Failed when unit.JobQueued => Verdict.Starting,
        UnitActivity.Failed => Verdict.Down,
        UnitActivity.Inactive => unit.Result switch
        {
            "success" or "" => unit.EndedByItself ? Verdict.Down : Verdict.Stopped,
            // ExecCondition= of the unit said no: it may be right, and no restart changes its mind.
            "exec-condition" => Verdict.Unknown,
            _ => Verdict.Down,
        },
        _ => Verdict.Unknown,
    };

    private static Judgement JudgeParts(UnitStatus umbrella)
    {
        if (umbrella.Parts.IsEmpty)
            return new Judgement(
                Verdict.Unknown, $"{umbrella.Unit} is active (exited): nothing of it runs, and no unit is part of it", umbrella.Invocation);

        var worst = umbrella.Parts.Select(Judge).MaxBy(part => Severity(part.Verdict))!;
        return worst with { Evidence = $"{umbrella.Unit} is an umbrella: {worst.Evidence}" };
    }

    private static int Severity(Verdict verdict) => verdict switch
    {
        Verdict.Up => 0,
        Verdict.Unknown => 1,
        Verdict.Stopped => 2,
        Verdict.Stopping => 3,
        Verdict.Starting => 4,
        _ => 5,
    };

    private static string Describe(UnitStatus unit) => unit switch
    {
        { Load: UnitLoad.NotFound, Unit.IsTemplate: true } => $"{unit.Unit} is a template, and only its instances run: one is to be named",
        { Load: UnitLoad.NotFound } => $"{unit.Unit} does not exist",
        { Load: UnitLoad.Masked } => $"{unit.Unit} is masked",
        { Load: UnitLoad.Other } => $"{unit.Unit} could not be loaded",
        { Activity: UnitActivity.Failed or UnitActivity.Inactive, JobQueued: true } => $"{unit.Unit} is {Word(unit)}, and a job for it is queued",
        { Activity: UnitActivity.Inactive, EndedByItself: true } => $"{unit.Unit} ended by itself ({unit.Result})",
        { Activity: UnitActivity.Failed or UnitActivity.Inactive, Result: not "" } => $"{unit.Unit} is {Word(unit)} ({unit.Result})",
        _ => $"{unit.Unit} is {Word(unit)} ({unit.SubState})",
    };

    private static string Word(UnitStatus unit) => unit.Activity switch
    {
        UnitActivity.Active => "active",
        UnitActivity.Reloading => "reloading",
        UnitActivity.Inactive => "inactive",
        UnitActivity.Failed => "failed",
        UnitActivity.Activating => "activating",
        UnitActivity.Deactivating => "deactivating",
        _ => "in a state that this version does not know",
    };
}
