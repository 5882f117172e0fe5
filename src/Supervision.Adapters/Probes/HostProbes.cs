using Supervision.Core.Probes;
using Supervision.Core.Services;

namespace Supervision.Adapters.Probes;

/// <summary>The probes of this host: one small class for each kind.</summary>
public sealed class HostProbes : IProbes
{
    public Task<ProbeOutcome> LookAsync(ProbeSettings probe, UnitStatus? unit, CancellationToken cancellation) =>
        Task.FromResult<ProbeOutcome>(new ProbeOutcome.Unknown($"no probe of the kind {probe.Target.Kind} is known here"));
}
