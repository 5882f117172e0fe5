using Supervision.Core.Probes;
using Supervision.Core.Services;
using Supervision.Simulation.Faults;
using Supervision.Simulation.Time;

namespace Supervision.Simulation.Worlds;

/// <summary>Probes that see what is so, unless they are made to lie. Who needs a service that does not work shows no work either.</summary>
internal sealed class WorldEyes(Machine machine, WorldClock clock) : IProbes
{
    private readonly Dictionary<ServiceName, ProbeLie> _lies = [];

    private static readonly Task<ProbeOutcome> Good = Task.FromResult<ProbeOutcome>(new ProbeOutcome.Passed("it works"));
    private static readonly Task<ProbeOutcome> Dead = Task.FromResult<ProbeOutcome>(new ProbeOutcome.Failed("the connection was refused"));

    public void Lie(ServiceName service, ProbeLie? says)
    {
        if (says is { } lie) _lies[service] = lie;
        else _lies.Remove(service);
    }

    public bool Lies(ServiceName service) => _lies.ContainsKey(service);

    public Task<ProbeOutcome> LookAsync(ProbeSettings probe, UnitStatus? unit, CancellationToken cancellation)
    {
        if (_lies.Count > 0 && _lies.TryGetValue(probe.Service, out var lie)) return Task.FromResult(Say(lie));
        var seen = machine[probe.Service];
        if (seen.Inner.Activity != UnitActivity.Active) return Dead;
        if (seen.Hung) return Silence(probe.Timeout);
        if (machine.AllWork) return Good;
        return MissingOf(seen.Service) is { } missing
            ? Task.FromResult<ProbeOutcome>(new ProbeOutcome.Failed($"it answers with an error: {missing} does not work"))
            : Good;
    }

    private ServiceName? MissingOf(ServiceSettings service)
    {
        foreach (var needed in service.DependsOn)
        {
            var other = machine[needed];
            if (!other.Works) return needed;
            if (MissingOf(other.Service) is { } further) return further;
        }

        return null;
    }

    private Task<ProbeOutcome> Silence(TimeSpan timeout)
    {
        var answer = new TaskCompletionSource<ProbeOutcome>();
        clock.Later(timeout, () => Answer.Give(answer, new ProbeOutcome.Failed($"no answer within {timeout.TotalSeconds:0} s")));
        return answer.Task;
    }

    private static ProbeOutcome Say(ProbeLie lie) => lie switch
    {
        ProbeLie.Fails => new ProbeOutcome.Failed("it answers with an error"),
        ProbeLie.Unknown => new ProbeOutcome.Unknown("broker: 127.0.0.1:6379 refuses the connection"),
        ProbeLie.Impaired => new ProbeOutcome.Impaired("it answers with 502: its upstream fails"),
        _ => new ProbeOutcome.Passed("it works"),
    };
}
