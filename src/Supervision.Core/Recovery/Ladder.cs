using System.Collections.Immutable;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>
/// Which step comes next for a root.
/// <para>Intuition: one rung at a time, from the one that disturbs least to the one that disturbs everybody. A rung that cannot bear (its
/// budget is spent, systemd refuses to start the unit once more, backend.sh cannot be executed) is stepped over; on the last one we
/// stay. A life that a run was for already, and that shows no work still, is not climbed for again.</para>
/// </summary>
internal static class Ladder
{
    /// <summary>PID 1's word for a unit that it does not start any more; only a person, or backend.sh, resets that.</summary>
    public const string StartLimit = "start-limit-hit";

    public static ImmutableArray<RecoveryStep> Of(ServiceName service, SupervisorSettings settings)
    {
        var own = settings.Services.FirstOrDefault(known => known.Name == service)?.Steps ?? [];
        return own.IsEmpty ? settings.Recovery.Steps : own;
    }

    /// <summary>The step for this root at this time.</summary>
    public static Rung Next(Turn turn, ServiceName root)
    {
        if (LifeActedOn(turn, root) is { } life)
        {
            return Rung.None($"{root} still lives the life ({Short(life)}) that the last run was for: "
                + "nothing restarted it, and one failure is not acted on twice");
        }

        var steps = Of(root, turn.Settings);
        var (why, spent, freeAt) = ("", (RecoveryStep?)null, TimeSpan.MaxValue);
        foreach (var step in steps.Skip(Math.Min(turn.Incident!.Rungs.GetValueOrDefault(root), steps.Length - 1)))
        {
            var budget = turn.BudgetOf(step);
            if (step != RecoveryStep.Backend && FailedUnits.Of(turn.State.Of(root).Unit).Any(unit => unit.Result == StartLimit))
                why = $"systemd does not start {root} any more (start-limit-hit), and no step is left that resets that";
            else if (step == RecoveryStep.Backend && turn.State.BackendBroken is { } broken)
                why = broken;
            else if (budget.Left(turn.Now.Elapsed) > 0)
                return new Rung(step, SpentUntil: null, "");
            else
                (spent, freeAt) = (step, Earlier(freeAt, budget.NextFreeAt(turn.Now.Elapsed)));
        }

        return spent is null ? Rung.None(why) : new Rung(spent, freeAt, "");
    }

    /// <summary>The step was done for the service and did not bring it back: the next one is its case.</summary>
    public static void Climb(Turn turn, ServiceName service, RecoveryStep done)
    {
        var steps = Of(service, turn.Settings);
        var rung = Math.Min(steps.IndexOf(done) + 1, steps.Length - 1);
        if (rung > turn.Incident!.Rungs.GetValueOrDefault(service))
            turn.Incident = turn.Incident with { Rungs = turn.Incident.Rungs.SetItem(service, rung) };
    }

    /// <summary>The units that the step restarts, in order; empty for backend.sh, which knows its own.</summary>
    public static ImmutableArray<UnitName> Units(RecoveryStep step, ImmutableArray<ServiceName> roots, Turn turn) =>
        [.. Services(step, roots, turn).Select(name => turn.Settings.Services.First(service => service.Name == name).Unit)];

    /// <summary>Likewise the services.</summary>
    public static ImmutableArray<ServiceName> Services(RecoveryStep step, ImmutableArray<ServiceName> roots, Turn turn) => step switch
    {
        RecoveryStep.Unit => roots,
        RecoveryStep.Dependents => [.. roots.Concat(InOrder(roots, turn)).Distinct()],
        _ => [],
    };

    public static string Word(RecoveryStep step) => step switch
    {
        RecoveryStep.Unit => "restart of its unit",
        RecoveryStep.Dependents => "restart of its unit and its dependents",
        _ => "run of backend.sh",
    };

    /// <summary>The life of the service's unit, where it is out by a probe and a run was for that very life; null otherwise.</summary>
    /// <remarks>A unit that failed is not running: there is no life of it to be spared.</remarks>
    public static string? LifeActedOn(Turn turn, ServiceName service)
    {
        var judgement = turn.State.Of(service).Judgement;
        var isActedOn = judgement.Probe is not null
            && turn.State.ActedOn.Any(known => known.Service == service && known.Life == judgement.Invocation);
        return isActedOn ? judgement.Invocation : null;
    }

    /// <summary>A restart starts what is at rest: not what a person put there, nor what is masked or missing.</summary>
    public static bool MayBeStarted(Turn turn, ServiceName service) => turn.VerdictOn(service) switch
    {
        Verdict.Stopped => IncidentRules.IsOutage(turn, service),
        Verdict.Stopping => false,
        Verdict.Unknown => turn.State.Of(service).UnitJudgement.Verdict != Verdict.Unknown,
        _ => true,
    };

    // Who depends on another of them comes after it.
    private static IEnumerable<ServiceName> InOrder(ImmutableArray<ServiceName> roots, Turn turn) => roots
        .SelectMany(root => Cause.Dependents(root, turn.Settings.Services))
        .Distinct()
        .Where(service => MayBeStarted(turn, service))
        .OrderBy(service => Cause.Dependencies(service, turn.Settings.Services).Length);

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static string Short(string life) => life.Length > 8 ? life[..8] : life;
}

/// <summary>Where a root stands.</summary>
/// <param name="Step">Null where no step is left that could help.</param>
/// <param name="SpentUntil">When the first of the steps that are left frees up, monotonic, where the budgets of all of them are spent;
/// null where the step can be taken.</param>
/// <param name="Why">Why there is none.</param>
internal readonly record struct Rung(RecoveryStep? Step, TimeSpan? SpentUntil, string Why)
{
    public static Rung None(string why) => new(null, null, why);
}

/// <summary>A run was for this life of the service's unit.</summary>
public sealed record ActedOn(ServiceName Service, string Life, RecoveryStep Step);
