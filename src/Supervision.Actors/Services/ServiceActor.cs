using Akka.Actor;
using Akka.Event;
using Supervision.Actors.Hosting;
using Supervision.Core;
using Supervision.Core.Probes;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Actors.Services;

/// <summary>Watches one service: evidence in, of its unit and its probes, verdict out to its parent, the supervisor.</summary>
internal sealed class ServiceActor(ServiceSettings settings, IActorRef host, IProbes probes, TimeProvider clock) : UntypedActor
{
    /// <summary>From the supervisor: the host actor has restarted and has to be told again.</summary>
    public sealed record SubscribeAgain
    {
        public static SubscribeAgain Instance { get; } = new();
    }

    /// <summary>To the supervisor: this service's actor has (re)started and knows nothing of its probes. Reply:
    /// <see cref="ServiceEvent.Recalled"/>.</summary>
    public sealed record Begun(ServiceName Service);

    /// <summary>From the supervisor: the service is to be watched by these settings from now on.</summary>
    public sealed record Reconfigure(ServiceSettings Settings);

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private ServiceState _state = ServiceState.Initial;

    // One that is moved: every look of every probe asks for the next, and a new timer of the scheduler costs as much as judging the look.
    private readonly ITimer _alarm = clock.CreateTimer(
        static self => ((IActorRef)self!).Tell(ServiceEvent.Woken.Instance), Context.Self, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    protected override void PreStart()
    {
        Context.Parent.Tell(new Begun(settings.Name));
        Subscribe();
    }

    protected override void PostStop() => _alarm.Dispose();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ServiceEvent happened: Advance(happened); break;
            case LivenessProtocol.Beat beat: beat.PassOn(); break;
            case SubscribeAgain: Subscribe(); break;
            case Reconfigure asked: Take(asked.Settings); break;
            default: Unhandled(message); break;
        }
    }

    private void Subscribe() => host.Tell(new HostProtocol.Subscribe(settings.Unit));

    private void Take(ServiceSettings asked)
    {
        settings = asked;
        Advance(new ServiceEvent.Reconfigured());
    }

    private void Advance(ServiceEvent happened)
    {
        var before = _state.Judgement.Verdict;
        var now = clock.Moment();
        (_state, var effects) = ServiceLifecycle.Next(_state, happened, settings, now);
        foreach (var effect in effects)
            Perform(effect, now);
        if (_state.Judgement.Verdict != before)
            _log.Info("{0}: {1} -> {2}: {3}", settings.Name, before, _state.Judgement.Verdict, _state.Judgement.Evidence);
    }

    private void Perform(ServiceEffect effect, Moment now)
    {
        switch (effect)
        {
            case ServiceEffect.Report report:
                Context.Parent.Tell(new SupervisorEvent.ServiceReported(settings.Name, report.State, report.Sweep));
                break;
            case ServiceEffect.Look look: Look(look); break;
            case ServiceEffect.WakeAt wake: WakeAt(wake.Elapsed, now); break;
            case ServiceEffect.Prove prove: Context.Parent.Tell(new SupervisorEvent.ProbeProven(prove.Probe)); break;
            default: throw new System.Diagnostics.UnreachableException();
        }
    }

    // Not cancelled at our end: every look has an end of its own.
    private void Look(ServiceEffect.Look look) => probes
        .LookAsync(look.Probe, look.Unit, CancellationToken.None)
        .PipeTo(
            Self,
            success: outcome => new ServiceEvent.ProbeEnded(look.Probe.Name, outcome),
            failure: bug => new ServiceEvent.ProbeEnded(
                look.Probe.Name, new ProbeOutcome.Unknown($"the probe itself failed: {bug.Message}")));

    private void WakeAt(TimeSpan? elapsed, Moment now)
    {
        var wait = elapsed is not { } at ? Timeout.InfiniteTimeSpan : at > now.Elapsed ? at - now.Elapsed : TimeSpan.Zero;
        _alarm.Change(wait, Timeout.InfiniteTimeSpan);
    }

    public static Props Props(ServiceSettings settings, IActorRef host, IProbes probes, TimeProvider clock) =>
        Akka.Actor.Props.Create(() => new ServiceActor(settings, host, probes, clock));
}
