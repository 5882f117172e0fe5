using System.Collections.Immutable;
using Supervision.Core.Probes;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>
/// Tells the root of an incident from its consequences: the root is a failed service that has no failed dependency.
/// <para>Intuition: where the lights are out in the whole street, nobody changes bulbs. A service that runs and only shows no work is not
/// looked at for itself while something that it cannot work without is out of order.</para>
/// </summary>
public static class Cause
{
    /// <param name="failed">At least one.</param>
    /// <param name="services">In the order of the configuration; the first root by that order is named where there are several.</param>
    public static ServiceName RootOf(ImmutableArray<ServiceName> failed, ImmutableArray<ServiceSettings> services) =>
        RootsOf(failed, services)[0];

    /// <summary>Those that have no failed dependency, in the order of the configuration; at least one.</summary>
    public static ImmutableArray<ServiceName> RootsOf(ImmutableArray<ServiceName> failed, ImmutableArray<ServiceSettings> services)
    {
        var ordered = services.Select(service => service.Name).Where(failed.Contains).ToImmutableArray();
        var roots = ordered.RemoveAll(candidate => Dependencies(candidate, services).Any(failed.Contains));
        return roots.IsEmpty ? ordered : roots;
    }

    /// <summary>Everything without which the service cannot work, directly or not, nearest first.</summary>
    public static ImmutableArray<ServiceName> Dependencies(ServiceName of, ImmutableArray<ServiceSettings> services) =>
        Reach(of, name => services.FirstOrDefault(service => service.Name == name)?.DependsOn ?? []);

    /// <summary>Everything that cannot work without the service, directly or not, nearest first.</summary>
    public static ImmutableArray<ServiceName> Dependents(ServiceName of, ImmutableArray<ServiceSettings> services) =>
        Reach(of, name => services.Where(service => service.DependsOn.Contains(name)).Select(service => service.Name));

    /// <summary>The dependency by which a service that runs, and shows no work, is explained; null where it has to answer for
    /// itself.</summary>
    public static ServiceName? Explains(ServiceName service, SupervisorState state, ImmutableArray<ServiceSettings> services)
    {
        if (state.Of(service).Judgement.Probe is null)
            return null;

        // The one that rests on the fewest: what is between them shows no work because of it.
        return Dependencies(service, services)
            .Where(dependency => IsOutOfOrder(state.Of(dependency)))
            .OrderBy(dependency => Dependencies(dependency, services).Length)
            .Select(dependency => (ServiceName?)dependency)
            .FirstOrDefault();
    }

    /// <summary>The open incident as a person understands it: what is at its root, be it part of it or not, and what follows from
    /// that.</summary>
    public static (ServiceName Root, ImmutableArray<ServiceName> Consequences) Of(
        Incident incident, SupervisorState state, ImmutableArray<ServiceSettings> services)
    {
        var members = incident.Members.IsEmpty ? incident.Everyone : incident.Members;
        var known = members.Where(member => services.Any(service => service.Name == member)).ToImmutableArray();
        if (known.IsEmpty)
            return (members[0], []);
        var root = RootOf(known, services);
        var behind = Explains(root, state, services) ?? root;
        return (behind, known.RemoveAll(member => member == behind || !IsConsequence(member, behind, known, services)));
    }

    private static bool IsConsequence(
        ServiceName member, ServiceName root, ImmutableArray<ServiceName> members, ImmutableArray<ServiceSettings> services) =>
        Dependencies(member, services).Any(dependency => dependency == root || members.Contains(dependency));

    private static bool IsOutOfOrder(ServiceState dependency) => dependency.Judgement.Verdict switch
    {
        Verdict.Down or Verdict.Stopped or Verdict.Stopping or Verdict.Starting => true,
        // Its probes began to fail with those of whoever depends on it; which of them is sure first is a matter of seconds.
        Verdict.Suspect => true,
        // Masked or missing. What its probes could not find out, or a bus that is away, says nothing.
        Verdict.Unknown => dependency is { Unit: not null, UnitJudgement.Verdict: Verdict.Unknown },
        Verdict.Degraded => dependency.Probes.Any(probe => probe.Latest is ProbeOutcome.Impaired { Refuses: true }),
        _ => false,
    };

    private static ImmutableArray<ServiceName> Reach(ServiceName from, Func<ServiceName, IEnumerable<ServiceName>> next)
    {
        var found = new List<ServiceName>();
        var open = new Queue<ServiceName>(next(from));
        while (open.TryDequeue(out var service))
        {
            if (found.Contains(service))
                continue;
            found.Add(service);
            foreach (var further in next(service))
                open.Enqueue(further);
        }

        return [.. found];
    }
}
