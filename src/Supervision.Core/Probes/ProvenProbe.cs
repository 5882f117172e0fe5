namespace Supervision.Core.Probes;

/// <summary>A probe that has passed once. Only from then on it counts against its service: one that never passed may ask the wrong
/// question.</summary>
/// <param name="Probe"><see cref="ProbeSettings.Id"/>.</param>
/// <param name="Question"><see cref="IProbeTarget.Question"/> at that time.</param>
public sealed record ProvenProbe(string Probe, string Question)
{
    public static ProvenProbe Of(ProbeSettings probe) => new(probe.Id, probe.Target.Question);
}
