using System.Collections.Immutable;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>
/// Which step comes next for a root.
/// <para>Intuition: one rung at a time, from the one that disturbs least to the one that disturbs everybody. A rung that cannot bear (its
/// budget is spent, systemd refuses to start the unit once more, or it was tried on this very life of the unit) is stepped over; on the
/// last one we stay.</para>
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
    /// <returns>The step, or null with the reason why none is left.</returns>
    public static (RecoveryStep? Step, string Why) Next(Turn turn, ServiceName root)
    {
        var steps = Of(root, turn.Settings);
        var why = "";
        for (var rung = Math.Min(turn.Incident!.Rungs.GetValueOrDefault(root), steps.Length - 1); rung < steps.Length; rung++)
        {
            var step = steps[rung];
            var isLast = rung == steps.Length - 1;
            if (step != RecoveryStep.Backend && turn.State.Of(root).Unit?.Result == StartLimit)
                why = $"systemd does not start {root} any more (start-limit-hit), and no step is left that resets that";
            else if (LifeActedOn(turn, root, step) is { } life)
                why = $"{root} still lives the life ({life}) that the last {Word(step)} was for: nothing restarted it, and one failure is not acted on twice";
            else if (isLast || turn.BudgetOf(step).Left(turn.Now.Elapsed) > 0)
                return (step, "");
        }

        return (null, why);
    }

    /// <summary>The step was done; who is not back by it is a case for the next one.</summary>
    public static void Climb(Turn turn, IEnumerable<ServiceName> services)
    {
        var rungs = turn.Incident!.Rungs;
        foreach (var service in services)
            rungs = rungs.SetItem(service, Math.Min(rungs.GetValueOrDefault(service) + 1, Of(service, turn.Settings).Length - 1));
        turn.Incident = turn.Incident with { Rungs = rungs };
    }

    public static bool IsOnLastRung(Turn turn, ServiceName service) =>
        turn.Incident!.Rungs.GetValueOrDefault(service) >= Of(service, turn.Settings).Length - 1;

    /// <summary>The units that the step restarts, in order; empty for backend.sh, which knows its own.</summary>
    public static ImmutableArray<UnitName> Units(RecoveryStep step, ImmutableArray<ServiceName> roots, SupervisorSettings settings) =>
        [.. Services(step, roots, settings).Select(name => settings.Services.First(service => service.Name == name).Unit)];

    /// <summary>Likewise the services.</summary>
    public static ImmutableArray<ServiceName> Services(
        RecoveryStep step, ImmutableArray<ServiceName> roots, SupervisorSettings settings) => step switch
    {
        RecoveryStep.Unit => roots,
        RecoveryStep.Dependents => [.. roots.Concat(InOrder(roots, settings)).Distinct()],
        _ => [],
    };

    public static string Word(RecoveryStep step) => step switch
    {
        RecoveryStep.Unit => "restart of its unit",
        RecoveryStep.Dependents => "restart of its unit and its dependents",
        _ => "run of backend.sh",
    };

    // Who depends on another of them comes after it.
    private static IEnumerable<ServiceName> InOrder(ImmutableArray<ServiceName> roots, SupervisorSettings settings) => roots
        .SelectMany(root => Cause.Dependents(root, settings.Services))
        .Distinct()
        .OrderBy(service => Cause.Dependencies(service, settings.Services).Length);

    // A unit that failed is not running: there is no life of it to be spared.
    private static string? LifeActedOn(Turn turn, ServiceName service, RecoveryStep step)
    {
        var judgement = turn.State.Of(service).Judgement;
        var isActedOn = judgement.Probe is not null && turn.State.ActedOn.Contains(new ActedOn(service, judgement.Invocation, step));
        return isActedOn ? Short(judgement.Invocation) : null;
    }

    private static string Short(string life) => life.Length > 8 ? life[..8] : life;
}

/// <summary>A run of this step was for this life of the service's unit.</summary>
public sealed record ActedOn(ServiceName Service, string Life, RecoveryStep Step);
