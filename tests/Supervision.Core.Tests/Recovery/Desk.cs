using System.Collections.Immutable;
using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Recovery;
using Supervision.Core.Services;
using Supervision.Core.Tests.Services;

namespace Supervision.Core.Tests.Recovery;

/// <summary>
/// The outside of the supervisor in virtual time: units, unit manager, disk and timer. Every step is held against the rules that
/// must never be broken (<see cref="DeskRules"/>).
/// </summary>
internal sealed class Desk
{
    public static readonly DateTimeOffset Beginning = new(2026, 11, 23, 4, 30, 0, TimeSpan.Zero);

    /// <summary>The values of the contract.</summary>
    public static readonly RecoverySettings Contract = new(
        new BackendRun(new UnitName("backend-restart.service"), null, TimeSpan.FromMinutes(15)),
        Collect: Seconds(2),
        Settle: Seconds(10),
        VerifyTimeout: Seconds(60),
        BudgetRuns: 3,
        BudgetWithin: TimeSpan.FromHours(1),
        Backoff: [TimeSpan.Zero, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)]);

    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> _coming = new();
    private readonly Dictionary<ServiceName, ServiceState> _services = [];
    private readonly Dictionary<ServiceName, UnitStatus> _units = [];
    private readonly DeskRules _rules;
    private long _order;
    private long _lives;
    private long _timer;

    public Desk(RecoverySettings? recovery = null, SupervisionMode mode = SupervisionMode.Act, ManualStop manualStop = ManualStop.Tick, History? history = null)
    {
        Settings = new SupervisorSettings(
            [.. new[] { "postgresql", "gunicorn", "celery" }.Select(name => Service(name, manualStop))], recovery ?? Contract, mode, "this boot");
        State = SupervisorState.After(history ?? History.Empty, Settings.Recovery, Now);
        _rules = new DeskRules(this);
        foreach (var service in Settings.Services)
        {
            _services[service.Name] = ServiceState.Initial;
            _units[service.Name] = Units.Active(service.Name.Text, NextLife());
        }
    }

    public SupervisorSettings Settings { get; init; }

    public SupervisorState State { get; private set; }

    public TimeSpan Elapsed { get; private set; }

    public Moment Now => new(Beginning + Elapsed, Elapsed);

    public HostPhase Host { get; set; } = HostPhase.Running;

    /// <summary>What the next run does; by default it takes ten seconds and brings everything up.</summary>
    public Func<Desk, RunId, Play> Script { get; set; } = (_, _) => new Play.Ends(Seconds(10), Works);

    public TimeSpan StoreTakes { get; set; } = TimeSpan.Zero;

    /// <summary>The disk's refusal; null while it stores.</summary>
    public string? DiskSays { get; set; }

    public TimeSpan SweepTakes { get; set; } = TimeSpan.Zero;

    /// <summary>How late the timer is.</summary>
    public TimeSpan TimerLags { get; set; } = TimeSpan.Zero;

    public List<(double At, string Line)> Said { get; } = [];

    public List<Announcement> Announced { get; } = [];

    /// <summary>When runs were started, in seconds.</summary>
    public List<double> Starts { get; } = [];

    public List<RunIntent> Intents { get; } = [];

    public List<JournalEntry> Stored { get; } = [];

    public IEnumerable<Decision> Decisions => Stored.OfType<JournalEntry.DecisionTaken>().Select(entry => entry.Decision);

    public ImmutableArray<SupervisorEffect> LastEffects { get; private set; } = [];

    public bool Ready { get; private set; }

    public static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>Everything is up again, each in a new life.</summary>
    public static void Works(Desk desk)
    {
        foreach (var service in desk.Settings.Services)
            desk.Raise(service.Name.Text);
    }

    public static void DoesNothing(Desk desk)
    {
    }

    public Verdict VerdictOn(ServiceName service) => _services[service].Judgement.Verdict;

    public Desk Start(params RunIntent[] open)
    {
        Tell(new SupervisorEvent.Started([.. open]));
        return Pass(0);
    }

    public Desk Kill(string service) => See(Units.Failed(service, Life(service)));

    public Desk Stop(string service) => See(Units.Stopped(service, Life(service)));

    public Desk Stopping(string service) => See(Units.Stopping(service, Life(service)));

    public Desk Restarting(string service) => See(Units.Restarting(service, Life(service)));

    public Desk Raise(string service) => See(Units.Active(service, NextLife()));

    public Desk Mask(string service) => See(Units.Stopped(service) with { Load = UnitLoad.Masked });

    /// <summary>Its state changes, but the signal is lost: only a sweep will show it.</summary>
    public Desk KillUnnoticed(string service)
    {
        _units[new ServiceName(service)] = Units.Failed(service, Life(service));
        return this;
    }

    public Desk Tick(params string[] ticks)
    {
        Tell(new SupervisorEvent.SweepDue([.. ticks]));
        return Pass(0);
    }

    public Desk FreeBudget()
    {
        Tell(new SupervisorEvent.BudgetFreed("root"));
        return Pass(0);
    }

    public Desk Tell(SupervisorEvent happened)
    {
        var step = SupervisorLifecycle.Next(State, happened, Settings, Now);
        State = step.State;
        LastEffects = step.Effects;
        _rules.Happened(happened);
        foreach (var effect in step.Effects)
        {
            _rules.Performed(effect);
            Perform(effect);
        }

        _rules.Rests();
        return this;
    }

    /// <summary>Lets time pass, with all that falls into it.</summary>
    public Desk Pass(double seconds) => PassUntil(Elapsed + Seconds(seconds));

    public Desk PassUntil(TimeSpan until)
    {
        while (_coming.TryPeek(out _, out var next) && next.At <= until)
        {
            Elapsed = next.At;
            _coming.Dequeue()();
        }

        Elapsed = until;
        return this;
    }

    private void Perform(SupervisorEffect effect)
    {
        switch (effect)
        {
            case SupervisorEffect.AskSweep ask:
                In(SweepTakes, () => AnswerSweep(ask.Sweep));
                break;
            case SupervisorEffect.StoreIntent store:
                Intents.Add(store.Intent);
                SupervisorEvent answer = DiskSays is { } why
                    ? new SupervisorEvent.IntentNotStored(store.Intent.Run, why)
                    : new SupervisorEvent.IntentStored(store.Intent.Run);
                In(StoreTakes, () => Tell(answer));
                break;
            case SupervisorEffect.Store store:
                Stored.Add(store.Entry);
                break;
            case SupervisorEffect.StartRun start:
                Starts.Add(Elapsed.TotalSeconds);
                Script(this, start.Run).Follow(this, start.Run);
                break;
            case SupervisorEffect.Announce announce:
                Announced.Add(announce.Announcement);
                Said.Add((Elapsed.TotalSeconds, Catalogue.English.Say(announce.Announcement)));
                break;
            case SupervisorEffect.WakeAt { Elapsed: { } at }:
                var timer = ++_timer;
                In(at - Elapsed + TimerLags, () => Fire(timer));
                break;
            case SupervisorEffect.WakeAt:
                _timer++;
                break;
            case SupervisorEffect.BecomeReady:
                Ready = true;
                break;
            case SupervisorEffect.FinishSweep:
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public void In(TimeSpan delay, Action action) => _coming.Enqueue(action, (Elapsed + delay, _order++));

    // One timer, as the effect says: a later wish replaces the earlier.
    private void Fire(long timer)
    {
        if (timer == _timer)
            Tell(new SupervisorEvent.Woken());
    }

    private void AnswerSweep(SweepId sweep)
    {
        Tell(new SupervisorEvent.HostReported(Host, sweep));
        foreach (var service in Settings.Services)
            Observe(service.Name, new ServiceEvent.UnitSeen(_units[service.Name], sweep));
    }

    private Desk See(UnitStatus unit)
    {
        var service = Settings.Services.First(settings => settings.Unit == unit.Unit).Name;
        _units[service] = unit;
        Observe(service, new ServiceEvent.UnitSeen(unit, null));
        return this;
    }

    private void Observe(ServiceName service, ServiceEvent seen)
    {
        var step = ServiceLifecycle.Next(_services[service], seen, Now);
        _services[service] = step.State;
        foreach (var report in step.Effects.OfType<ServiceEffect.Report>())
            Tell(new SupervisorEvent.ServiceReported(service, report.State, report.Sweep));
    }

    private string Life(string service) => _units[new ServiceName(service)].Invocation;

    private string NextLife() => $"life-{++_lives}";

    private static ServiceSettings Service(string name, ManualStop manualStop) => new(
        new ServiceName(name), UnitName.Of(name), manualStop, name == "gunicorn" ? [new ServiceName("postgresql")] : [], []);
}
