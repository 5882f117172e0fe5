using System.Collections.Immutable;
using Supervision.Core.Hosting;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Doctor;

/// <summary>What the configured steps need polkit's leave for, and nothing else.</summary>
public static class NeededGrants
{
    public const string Start = "start";
    public const string Restart = "restart";

    /// <summary>The run's unit first, then the units of the services in the order of the configuration.</summary>
    public static ImmutableArray<Grant> Of(HealthcheckSettings settings)
    {
        if (settings.Host != HostKind.Systemd) return [];
        var ladders = settings.Services.ToDictionary(service => service.Name, service => Ladder(settings, service));
        var runs = settings.Recovery.Backend is { Script: null, Request: null }
            && ladders.Values.Any(steps => steps.Contains(RecoveryStep.Backend));
        var restarted = settings.Services.Where(service => IsRestarted(service, settings.Services, ladders));
        return
        [
            .. runs ? new[] { new Grant(settings.Recovery.Backend.Unit, Start) } : [],
            .. restarted.SelectMany(service => new[] { new Grant(service.Unit, Start), new Grant(service.Unit, Restart) }),
        ];
    }

    private static ImmutableArray<RecoveryStep> Ladder(HealthcheckSettings settings, ServiceSettings service) =>
        service.Steps.IsEmpty ? settings.Recovery.Steps : service.Steps;

    // By a rung of its own, or as one that depends on the root of an incident.
    private static bool IsRestarted(
        ServiceSettings service,
        ImmutableArray<ServiceSettings> all,
        Dictionary<ServiceName, ImmutableArray<RecoveryStep>> ladders) =>
        ladders[service.Name].Any(step => step is RecoveryStep.Unit or RecoveryStep.Dependents)
        || Roots(service, all).Any(root => ladders[root].Contains(RecoveryStep.Dependents));

    private static HashSet<ServiceName> Roots(ServiceSettings service, ImmutableArray<ServiceSettings> all)
    {
        var roots = new HashSet<ServiceName>();
        var open = new Stack<ServiceName>(service.DependsOn);
        while (open.TryPop(out var next))
        {
            if (!roots.Add(next)) continue;
            foreach (var further in all.Where(other => other.Name == next).SelectMany(other => other.DependsOn)) open.Push(further);
        }

        return roots;
    }
}
