using System.Collections.Immutable;
using System.Globalization;
using Akka.Actor;
using Akka.Event;
using Supervision.Actors.Hosting;
using Supervision.Actors.Journal;
using Supervision.Actors.Readiness;
using Supervision.Actors.Services;
using Supervision.Core;
using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Notifications;
using Supervision.Core.Probes;
using Supervision.Core.Readiness;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Actors.Recovery;

/// <summary>
/// Owns the incident, the restart budget and the one recovery run; parent of the services and of the run. Performs what
/// <see cref="SupervisorLifecycle"/> decides. It is never restarted: start-up is the only way of recovering what it knows.
/// </summary>
internal sealed class SupervisorActor(
    SupervisorSettings settings,
    History history,
    ImmutableArray<string> missed,
    IActorRef journal,
    IActorRef readiness,
    IActorRef notifier,
    IProbes probes,
    ServiceLogWriter serviceLog,
    TimeProvider clock)
    : UntypedActor, IWithTimers
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<ServiceName, IActorRef> _services = [];
    private readonly List<IActorRef> _sweepAskers = [];
    private int _added;
    private SupervisorState _state = SupervisorState.After(history, settings, clock.Moment());
    private IActorRef _host = ActorRefs.Nobody;

    public ITimerScheduler Timers { get; set; } = null!;

    private ImmutableArray<UnitName> Units => [.. settings.Services.Select(service => service.Unit)];

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SupervisorEvent.ServiceReported reported when !Sender.Equals(_services.GetValueOrDefault(reported.Service)):
                break; // Of a service that was taken out, or is another unit now.
            case SupervisorEvent happened: Advance(happened); break;
            case ReloadProtocol.Reconfigure reconfigure: Reconfigure(reconfigure); break;
            case ServiceActor.Begun: Sender.Tell(new ServiceEvent.Recalled(_state.Proven)); break;
            case HostProtocol.Started: HostStarted(Sender); break;
            case HostProtocol.RunReport report: Context.Child(NameOf(report.Run)).Tell(report.Report); break;
            case FollowerGone gone: Advance(new SupervisorEvent.FollowerFailed(gone.Run)); break;
            case ServiceGone gone when !_services.ContainsValue(gone.Watcher): break; // Taken out of the configuration.
            case ServiceGone gone: throw new SupervisionBrokenException($"the actor of service {gone.Service} failed too often");
            case LivenessProtocol.Beat beat: PassOn(beat); break;
            case ReadinessProtocol.Judged judged: Give(judged.Readiness, clock.Moment()); break;
            case SupervisorProtocol.IRequest request: Answer(request); break;
            default: Unhandled(message); break;
        }
    }

    private void HostStarted(IActorRef host)
    {
        // It was made when the tree was, and other units may be watched by now.
        host.Tell(new HostProtocol.Watch(Units));
        if (_services.Count == 0)
            Begin(host);
        else
            foreach (var service in _services.Values)
                service.Tell(ServiceActor.SubscribeAgain.Instance);
    }

    private void Begin(IActorRef host)
    {
        _host = host;
        foreach (var service in settings.Services)
            Add(service);
        Advance(new SupervisorEvent.Started(history.Open, history.Left) { Missed = missed });
    }

    private void Reconfigure(ReloadProtocol.Reconfigure reconfigure)
    {
        var before = settings;

        // The parameters themselves, so that nothing here can hold on to what was.
        (settings, serviceLog) = (reconfigure.Supervisor, reconfigure.ServiceLog);
        if (_host.IsNobody())
        {
            // Not begun yet: it begins with these.
            _state = SupervisorState.After(history, settings, clock.Moment());
            return;
        }

        // The host learns of the units first, so that it keeps what it hears of them until their actors ask.
        _host.Tell(new HostProtocol.Watch(Units));
        foreach (var service in before.Services.Where(service => !settings.Watches(service)))
            Remove(service);
        foreach (var service in settings.Services.Where(service => !before.Watches(service)))
            Add(service);
        foreach (var service in settings.Services.Where(before.Watches))
            _services[service.Name].Tell(new ServiceActor.Reconfigure(service));
        Advance(new SupervisorEvent.Reconfigured(before));
    }

    private void Add(ServiceSettings service)
    {
        var name = Uri.EscapeDataString(service.Name.Text);

        // One that was taken out a moment ago may not have ended yet, and its name is its own until then.
        if (!Context.Child(name).IsNobody())
            name = string.Create(CultureInfo.InvariantCulture, $"{name}+{++_added}");
        var watcher = Context.ActorOf(ServiceActor.Props(service, _host, probes, clock), name);
        _services[service.Name] = Context.WatchWith(watcher, new ServiceGone(service.Name, watcher));
    }

    private void Remove(ServiceSettings service)
    {
        _services.Remove(service.Name, out var watcher);
        Context.Unwatch(watcher);
        Context.Stop(watcher);
    }

    private void Answer(SupervisorProtocol.IRequest request)
    {
        switch (request)
        {
            case SupervisorProtocol.Sweep sweep:
                _sweepAskers.Add(Sender);
                Advance(new SupervisorEvent.SweepDue([sweep.By]));
                break;
            case SupervisorProtocol.FreeBudget free:
                Advance(new SupervisorEvent.BudgetFreed(free.By));
                Sender.Tell(Budget());
                break;
            case SupervisorProtocol.BeginHold hold:
                Advance(new SupervisorEvent.HoldBegun(hold.Service, hold.For, hold.Reason, hold.By));
                Sender.Tell(new SupervisorProtocol.Holds(_state.Holds));
                break;
            case SupervisorProtocol.EndHolds end:
                Advance(new SupervisorEvent.HoldsEnded(end.Service, end.By));
                Sender.Tell(new SupervisorProtocol.Holds(_state.Holds));
                break;
            case SupervisorProtocol.GetStatus:
                Sender.Tell(new SupervisorProtocol.Status(settings, _state, Budget(), clock.Moment()));
                break;
            case SupervisorProtocol.GetBudget:
                Sender.Tell(Budget());
                break;
            default:
                Unhandled(request);
                break;
        }
    }

    private void Advance(SupervisorEvent happened)
    {
        var now = clock.Moment();
        (_state, var effects) = SupervisorLifecycle.Next(_state, happened, settings, now);
        foreach (var effect in effects)
            Perform(effect, now);
    }

    private void Perform(SupervisorEffect effect, Moment now)
    {
        switch (effect)
        {
            case SupervisorEffect.AskSweep ask: _host.Tell(new HostProtocol.Sweep(ask.Sweep)); break;
            case SupervisorEffect.StoreIntent store: journal.Tell(new JournalProtocol.StoreIntent(store.Intent)); break;
            case SupervisorEffect.Store store: Store(store.Entry); break;
            case SupervisorEffect.StartRun run: See(run.Run, new HostProtocol.StartRun(run.Run, run.Unit)); break;
            case SupervisorEffect.RestartUnits run: See(run.Run, new HostProtocol.RestartUnits(run.Run, run.Units)); break;
            case SupervisorEffect.FollowRun run: See(run.Run, new HostProtocol.FollowRun(run.Run, run.Unit, run.Since)); break;
            case SupervisorEffect.Announce announce: Announce(announce.Announcement, now); break;
            case SupervisorEffect.Notify notify: notifier.Tell(notify.Notice); break;
            case SupervisorEffect.WakeAt wake: WakeAt(wake.Elapsed, now); break;
            case SupervisorEffect.FinishSweep: AnswerSweepAskers(); break;
            case SupervisorEffect.GiveReadiness give: readiness.Tell(new ReadinessProtocol.Judge(give.Facts)); break;
            case SupervisorEffect.BecomeReady: Context.Parent.Tell(SupervisionGuardian.Supervising.Instance); break;
            default: throw new System.Diagnostics.UnreachableException();
        }
    }

    private void Store(JournalEntry entry)
    {
        journal.Tell(new JournalProtocol.Store(entry));
        if (entry is JournalEntry.DecisionTaken { Decision: var taken })
        {
            var evidence = taken.Evidence.Length == 0 ? "" : $": {taken.Evidence}";
            _log.Info("{0} {1}: {2}{3} (budget {4}/{5})",
                taken.Incident?.ToString() ?? "-", taken.Choice, taken.Reason, evidence, taken.BudgetUsed, taken.BudgetRuns);
        }
    }

    private void Announce(Announcement announcement, Moment now) =>
        _log.Log(
            announcement.IsWarning ? LogLevel.WarningLevel : LogLevel.InfoLevel,
            null,
            "{0}",
            serviceLog.Write(announcement, now.Wall));

    private void Give(HostReadiness given, Moment now)
    {
        Announce(new Announcement.ReadinessGiven(given), now);
        foreach (var finding in given.Findings)
            Announce(new Announcement.ReadinessFound(finding), now);
        notifier.Tell(new Notice.Readiness(now.Wall, given.Light, [.. given.Findings.Select(serviceLog.Catalogue.Readiness.Say)]));
    }

    private void See(RunId run, HostProtocol.ICommand begin)
    {
        var follower = Context.ActorOf(RecoveryActor.Props(run, settings.Recovery.Backend.Timeout, begin, _host), NameOf(run));
        Context.WatchWith(follower, new FollowerGone(run));
    }

    private void WakeAt(TimeSpan? elapsed, Moment now)
    {
        if (elapsed is not { } at)
            Timers.Cancel(WakeKey);
        else
            Timers.StartSingleTimer(WakeKey, new SupervisorEvent.Woken(), at > now.Elapsed ? at - now.Elapsed : TimeSpan.Zero);
    }

    private void PassOn(LivenessProtocol.Beat beat)
    {
        var route = _services.Values.Concat(beat.Ahead);
        new LivenessProtocol.Beat(beat.Number, ImmutableQueue.CreateRange(route))
        {
            SomethingIsDown = Plight.Is(_state, settings, clock.Moment()),
        }.PassOn();
    }

    private void AnswerSweepAskers()
    {
        var found = settings.Services
            .Select(service => new SupervisorProtocol.ServiceFound(service.Name, _state.Of(service.Name).Judgement))
            .ToImmutableArray();
        foreach (var asker in _sweepAskers)
            asker.Tell(new SupervisorProtocol.SweepReport(found));
        _sweepAskers.Clear();
    }

    private SupervisorProtocol.Budget Budget() => BudgetReport.Of(_state, settings, clock.Moment());

    // A service's crash is ours and not the service's: it begins afresh and is told what is known. A run must not be started again by a
    // restart of its follower, so that one stays dead, and another follows the run without starting it.
    protected override SupervisorStrategy SupervisorStrategy() =>
        new BoundedRestarts(restarted: child => !child.Path.Name.StartsWith(RunPrefix, StringComparison.Ordinal));

    private static string NameOf(RunId run) => RunPrefix + run.Number.ToString(CultureInfo.InvariantCulture);

    // No service's actor can have a name with this sign: it is always escaped there.
    private const string RunPrefix = "run:";

    private const string WakeKey = "wake";

    /// <summary>The follower of a run has ended. After it has told the outcome, this tells nothing new.</summary>
    private sealed record FollowerGone(RunId Run);

    private sealed record ServiceGone(ServiceName Service, IActorRef Watcher);

    /// <param name="missed">The ticks that the sweep at the start serves.</param>
    /// <param name="readiness">Answers <see cref="ReadinessProtocol.Judge"/>.</param>
    /// <param name="notifier">Is told every <see cref="Notice"/>.</param>
    public static Props Props(
        SupervisorSettings settings,
        History history,
        ImmutableArray<string> missed,
        IActorRef journal,
        IActorRef readiness,
        IActorRef notifier,
        IProbes probes,
        ServiceLogWriter serviceLog,
        TimeProvider clock) =>
        Akka.Actor.Props.Create(() =>
            new SupervisorActor(settings, history, missed, journal, readiness, notifier, probes, serviceLog, clock));
}
