using Supervision.Core.Configuration;

namespace Supervision.Core.Services;

/// <summary>
/// Judges a service by its unit and its probes together: up is what runs <em>and</em> does its work.
/// <para>A unit that does not run is judged by that alone. For one that runs the worst of its probes counts. While the unit manager is
/// out of reach nothing can be started, so what the probes say then is told and is no verdict.</para>
/// </summary>
internal static class ServiceJudge
{
    /// <summary>Without regard to flapping.</summary>
    public static Judgement Judge(ServiceState state, ServiceSettings settings, TimeSpan now)
    {
        var unit = state.UnitJudgement;
        return unit.Verdict switch
        {
            Verdict.Up => ByProbes(state, settings, unit, now),
            Verdict.Unknown when state.Unit is null => unit with { Evidence = unit.Evidence + Meanwhile(state) },
            _ => unit,
        };
    }

    private static Judgement ByProbes(ServiceState state, ServiceSettings settings, Judgement unit, TimeSpan now)
    {
        var worst = unit;
        var isAnswered = true;
        var graceUntil = state.GraceUntil(settings);
        foreach (var probe in state.Probes)
        {
            isAnswered &= probe.Life == unit.Invocation;
            var inherited = state.Inherited == unit.Invocation;
            var (verdict, evidence) = Probes.ProbeRules.Judge(probe, unit.Invocation, inherited, graceUntil, now);
            if (Severity(verdict) > Severity(worst.Verdict))
                worst = unit with { Verdict = verdict, Evidence = $"{unit.Evidence}; {evidence}", Probe = probe.Settings.Name };
        }

        var isProvisional = worst.Verdict == Verdict.Up && !isAnswered;
        return worst.Provisional == isProvisional ? worst : worst with { Provisional = isProvisional };
    }

    /// <summary>One thing is said of a service that flaps, for as long as it does. Down stays down: that is acted on, however often it was
    /// before.</summary>
    public static Judgement Damp(Judgement judgement, Flapping flapping, ServiceSettings settings) =>
        flapping.IsOn && judgement.Verdict is (Verdict.Up or Verdict.Suspect)
            ? judgement with
            {
                Verdict = Verdict.Degraded,
                Evidence = $"it flaps: {settings.Flapping.Times} times down, or started again by systemd, within "
                    + DurationText.Write(settings.Flapping.Within),
            }
            : judgement;

    private static string Meanwhile(ServiceState state)
    {
        var failing = state.Probes.Where(probe => probe.FailingSince is not null).Select(probe => probe.Settings.Name).ToList();
        return failing.Count == 0 ? "" : $"; its probes fail: {string.Join(", ", failing)}";
    }

    private static int Severity(Verdict verdict) => verdict switch
    {
        Verdict.Up => 0,
        Verdict.Degraded => 1,
        Verdict.Unknown => 2,
        Verdict.Starting => 3,
        Verdict.Suspect => 4,
        _ => 5,
    };
}
