using Akka.Actor;
using Supervision.Actors.Resources;
using Supervision.Core.Journal;
using Supervision.Core.Readiness;

namespace Supervision.Actors.Readiness;

/// <summary>Adds to what the supervisor knows what the journal and the resources say, and judges by <see cref="ReadinessRules"/>.
/// Who does not answer in time is a finding.</summary>
internal sealed class ReadinessActor(IRecords records, IActorRef resources) : UntypedActor, IWithTimers
{
    private sealed record IncidentsRead(ReadinessFacts For, Recorded<RecordedIncident> Incidents);

    private sealed record TimeIsUp(ReadinessFacts For);

    private sealed record AskAgain
    {
        public static AskAgain Instance { get; } = new();
    }

    // Longer than the disk of a host in trouble usually takes, and short enough for the lines to stand together in the log.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // At our start the resources have been looked at a moment later.
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromSeconds(1);

    // As the supervisor gave them; null while nobody waits for an answer.
    private ReadinessFacts? _asked;
    private IActorRef _asker = ActorRefs.Nobody;
    private Recorded<RecordedIncident>? _incidents;
    private ResourceProtocol.Now? _now;

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ReadinessProtocol.Judge judge: Begin(judge.Facts); break;
            case IncidentsRead read when ReferenceEquals(read.For, _asked):
                _incidents = read.Incidents;
                AnswerWhenComplete();
                break;
            case IncidentsRead: break; // For one that was judged without it, or replaced.
            case ResourceProtocol.Now { Newest: null }:
                Timers.StartSingleTimer(AskAgain.Instance, AskAgain.Instance, BetweenQuestions);
                break;
            case AskAgain when _asked is not null: resources.Tell(new ResourceProtocol.GetNow()); break;
            case AskAgain: break; // It was judged without.
            case ResourceProtocol.Now now:
                _now = now;
                AnswerWhenComplete();
                break;
            case TimeIsUp late when ReferenceEquals(late.For, _asked): Answer(_asked!); break;
            case TimeIsUp: break; // It was on its way when the answer was given.
            default: Unhandled(message); break;
        }
    }

    private void Begin(ReadinessFacts facts)
    {
        (_asked, _asker, _incidents, _now) = (facts, Sender, null, null);
        Timers.StartSingleTimer(nameof(TimeIsUp), new TimeIsUp(facts), Patience);
        resources.Tell(new ResourceProtocol.GetNow());
        records.IncidentsAsync(
                ReadinessRules.Since(facts.Now.Wall, facts.Settings.Zone), ReadinessRules.MostIncidents, CancellationToken.None)
            .PipeTo(
                Self,
                success: read => new IncidentsRead(facts, read),
                failure: failure => new IncidentsRead(facts, new Recorded<RecordedIncident>([], failure.Message)));
    }

    private void AnswerWhenComplete()
    {
        if (_asked is { } asked && _incidents is not null && (_now is not null || resources.IsNobody()))
            Answer(asked);
    }

    private void Answer(ReadinessFacts asked)
    {
        Timers.Cancel(nameof(TimeIsUp));
        var facts = asked with { Incidents = _incidents, Troubles = _now?.Troubles };
        _asker.Tell(new ReadinessProtocol.Judged(ReadinessRules.Judge(facts)));
        _asked = null;
    }

    /// <param name="resources">Answers <see cref="ResourceProtocol.GetNow"/>; nobody where they are not watched.</param>
    public static Props Props(IRecords records, IActorRef resources) =>
        Akka.Actor.Props.Create(() => new ReadinessActor(records, resources));
}
