using System.Collections.Immutable;
using Supervision.Adapters.Probes.Celery;
using Supervision.Adapters.Probes.Command;
using Supervision.Adapters.Probes.Usage;
using Supervision.Core.Probes;
using Supervision.Core.Services;

namespace Supervision.Adapters.Probes;

/// <summary>The probes of this host: one small class for each kind, each look run to a certain end by <see cref="LookRunner"/>.</summary>
/// <param name="become">What programs of command probes are run through; empty to run them as who looks.</param>
public sealed class HostProbes(TimeProvider clock, ImmutableArray<string> become) : IProbes
{
    private static readonly HostNames Names = HostNames.OfThisHost();

    private readonly LookRunner _runner = new(clock);
    private readonly ProcessProbe _process = new(clock);
    private readonly FileProbe _file = new(clock);
    private readonly WorkerProbe _worker = new(Names, clock);
    private readonly BeatProbe _beat = new(Names, clock);
    private readonly Connections _connections = new(Names);

    /// <summary>The probes as the daemon has them.</summary>
    public HostProbes(TimeProvider clock)
        : this(clock, [])
    {
    }

    public Task<ProbeOutcome> LookAsync(ProbeSettings probe, UnitStatus? unit, CancellationToken cancellation) =>
        _runner.RunAsync(probe, unit, look => LookAsync(probe.Target, look), cancellation);

    // One line for each kind.
    private Task<ProbeOutcome> LookAsync(IProbeTarget target, Look look) => target switch
    {
        ProcessTarget process => _process.LookAsync(process, look),
        FileTarget file => _file.LookAsync(file, look),
        CommandTarget command => CommandProbe.LookAsync([.. become, .. command.Run], look),
        CeleryWorkerTarget worker => _worker.LookAsync(worker, look),
        CeleryBeatTarget beat => _beat.LookAsync(beat, look),
        TcpTarget tcp => TcpProbe.LookAsync(tcp, _connections, look),
        UnixTarget unix => TcpProbe.LookAsync(unix, look),
        HttpTarget http => new HttpProbe(_connections, clock).LookAsync(http, look),
        WebSocketTarget web => new WebSocketProbe(_connections, clock).LookAsync(web, look),
        PostgresTarget postgres => new PostgresProbe(_connections, clock).LookAsync(postgres, look),
        RedisTarget redis => new RedisProbe(_connections).LookAsync(redis, look),
        _ => Task.FromResult<ProbeOutcome>(new ProbeOutcome.Unknown($"no probe of the kind {target.Kind} is known here")),
    };
}
