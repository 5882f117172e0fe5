using System.Collections.Immutable;

namespace Supervision.Core.Services;

/// <summary>Finds services that depend on themselves in the end.</summary>
public static class DependencyCycles
{
    /// <summary>The way from <paramref name="start"/> over its dependency <paramref name="by"/> back to itself, both ends included; null
    /// where there is none.</summary>
    public static ImmutableArray<ServiceName>? Find(
        ServiceName start, ServiceName by, IReadOnlyDictionary<ServiceName, ImmutableArray<ServiceName>> graph)
    {
        var cameFrom = new Dictionary<ServiceName, ServiceName> { [by] = start };
        var next = new Queue<ServiceName>([by]);
        while (next.TryDequeue(out var service))
        {
            if (service == start)
                return Way(start, cameFrom);
            foreach (var dependency in graph.TryGetValue(service, out var found) ? found : [])
            {
                if (cameFrom.TryAdd(dependency, service))
                    next.Enqueue(dependency);
            }
        }

        return null;
    }

    private static ImmutableArray<ServiceName> Way(ServiceName start, Dictionary<ServiceName, ServiceName> cameFrom)
    {
        var way = new List<ServiceName> { start };
        var at = start;
        do
        {
            at = cameFrom[at];
            way.Add(at);
        }
        while (at != start);
        way.Reverse();
        return [.. way];
    }
}
