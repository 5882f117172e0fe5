using System.Collections.Immutable;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Systemd;

/// <summary>The units that one run restarts, one after the other, and how far it has come.</summary>
/// <param name="Units">At least one.</param>
/// <param name="At">The unit whose turn it is.</param>
internal sealed record RestartPlan(ImmutableArray<UnitName> Units, int At = 0)
{
    internal UnitName Unit => Units[At];

    /// <summary>A unit was restarted already: whatever becomes of the next, something ran.</summary>
    internal bool IsBegun => At > 0;

    /// <summary>The same with the turn of the next unit; null after the last.</summary>
    internal RestartPlan? Next => At + 1 < Units.Length ? this with { At = At + 1 } : null;

    /// <summary>The outcome of the run where it ends with that of this unit.</summary>
    internal RunOutcome Outcome(RunOutcome ofUnit) => ofUnit with
    {
        // PID 1 refused this unit and not the run, of which a part ran.
        Result = IsBegun && ofUnit.Result == RunResult.RefusedBySystemd ? RunResult.Failed : ofUnit.Result,
        Evidence = InWords($"{Unit}: {ofUnit.Evidence}"),
    };

    /// <summary>The outcome of a run of which a part ran, where systemd will not even be asked for the rest, or says no.</summary>
    internal RunOutcome OutcomeOfRefusal(string why) => new(RunResult.Failed, null, "", InWords(why));

    private string InWords(string ofUnit)
    {
        var before = At > 0 ? $"restarted {string.Join(", ", Units.Take(At))}; " : "";
        var after = Next is null ? "" : $"; not tried: {string.Join(", ", Units.Skip(At + 1))}";
        return before + ofUnit + after;
    }
}
