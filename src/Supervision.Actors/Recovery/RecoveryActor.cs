using Akka.Actor;
using Akka.Event;
using Supervision.Actors.Services;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Actors.Recovery;

/// <summary>Follows one recovery run to its outcome, and tells its parent, the supervisor. Lives as long as the run.</summary>
/// <param name="begin">What sets it going: its start, or that it is to be followed from where it is.</param>
internal sealed class RecoveryActor(RunId run, TimeSpan timeout, HostProtocol.ICommand begin, IActorRef host) : UntypedActor, IWithTimers
{
    private sealed record Overdue
    {
        public static Overdue Instance { get; } = new();
    }

    // The unit manager ends a run that overstays; only when it does not even report that, we stop waiting.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    private readonly ILoggingAdapter _log = Context.GetLogger();

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Timers.StartSingleTimer(Overdue.Instance, Overdue.Instance, timeout + Grace);
        host.Tell(begin);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case UnitReport.RunAccepted: _log.Info("{0} is under way", run); break;
            case UnitReport.RunRefused refused: Finish(new SupervisorEvent.RunRefused(run, refused.Why), refused.Why); break;
            case UnitReport.RunEnded ended: Finish(ended.Outcome); break;
            case Overdue: Finish(RunOutcome.LostBecause("its end was not reported in time")); break;
            default: Unhandled(message); break;
        }
    }

    private void Finish(RunOutcome outcome) => Finish(new SupervisorEvent.RunEnded(run, outcome), $"{outcome.Result}, {outcome.Evidence}");

    private void Finish(SupervisorEvent happened, string inWords)
    {
        _log.Info("{0} is over: {1}", run, inWords);
        Context.Parent.Tell(happened);
        Context.Stop(Self);
    }

    public static Props Props(RunId run, TimeSpan timeout, HostProtocol.ICommand begin, IActorRef host) =>
        Akka.Actor.Props.Create(() => new RecoveryActor(run, timeout, begin, host));
}
