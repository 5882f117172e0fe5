using Akka.Actor;
using Akka.Event;
using Supervision.Actors.Hosting;
using Supervision.Core;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Actors.Services;

/// <summary>Watches one service: evidence in, verdict out to its parent, the supervisor.</summary>
internal sealed class ServiceActor(ServiceSettings settings, IActorRef host, TimeProvider clock) : UntypedActor
{
    /// <summary>From the supervisor: the host actor has restarted and has to be told again.</summary>
    public sealed record SubscribeAgain
    {
        public static SubscribeAgain Instance { get; } = new();
    }

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private ServiceState _state = ServiceState.Initial;

    protected override void PreStart() => Subscribe();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ServiceEvent happened: Advance(happened); break;
            case LivenessProtocol.Beat beat: beat.PassOn(); break;
            case SubscribeAgain: Subscribe(); break;
            default: Unhandled(message); break;
        }
    }

    private void Subscribe() => host.Tell(new HostProtocol.Subscribe(settings.Unit));

    private void Advance(ServiceEvent happened)
    {
        var before = _state.Judgement.Verdict;
        (_state, var effects) = ServiceLifecycle.Next(_state, happened, clock.Moment());
        foreach (var effect in effects)
            Perform(effect);
        if (_state.Judgement.Verdict != before)
            _log.Info("{0}: {1} -> {2}: {3}", settings.Name, before, _state.Judgement.Verdict, _state.Judgement.Evidence);
    }

    private void Perform(ServiceEffect effect)
    {
        switch (effect)
        {
            case ServiceEffect.Report report:
                Context.Parent.Tell(new SupervisorEvent.ServiceReported(settings.Name, report.State, report.Sweep));
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public static Props Props(ServiceSettings settings, IActorRef host, TimeProvider clock) =>
        Akka.Actor.Props.Create(() => new ServiceActor(settings, host, clock));
}
