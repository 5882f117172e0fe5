using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Cronos;
using Supervision.Actors.Hosting;
using Supervision.Actors.Notifications;
using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Notifications;
using Supervision.Core.Probes;
using Supervision.Core.Recovery;
using Supervision.Core.Resources;
using Supervision.Core.Schedule;
using Supervision.Core.Services;
using Supervision.Simulation.Hosts;
using Supervision.Simulation.Journals;
using Supervision.Simulation.Notifications;
using Supervision.Simulation.Time;

namespace Supervision.Actors.Tests;

/// <summary>The product's tree on a virtual host, on a Monday morning in Turkey.</summary>
internal sealed class Rehearsal : IServiceLog, IDaemonLife
{
    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 7, 20, 0, TimeSpan.FromHours(3));

    public static readonly TimeZoneInfo Turkey = TimeZoneInfo.FindSystemTimeZoneById("Europe/Istanbul");

    public static readonly UnitName Nginx = new("nginx.service");
    public static readonly UnitName Gunicorn = new("gunicorn.service");
    public static readonly UnitName Celery = new("celery.service");

    private readonly ActorSystem _system;
    private readonly VirtualTime _time = VirtualTime.OfThisThread;

    public Rehearsal(ActorSystem system)
    {
        _system = system;
        Host = new VirtualHost(_time);
        Outside = new VirtualHeartbeat(_time);
        Channels = new VirtualChannels(_time);
        Resources = new VirtualResources(_time);
        system.EventStream.Subscribe(system.ActorOf(Props.Create(() => new Listener(Unhandled))), typeof(Akka.Event.UnhandledMessage));
    }

    public VirtualHost Host { get; }

    public VirtualResources Resources { get; }

    /// <summary>How the resources are judged.</summary>
    public ResourceSettings ResourceSettings { get; init; } = ResourceSettings.None;

    /// <summary>What is in <c>system_monitor.log</c>.</summary>
    public List<string> SystemLog { get; } = [];

    public IUnitControl? Units { get; init; }

    public VirtualJournal Journal { get; } = new();

    public VirtualRecords Records { get; } = new();

    public IJournal? JournalPort { get; init; }

    /// <summary>What earlier lives left; by default what is in the journal when the tree begins.</summary>
    public History? History { get; init; }

    public ScheduleSettings Schedule { get; init; } = Calendar(("periodic", "*/15 * * * *"));

    public SupervisionMode Mode { get; init; } = SupervisionMode.Act;

    public TimeSpan? BeatEvery { get; init; }

    public HeartbeatSettings Heartbeat { get; init; } = HeartbeatSettings.None;

    public VirtualHeartbeat Outside { get; }

    /// <summary>Who is told what; null where nobody is told anything.</summary>
    public NotifySettings? Notify { get; init; }

    public VirtualOutbox Outbox { get; init; } = new();

    public VirtualChannels Channels { get; }

    public static NotifierSettings Letterhead(NotifySettings notify) => new(notify, Language.Turkish, Turkey, "web1");

    public List<string> Log { get; } = [];

    public List<object> Unhandled { get; } = [];

    public int ReadyTimes { get; private set; }

    public int AliveTimes { get; private set; }

    public List<string> BrokenBecause { get; } = [];

    /// <summary>To be given to the TestKit's constructor: the system that it creates lives in a virtual time that begins here.</summary>
    public static Config BeginVirtualTime()
    {
        VirtualTime.BeginOnThisThread(Monday);
        return ConfigurationFactory.ParseString(VirtualAkka.Config)
            .WithFallback(ConfigurationFactory.ParseString(SupervisionHosting.Defaults));
    }

    /// <summary>What the tree begins with.</summary>
    public SupervisorSettings Settings => new(
        [Service("nginx"), Service("gunicorn") with { Probes = Probes }, Service("celery") with { DependsOn = CeleryNeeds }], Recovery with { Steps = Steps, StepLimits = Limits }, Mode, "boot")
    {
        ReadinessTicks = ReadinessTicks,
        Zone = Turkey,
    };

    /// <summary>What is tried for each of them, in order.</summary>
    public ImmutableArray<RecoveryStep> Steps { get; init; } = [RecoveryStep.Backend];

    /// <summary>What celery cannot work without.</summary>
    public ImmutableArray<ServiceName> CeleryNeeds { get; init; } = [];

    public ImmutableHashSet<string> ReadinessTicks { get; init; } = [];

    /// <summary>How gunicorn's work is looked at.</summary>
    public ImmutableArray<ProbeSettings> Probes { get; init; } = [];

    public ServiceLogWriter Writer(Catalogue catalogue) => new(this, catalogue, Turkey);

    public ResourceRules Rules(ResourceSettings settings) =>
        new(settings, new ResourceLogWriter(new LogLines(SystemLog), ResourceCatalogue.Turkish, Turkey));

    public static ServiceSettings Service(string name) =>
        new(new ServiceName(name), UnitName.Of(name), ManualStop.Tick, [], []) { StartGrace = TimeSpan.FromMinutes(2) };

    public IActorRef Begin() => _system.ActorOf(
        SupervisionGuardian.Props(new SupervisionTree(
            Settings,
            Schedule,
            Units ?? Host,
            Host,
            Host,
            JournalPort ?? Journal,
            History ?? Recollection.Of(Journal.Entries),
            Writer(Catalogue.Turkish),
            this,
            _time,
            _time,
            BeatEvery)
        {
            Heartbeat = Heartbeat,
            Outside = Outside,
            Notifier = Notify is { } notify ? new NotifierParts(Outbox, Channels, Letterhead(notify)) : null,
            Resources = new ResourceParts(Resources, Resources, Rules(ResourceSettings)),
            Records = Records,
        }),
        "supervision");

    public void Pass(TimeSpan time) => _time.Pass(time);

    public void Pass(int seconds) => Pass(TimeSpan.FromSeconds(seconds));

    public IActorRef Actor(string path) =>
        _system.ActorSelection("/user/supervision/" + path).ResolveOne(TimeSpan.FromSeconds(5)).Result;

    /// <summary>Steps the wall clock; no time passes by it.</summary>
    public void SetWall(DateTimeOffset wall) => _time.SetWall(wall);

    /// <summary>Whether the host tells when its clock was set.</summary>
    public bool TellsOfSteps
    {
        set => _time.TellsOfSteps = value;
    }

    public static ScheduleSettings Calendar(params (string Name, string Cron)[] ticks) =>
        new([.. ticks.Select(tick => new TickSettings(tick.Name, [CronExpression.Parse(tick.Cron)], TickAction.Sweep))], Turkey);

    void IServiceLog.Append(string line) => Log.Add(line);

    void IDaemonLife.Ready() => ReadyTimes++;

    void IDaemonLife.Alive() => AliveTimes++;

    void IDaemonLife.Broken(string why) => BrokenBecause.Add(why);

    private static ImmutableDictionary<RecoveryStep, BudgetLimit> Limits => new[] { RecoveryStep.Unit, RecoveryStep.Dependents }
        .ToImmutableDictionary(step => step, _ => new BudgetLimit(3, TimeSpan.FromHours(1)));

    private static RecoverySettings Recovery => new(
        new BackendRun(new UnitName("backend-restart.service"), null, TimeSpan.FromMinutes(15)),
        Collect: TimeSpan.FromSeconds(2),
        Settle: TimeSpan.FromSeconds(10),
        VerifyTimeout: TimeSpan.FromSeconds(60),
        BudgetRuns: 3,
        BudgetWithin: TimeSpan.FromHours(1),
        Backoff: [TimeSpan.Zero, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)]);

    private sealed class LogLines(List<string> lines) : IServiceLog
    {
        public void Append(string line) => lines.Add(line);
    }

    private sealed class Listener(List<object> heard) : UntypedActor
    {
        protected override void OnReceive(object message) => heard.Add(message);
    }
}
