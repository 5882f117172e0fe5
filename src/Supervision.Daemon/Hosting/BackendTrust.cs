using Supervision.Core.Hosting;

namespace Supervision.Daemon.Hosting;

/// <summary>The warning, at every start, that others than root decide what is run as root.</summary>
internal static class BackendTrust
{
    /// <summary>Looks, away from the start, which need not wait for it.</summary>
    public static void Watch(HealthcheckSettings settings, TimeProvider clock, ILogger log) => _ = Task.Run(() =>
    {
        foreach (var objection in UnitControls.Objections(settings, settings.Recovery.Backend.Unit, clock) ?? [])
            log.LogWarning("Others than root decide what is run as root: {Objection}", objection);
    });
}
