using System.Collections.Immutable;
using Supervision.Core.Hosting;

namespace Supervision.Simulation.Exploration;

/// <summary>The times that the configuration decides by: what comes at one of them on the dot, or a tick beside, finds what is wrong by
/// one.</summary>
public static class Deadlines
{
    /// <summary>Each once, shortest first; none longer than <paramref name="longest"/>.</summary>
    public static ImmutableArray<TimeSpan> Of(HealthcheckSettings settings, TimeSpan longest)
    {
        var recovery = settings.Recovery;
        return
        [
            .. recovery.Backoff
                .Append(recovery.Collect)
                .Append(recovery.Settle)
                .Append(recovery.VerifyTimeout)
                .Append(recovery.BudgetWithin)
                .Append(recovery.Collect + TimeSpan.FromSeconds(20))
                .Concat(recovery.StepLimits.Values.Select(limit => limit.Within))
                .Concat(settings.Services.Select(service => service.StartGrace))
                .Concat(settings.Services
                    .SelectMany(service => service.Probes)
                    .SelectMany(IEnumerable<TimeSpan> (probe) => [probe.Every, probe.DownAfter]))
                .Concat([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10)])
                .Where(time => time > TimeSpan.Zero && time <= longest)
                .Distinct()
                .Order(),
        ];
    }
}
