using System.Collections.Immutable;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>Tells the root of an incident from its consequences: the root is a failed service that has no failed dependency.</summary>
public static class Cause
{
    /// <param name="failed">At least one.</param>
    /// <param name="services">In the order of the configuration; the first root by that order is named where there are several.</param>
    public static ServiceName RootOf(ImmutableArray<ServiceName> failed, ImmutableArray<ServiceSettings> services)
    {
        var dependencies = services.ToDictionary(service => service.Name, service => service.DependsOn);
        var ordered = services.Select(service => service.Name).Where(failed.Contains).ToImmutableArray();
        foreach (var candidate in ordered)
        {
            if (!Reachable(candidate, dependencies).Any(failed.Contains))
                return candidate;
        }

        return ordered[0];
    }

    private static HashSet<ServiceName> Reachable(ServiceName from, Dictionary<ServiceName, ImmutableArray<ServiceName>> dependencies)
    {
        var found = new HashSet<ServiceName>();
        var next = new Stack<ServiceName>(dependencies[from]);
        while (next.TryPop(out var service))
        {
            if (!found.Add(service) || !dependencies.TryGetValue(service, out var further))
                continue;
            foreach (var dependency in further)
                next.Push(dependency);
        }

        return found;
    }
}
