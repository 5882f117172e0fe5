using Supervision.Core.Probes;
using Supervision.Core.Services;

namespace Supervision.Adapters.Probes;

/// <summary>The probes of this host: one small class for each kind, each look run to a certain end by <see cref="LookRunner"/>.</summary>
public sealed class HostProbes(TimeProvider clock) : IProbes
{
    private readonly LookRunner _runner = new(clock);
    private readonly Connections _connections = new(HostNames.OfThisHost());

    public Task<ProbeOutcome> LookAsync(ProbeSettings probe, UnitStatus? unit, CancellationToken cancellation) =>
        _runner.RunAsync(probe, unit, look => LookAsync(probe.Target, look), cancellation);

    // One line for each kind.
    private Task<ProbeOutcome> LookAsync(IProbeTarget target, Look look) => target switch
    {
        TcpTarget tcp => TcpProbe.LookAsync(tcp, _connections, look),
        UnixTarget unix => TcpProbe.LookAsync(unix, look),
        HttpTarget http => new HttpProbe(_connections, clock).LookAsync(http, look),
        WebSocketTarget web => new WebSocketProbe(_connections, clock).LookAsync(web, look),
        PostgresTarget postgres => new PostgresProbe(_connections, clock).LookAsync(postgres, look),
        RedisTarget redis => new RedisProbe(_connections).LookAsync(redis, look),
        _ => Task.FromResult<ProbeOutcome>(new ProbeOutcome.Unknown($"no probe of the kind {target.Kind} is known here")),
    };
}
