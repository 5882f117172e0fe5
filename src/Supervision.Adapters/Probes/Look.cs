using Supervision.Core.Configuration;
using Supervision.Core.Probes;
using Supervision.Core.Services;

namespace Supervision.Adapters.Probes;

/// <summary>One look of one probe, under way: what it is about, how long it may take, and what it waits for.</summary>
/// <param name="unit">The unit of the service as it was seen last; null where it was not.</param>
/// <param name="deadline">Is cancelled at the end of the probe's time.</param>
internal sealed class Look(ProbeSettings probe, UnitStatus? unit, CancellationToken deadline)
{
    private volatile Waiting _waiting = new("", late => new ProbeOutcome.Failed(late));

    private sealed record Waiting(string What, Func<string, ProbeOutcome> Late);

    public ProbeSettings Probe => probe;

    public UnitStatus? Unit => unit;

    public CancellationToken Deadline => deadline;

    /// <summary>What comes if the time ends now.</summary>
    public ProbeOutcome Late
    {
        get
        {
            var (what, late) = _waiting;
            return late($"no answer within {DurationText.Write(probe.Timeout)}{(what.Length > 0 ? $", while {what}" : "")}");
        }
    }

    /// <summary>From here on it is the service that lets us wait: if the time ends, it has failed.</summary>
    /// <param name="what">Completes "while ": <c>reading the answer</c>.</param>
    public void WaitsForService(string what) => _waiting = new(what, late => new ProbeOutcome.Failed(late));

    /// <summary>From here on it may be what lies behind the service that lets us wait.</summary>
    /// <param name="what">Completes "while ".</param>
    public void WaitsForUpstream(string what) => _waiting = new(what, late => new ProbeOutcome.Impaired($"upstream: {late}"));

    /// <summary>From here on something else lets us wait: if the time ends, nothing is known of the service.</summary>
    /// <param name="what">Completes "while ": <c>resolving db.example</c>.</param>
    public void WaitsForOther(string what) => _waiting = new(what, late => new ProbeOutcome.Unknown(late));
}
