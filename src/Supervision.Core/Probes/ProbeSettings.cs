using Supervision.Core.Services;

namespace Supervision.Core.Probes;

/// <summary>One probe of one service, under <c>healthcheck.services.SERVICE.probes</c>.</summary>
/// <param name="Name">Its key there; one service has no two of a name.</param>
/// <param name="Every">From the beginning of one look to that of the next.</param>
/// <param name="Timeout">A look that takes longer has failed, and is cancelled.</param>
/// <param name="DownAfter">After this long of unbroken failure the service is down; until then it is suspect.</param>
/// <param name="UpAfter">After this long of unbroken success a service that was down by this probe is up again.</param>
public sealed record ProbeSettings(
    ServiceName Service,
    string Name,
    TimeSpan Every,
    TimeSpan Timeout,
    TimeSpan DownAfter,
    TimeSpan UpAfter,
    IProbeTarget Target)
{
    /// <summary>Told in logs and kept in the journal: <c>nginx.http</c>.</summary>
    public string Id => $"{Service}.{Name}";
}
