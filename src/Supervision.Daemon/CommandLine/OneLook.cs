using System.Collections.Immutable;
using Supervision.Core.Services;

namespace Supervision.Daemon.CommandLine;

/// <summary>A single sweep over a unit manager of its own.</summary>
internal static class OneLook
{
    /// <summary>Every unit judged; all unknown where the unit manager cannot be asked.</summary>
    public static async Task<Dictionary<UnitName, SeenUnit>> AtAsync(
        IUnitControl control, ImmutableArray<UnitName> units, TimeSpan patience, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<UnitReport>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (control)
        {
            control.Open(units, report =>
            {
                if (report is UnitReport.Swept or UnitReport.Lost)
                    answer.TrySetResult(report);
            });
            control.Sweep(new SweepId(1));
            return await AnswerAsync(answer.Task, patience, cancellation) is UnitReport.Swept swept
                ? swept.Units.ToDictionary(unit => unit.Unit, unit => new SeenUnit(UnitJudge.Judge(unit), unit))
                : Unknown(units, answer.Task is { IsCompletedSuccessfully: true, Result: UnitReport.Lost lost } ? lost.Why : "systemd does not answer");
        }
    }

    private static async Task<UnitReport?> AnswerAsync(Task<UnitReport> answer, TimeSpan patience, CancellationToken cancellation)
    {
        try
        {
            return await answer.WaitAsync(patience, cancellation);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static Dictionary<UnitName, SeenUnit> Unknown(ImmutableArray<UnitName> units, string why) =>
        units.ToDictionary(unit => unit, _ => SeenUnit.Unknown(why));
}

/// <summary>A unit as one look found it.</summary>
/// <param name="Status">Null where the unit manager did not tell.</param>
internal sealed record SeenUnit(Judgement Judgement, UnitStatus? Status)
{
    public static SeenUnit Unknown(string why) => new(new Judgement(Verdict.Unknown, why, ""), null);
}
