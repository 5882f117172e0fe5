using Supervision.Core.Services;

namespace Supervision.Core.Probes;

/// <summary>The way to look at services by their work.</summary>
public interface IProbes
{
    /// <summary>Looks once. The task ends within the probe's timeout and a second, whatever the other side does, and never fails: what
    /// could not be done is <see cref="ProbeOutcome.Unknown"/>. A look that overstayed is left behind, and while it lives, so that there
    /// are never two of one probe, further looks of that probe are <see cref="ProbeOutcome.Unknown"/>.</summary>
    /// <param name="unit">The unit of the service as it was seen last; null where it was not.</param>
    Task<ProbeOutcome> LookAsync(ProbeSettings probe, UnitStatus? unit, CancellationToken cancellation);
}
