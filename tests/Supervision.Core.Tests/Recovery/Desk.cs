using System.Collections.Immutable;
using Supervision.Core.Holds;
using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Notifications;
using Supervision.Core.Probes;
using Supervision.Core.Readiness;
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
    private readonly Dictionary<ServiceName, ShownWork> _work = [];
    private readonly DeskRules _rules;
    private readonly List<JournalEntry> _durable = [];
    private readonly Dictionary<RunId, RunOutcome?> _runs = [];
    private readonly HashSet<RunId> _followed = [];
    private History _history;
    private TimeSpan _bootedAt;
    private TimeSpan _clockOff;
    private int _boot = 1;
    private int _daemon;
    private bool _alive;
    private long _order;
    private long _lives;
    private long _timer;

    public Desk(RecoverySettings? recovery = null, SupervisionMode mode = SupervisionMode.Act, ManualStop manualStop = ManualStop.Tick, History? history = null,
        ImmutableArray<ServiceSettings>? services = null)
    {
        Settings = new SupervisorSettings(
            services ?? [.. new[] { "postgresql", "gunicorn", "celery" }.Select(name => Service(name, manualStop))], recovery ?? Contract, mode, "boot-1");
        First = Settings;
        _history = history ?? History.Empty;
        State = SupervisorState.After(_history, Settings, Now);
        _rules = new DeskRules(this);
        foreach (var service in Settings.Services)
        {
            _services[service.Name] = ServiceState.Initial;
            _units[service.Name] = Units.Active(service.Name.Text, NextLife());
        }
    }

    public SupervisorSettings Settings { get; set; }

    /// <summary>The settings of the beginning.</summary>
    public SupervisorSettings First { get; }

    public SupervisorState State { get; private set; }

    public TimeSpan Elapsed { get; private set; }

    /// <summary>The kernel's monotonic clock, which begins anew with every boot.</summary>
    public TimeSpan Monotonic => Elapsed - _bootedAt;

    public Moment Now => new(Beginning + Elapsed + _clockOff, Monotonic);

    public HostPhase Host { get; set; } = HostPhase.Running;

    /// <summary>What the next run does; by default it takes ten seconds and brings everything up.</summary>
    public Func<Desk, RunId, Play> Script { get; set; } = (_, _) => new Play.Ends(Seconds(10), Works);

    /// <summary>What the next restart of single units does; by default it takes a second and brings them up.</summary>
    public Func<Desk, RunId, ImmutableArray<UnitName>, Play> Restart { get; set; } = (_, _, units) => new Play.Ends(Seconds(1), desk =>
    {
        foreach (var service in desk.Settings.Services.Where(service => units.Contains(service.Unit)))
            desk.Raise(service.Name.Text);
    });

    public List<(RunId Run, ImmutableArray<UnitName> Units)> Restarts { get; } = [];

    /// <summary>The units on which runs of earlier lives were followed.</summary>
    public List<UnitName> Followed { get; } = [];

    public ImmutableArray<Obstacle> Obstacles { get; set; } = [];

    /// <summary>From the question what stands in the way of a run to the answer.</summary>
    public TimeSpan ObstaclesTake { get; set; } = TimeSpan.Zero;

    public TimeSpan StoreTakes { get; set; } = TimeSpan.Zero;

    /// <summary>The disk's refusal; null while it stores.</summary>
    public string? DiskSays { get; set; }

    public TimeSpan SweepTakes { get; set; } = TimeSpan.Zero;

    /// <summary>How late the timer is.</summary>
    public TimeSpan TimerLags { get; set; } = TimeSpan.Zero;

    /// <summary>What people may have wanted to know.</summary>
    public List<Notice> Noticed { get; } = [];

    public List<(double At, string Line)> Said { get; } = [];

    public List<Announcement> Announced { get; } = [];

    /// <summary>What became of a run that this daemon did not start; by default what really did.</summary>
    public Func<Desk, RunId, Play>? Earlier { get; init; }

    /// <summary>When runs were started, in seconds.</summary>
    public List<double> Starts { get; } = [];

    public List<RunIntent> Intents { get; } = [];

    public List<JournalEntry> Stored { get; } = [];

    public IEnumerable<Decision> Decisions => Stored.OfType<JournalEntry.DecisionTaken>().Select(entry => entry.Decision);

    public ImmutableArray<SupervisorEffect> LastEffects { get; private set; } = [];

    public bool Ready { get; private set; }

    public List<HostReadiness> Readiness { get; } = [];

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

    public Verdict VerdictOn(ServiceName service) => Shown(service).Judgement.Verdict;

    public Desk Start(params string[] missed)
    {
        _alive = true;
        Tell(new SupervisorEvent.Started(_history.Open, _history.Left) { Missed = [.. missed] });
        return Pass(0);
    }

    /// <summary>The daemon is killed; what it waited for never reaches it, and the world goes on.</summary>
    public Desk Die()
    {
        _daemon++;
        (_alive, Ready) = (false, false);
        _followed.Clear();
        _rules.Died(_durable);
        return this;
    }

    /// <summary>The same at the instant between the intent's way to the disk and its answer.</summary>
    public Desk DieWithTheIntentOnDisk()
    {
        if (State.Incident?.Phase is IncidentPhase.Recording)
            Write(new JournalEntry.IntentTaken(Intents[^1]));
        return Die();
    }

    /// <summary>The host goes down and comes up again: everything is up, no run is under way, the monotonic clock begins anew.</summary>
    public Desk Reboot()
    {
        Die();
        _bootedAt = Elapsed;
        Settings = Settings with { BootId = $"boot-{++_boot}" };
        _runs.Clear();
        _rules.Rebooted();
        foreach (var service in Settings.Services)
            _units[service.Name] = Units.Active(service.Name.Text, NextLife());
        return this;
    }

    /// <summary>A person or NTP sets the wall clock.</summary>
    public Desk StepClock(TimeSpan by)
    {
        _clockOff += by;
        return this;
    }

    /// <summary>The next life of the daemon begins, from what is on disk.</summary>
    public Desk StartAgain()
    {
        _history = Recollection.Of(_durable);
        State = SupervisorState.After(_history, Settings, Now);
        foreach (var service in Settings.Services)
            _services[service.Name] = ServiceState.Initial;
        return Start();
    }

    /// <summary>Nothing runs.</summary>
    public void RefuseRun(RunId run, string why)
    {
        _runs.Remove(run);
        if (_followed.Contains(run))
            Tell(new SupervisorEvent.RunRefused(run, why));
    }

    /// <summary>A run of backend.sh is over, whoever still listens.</summary>
    public void EndRun(RunId run, RunOutcome outcome)
    {
        if (_runs.ContainsKey(run))
            _runs[run] = outcome;
        if (_followed.Contains(run))
            Tell(new SupervisorEvent.RunEnded(run, outcome));
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

    /// <summary>The unit ends with this result.</summary>
    public Desk End(string service, string result, int? exitStatus = null) =>
        See(Units.Failed(service, Life(service)) with { Result = result, ExitStatus = exitStatus });

    /// <summary>A new life of the unit begins, and ends at once.</summary>
    public Desk LiveAndEnd(string service, string result, int? exitStatus = null)
    {
        Raise(service);
        return End(service, result, exitStatus);
    }

    /// <summary>The unit manager says this of it.</summary>
    public Desk Show(UnitStatus unit) => See(unit);

    /// <summary>Its unit runs on, and its probes come to this, until its unit lives anew.</summary>
    /// <param name="refuses">By its own word it takes no work.</param>
    public Desk Work(string service, Verdict verdict, bool refuses = false)
    {
        var name = new ServiceName(service);
        _work[name] = new ShownWork(Life(service), verdict, refuses, Monotonic);
        return Tell(new SupervisorEvent.ServiceReported(name, Shown(name), null));
    }

    /// <summary>It runs and shows no work.</summary>
    public Desk Hang(string service) => Work(service, Verdict.Down);

    public Desk Hold(string? service, double minutes, string reason = "maintenance")
    {
        Tell(new SupervisorEvent.HoldBegun(service is null ? null : new ServiceName(service), TimeSpan.FromMinutes(minutes), reason, "ayse"));
        return Pass(0);
    }

    public Desk Resume(string? service = null)
    {
        Tell(new SupervisorEvent.HoldsEnded(service is null ? null : new ServiceName(service), "ayse"));
        return Pass(0);
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

    /// <summary>The configuration is read anew; a service that is added is seen as it is, and one that was never there runs.</summary>
    public Desk Reconfigure(Func<SupervisorSettings, SupervisorSettings> change)
    {
        var before = Settings;
        Settings = change(before);
        var added = Settings.Services.Where(service => !before.Watches(service)).ToList();
        foreach (var service in added)
        {
            _services[service.Name] = ServiceState.Initial;
            _units[service.Name] = _units.TryGetValue(service.Name, out var known) && known.Unit == service.Unit
                ? known
                : Units.Active(service.Unit.Text, NextLife());
        }

        Tell(new SupervisorEvent.Reconfigured(before));
        foreach (var service in added)
            Observe(service.Name, new ServiceEvent.UnitSeen(_units[service.Name], null));
        return Pass(0);
    }

    public Desk Tell(SupervisorEvent happened)
    {
        if (!_alive)
            return this;
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
                ToThisLife(SweepTakes, () => AnswerSweep(ask.Sweep));
                break;
            case SupervisorEffect.StoreIntent store:
                Intents.Add(store.Intent);
                ToThisLife(StoreTakes, () => Tell(Write(new JournalEntry.IntentTaken(store.Intent)) is { } why
                    ? new SupervisorEvent.IntentNotStored(store.Intent.Run, why)
                    : new SupervisorEvent.IntentStored(store.Intent.Run)));
                break;
            case SupervisorEffect.Store store:
                Stored.Add(store.Entry);
                Write(store.Entry);
                break;
            case SupervisorEffect.RestartUnits restart:
                Restarts.Add((restart.Run, restart.Units));
                Assert.DoesNotContain(_runs, run => run.Value is null);
                _runs.Add(restart.Run, null);
                _followed.Add(restart.Run);
                Restart(this, restart.Run, restart.Units).Follow(this, restart.Run);
                break;
            case SupervisorEffect.StartRun start:
                Starts.Add(Elapsed.TotalSeconds);
                Assert.DoesNotContain(_runs, run => run.Value is null);
                _runs.Add(start.Run, null);
                _followed.Add(start.Run);
                Script(this, start.Run).Follow(this, start.Run);
                break;
            case SupervisorEffect.FollowRun follow:
                Followed.Add(follow.Unit);
                _followed.Add(follow.Run);
                if (Earlier is { } earlier)
                    earlier(this, follow.Run).Follow(this, follow.Run);
                else if (!_runs.TryGetValue(follow.Run, out var outcome))
                    ToThisLife(TimeSpan.Zero, () => EndRun(follow.Run, new RunOutcome(RunResult.NeverStarted, null, "", "nothing ran")));
                else if (outcome is not null)
                    ToThisLife(TimeSpan.Zero, () => EndRun(follow.Run, outcome));
                break;
            case SupervisorEffect.Notify notify:
                Noticed.Add(notify.Notice);
                break;
            case SupervisorEffect.Announce announce:
                Announced.Add(announce.Announcement);
                Said.Add((Elapsed.TotalSeconds, Catalogue.English.Say(announce.Announcement)));
                break;
            case SupervisorEffect.WakeAt { Elapsed: { } at }:
                var timer = ++_timer;
                ToThisLife(at - Monotonic + TimerLags, () => Fire(timer));
                break;
            case SupervisorEffect.WakeAt:
                _timer++;
                break;
            case SupervisorEffect.BecomeReady:
                Ready = true;
                break;
            case SupervisorEffect.FinishSweep:
                break;
            case SupervisorEffect.GiveReadiness give:
                Readiness.Add(ReadinessRules.Judge(give.Facts with { Incidents = new([]), Troubles = [] }));
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public void In(TimeSpan delay, Action action) => _coming.Enqueue(action, (Elapsed + delay, _order++));

    // What is on its way to a daemon that dies meanwhile is lost.
    private void ToThisLife(TimeSpan delay, Action action)
    {
        var life = _daemon;
        In(delay, () =>
        {
            if (life == _daemon)
                action();
        });
    }

    private string? Write(JournalEntry entry)
    {
        if (DiskSays is null)
            _durable.Add(entry);
        return DiskSays;
    }

    // One timer, as the effect says: a later wish replaces the earlier.
    private void Fire(long timer)
    {
        if (timer == _timer)
            Tell(new SupervisorEvent.Woken());
    }

    private void AnswerSweep(SweepId sweep)
    {
        Tell(new SupervisorEvent.HostReported(Host, sweep));
        if (ObstaclesTake > TimeSpan.Zero)
            ToThisLife(ObstaclesTake, () => Tell(new SupervisorEvent.ObstaclesSeen(Obstacles, sweep)));
        else
            Tell(new SupervisorEvent.ObstaclesSeen(Obstacles, sweep));
        foreach (var service in Settings.Services)
            Observe(service.Name, new ServiceEvent.UnitSeen(_units[service.Name], sweep));
    }

    private Desk See(UnitStatus unit)
    {
        if (Settings.Services.FirstOrDefault(settings => settings.Unit == unit.Unit) is { Name: var service })
        {
            _units[service] = unit;
            Observe(service, new ServiceEvent.UnitSeen(unit, null));
        }

        return this;
    }

    private void Observe(ServiceName service, ServiceEvent seen)
    {
        var step = ServiceLifecycle.Next(_services[service], seen, Settings.Services.First(it => it.Name == service), Now);
        _services[service] = step.State;
        foreach (var report in step.Effects.OfType<ServiceEffect.Report>())
            Tell(new SupervisorEvent.ServiceReported(service, Shown(service), report.Sweep));
    }

    // What the service's own actor would make of its probes, without their times.
    private ServiceState Shown(ServiceName service)
    {
        var known = _services[service];
        if (!_work.TryGetValue(service, out var work) || known.UnitJudgement is not { Verdict: Verdict.Up } unit || unit.Invocation != work.Life)
            return known;
        var settings = new ProbeSettings(service, "work", Seconds(10), Seconds(10), Seconds(120), TimeSpan.Zero, new Target("work"));
        ProbeOutcome latest = work.Verdict == Verdict.Degraded
            ? new ProbeOutcome.Impaired("not as it should") { Refuses = work.Refuses }
            : new ProbeOutcome.Failed("no answer");
        return known with
        {
            Judgement = unit with { Verdict = work.Verdict, Evidence = $"{unit.Evidence}; work: {latest.Detail}", Probe = "work" },
            Since = work.Since,
            Probes = [new ProbeState(settings, Proven: true) { Latest = latest, Life = work.Life }],
        };
    }

    private string Life(string service) => _units[new ServiceName(service)].Invocation;

    private sealed record Target(string Question) : IProbeTarget
    {
        public string Kind => "http";
    }

    private sealed record ShownWork(string Life, Verdict Verdict, bool Refuses, TimeSpan Since);

    private string NextLife() => $"life-{++_lives}";

    /// <summary>The same with ladders and dependencies: each service is written <c>name:dependency,… /step,…</c>, of which the last two may be
    /// missing.</summary>
    public static Desk With(string steps, params string[] services)
    {
        var desk = new Desk(Contract with
        {
            Steps = Ladder(steps),
            StepLimits = Limits(2),
        });
        if (services.Length == 0)
            return desk;
        var described = services.Select(Described).ToImmutableArray();
        return new Desk(desk.Settings.Recovery, services: described);
    }

    public static ImmutableDictionary<RecoveryStep, BudgetLimit> Limits(int runs) => new[] { RecoveryStep.Unit, RecoveryStep.Dependents }
        .ToImmutableDictionary(step => step, _ => new BudgetLimit(runs, TimeSpan.FromHours(1)));

    private static ImmutableArray<RecoveryStep> Ladder(string steps) =>
        [.. steps.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(step => Enum.Parse<RecoveryStep>(step, ignoreCase: true))];

    private static ServiceSettings Described(string service)
    {
        var (head, steps) = service.Split('/') is [var first, var second] ? (first, second) : (service, "");
        var parts = head.Trim().Split(':');
        var dependencies = parts.Length > 1 ? parts[1].Split(',').Select(name => new ServiceName(name)) : [];
        return new(new ServiceName(parts[0]), UnitName.Of(parts[0]), ManualStop.Tick, [.. dependencies], []) { Steps = Ladder(steps) };
    }

    public static ServiceSettings Service(string name, ManualStop manualStop = ManualStop.Tick) => new(
        new ServiceName(name), UnitName.Of(name), manualStop, name == "gunicorn" ? [new ServiceName("postgresql")] : [], []);
}
