using Akka.Actor;
using Supervision.Core.Journal;
using Supervision.Core.Readiness;

namespace Supervision.Actors.Readiness;

/// <summary>Adds to what the supervisor knows what the journal and the resources say, and judges by <see cref="ReadinessRules"/>. Who does not
/// answer in time is a finding.</summary>
internal sealed class ReadinessActor(IRecords records) : UntypedActor, IWithTimers
{
    private sealed record IncidentsRead(ReadinessFacts For, Recorded<RecordedIncident> Incidents);

    private sealed record TimeIsUp(ReadinessFacts For) : INotInfluenceReceiveTimeout;

    // Longer than the disk of a host in trouble usually takes, and short enough for the lines to stand together in the log.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // As the supervisor gave them; what belongs to others is left where it is.
    private ReadinessFacts? _asked;
    private ReadinessFacts? _facts;
    private IActorRef _asker = ActorRefs.Nobody;

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ReadinessProtocol.Judge judge: Begin(judge.Facts); break;
            case IncidentsRead read when ReferenceEquals(read.For, _asked): Know(_facts! with { Incidents = read.Incidents }); break;
            case IncidentsRead: break; // For one that was judged without, or replaced.
            case TimeIsUp late when ReferenceEquals(late.For, _asked): Answer(); break;
            case TimeIsUp: break; // It was fired before it was cancelled.
            default: Unhandled(message); break;
        }
    }

    private void Begin(ReadinessFacts facts)
    {
        (_asked, _facts, _asker) = (facts, facts, Sender);
        Timers.StartSingleTimer(nameof(TimeIsUp), new TimeIsUp(facts), Patience);
        records.IncidentsAsync(
                ReadinessRules.Since(facts.Now.Wall, facts.Settings.Zone), ReadinessRules.MostIncidents, CancellationToken.None)
            .PipeTo(
                Self,
                success: read => new IncidentsRead(facts, read),
                failure: failure => new IncidentsRead(facts, new Recorded<RecordedIncident>([], failure.Message)));
    }

    private void Know(ReadinessFacts facts)
    {
        _facts = facts;
        if (facts.Incidents is not null)
            Answer();
    }

    private void Answer()
    {
        Timers.Cancel(nameof(TimeIsUp));
        _asker.Tell(new ReadinessProtocol.Judged(ReadinessRules.Judge(_facts!)));
        (_asked, _facts, _asker) = (null, null, ActorRefs.Nobody);
    }

    public static Props Props(IRecords records) => Akka.Actor.Props.Create(() => new ReadinessActor(records));
}
