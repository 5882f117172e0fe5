using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Supervision.Actors.Hosting;
using Supervision.Actors.Notifications;
using Supervision.Core.Holds;
using Supervision.Core.Hosting;
using Supervision.Core.Messages;
using Supervision.Core.Recovery;
using Supervision.Core.Services;
using Supervision.Simulation.Faults;

namespace Supervision.Simulation.Worlds;

/// <summary>
/// A host in virtual time with the product's own tree on it. Lives on the thread that made it, one world at a time on a thread, and the
/// same plan with the same faults at the same times takes the same course, happening for happening.
/// </summary>
public sealed partial class World : IDisposable, IObstacles
{
    // RestartSec= of healthcheck.service.
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(2);

    private readonly WorldPlan _plan;
    private readonly Action<Happening> _happened;
    private readonly Engine _engine;
    private readonly WorldClock _clock;
    private readonly Machine _machine;
    private readonly RunDesk _runs;
    private readonly WorldEyes _eyes;
    private readonly WorldFigures _figures;
    private readonly Disk _disk;
    private readonly List<PlannedDeath> _deaths = [];
    private readonly HashSet<string> _channelsDown = new(StringComparer.Ordinal);
    private readonly Dictionary<ObstacleKind, int> _obstacles = [];

    private HostPhase _phase = HostPhase.Running;
    private Life? _life;
    private WorldBus? _bus;
    private IActorRef _tree = ActorRefs.Nobody;
    private int _lives;
    private int _boots = 1;
    private int _busAway;
    private SignalTrouble? _signals;
    private string? _mark;

    /// <summary>Everything is up, and the daemon begins.</summary>
    /// <param name="happened">Is told everything, in order, while it happens; must not call the world.</param>
    /// <exception cref="InvalidOperationException">Another world lives on this thread.</exception>
    public World(WorldPlan plan, Action<Happening> happened)
    {
        (_plan, _happened) = (plan, happened);
        _engine = Engine.Take(plan.Start);
        _engine.Heard = Hear;
        _clock = new WorldClock(_engine.Time);
        _machine = new Machine(plan, _clock, Changed);
        _machine.Fill();
        _runs = new RunDesk(_machine, _clock, plan.Settings.Recovery.Backend.Timeout, Ended);
        _eyes = new WorldEyes(_machine, _clock);
        _figures = new WorldFigures(_clock);
        _disk = new Disk(_clock);
        Begin();
        Bury();
    }

    /// <summary>The host's wall clock.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>Since the world began, on its monotonic clock.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>Whether every watched service is up and does its work; the truth.</summary>
    public bool AllWork => _machine.AllWork;

    /// <summary>Lets <paramref name="time"/> pass, and everything that falls due in it happen in its order.</summary>
    public void Pass(TimeSpan time)
    {
        var end = _engine.Time.Elapsed + time;
        while (_engine.Time.Step(end))
            Bury();
    }

    public void Dispose()
    {
        _life?.Die("the world ends", TimeSpan.Zero, byItself: false);
        _life = null;
        _engine.System.Stop(_tree);
        _engine.Leave();
    }

    Task<ImmutableArray<Obstacle>> IObstacles.LookAsync(CancellationToken cancellation) => Task.FromResult(
        _obstacles.Count == 0
            ? []
            : _obstacles.Keys.Order()
                .Select(kind => new Obstacle(kind, $"{FaultText.Word(kind)} is in the way", "healthcheck.obstacles"))
                .ToImmutableArray());

    private void Begin()
    {
        var life = new Life(++_lives, _deaths);
        _bus = new WorldBus(life, _machine, _runs, _clock, () => _phase, Begun) { Trouble = _signals };
        if (_busAway > 0) _bus.There = false;
        _life = life;
        Tell(new Happening.DaemonBegan(Now, Elapsed, life.Number));
        var settings = _plan.Settings;
        var mark = new LifeMark($"boot-{_boots}", Now);
        var restarted = mark.After(_mark);
        _mark = mark.ToString();
        _tree = _engine.Begin(new SupervisionTree(
            TreeSettings.Supervisor(settings, $"boot-{_boots}", []),
            settings.Schedule,
            _bus,
            _eyes,
            this,
            new WorldJournal(life, _disk, Noted),
            Core.Journal.Recollection.Of(_disk.Journal),
            TreeSettings.Writer(settings, new Lines(line => { if (life.Alive) Tell(new Happening.Logged(Now, Elapsed, line)); })),
            new Watch(this, life),
            _clock,
            _engine.Time,
            BeatEvery: null)
        {
            Notifier = new NotifierParts(
                new WorldOutbox(life, _disk),
                new WorldChannels(life, _clock, _channelsDown, (message, taken) => Tell(new Happening.Sent(Now, Elapsed, message, taken))),
                TreeSettings.Notifier(settings, "host")),
            Restarted = restarted,
            Records = new WorldRecords(_disk),
            Resources = new ResourceParts(
                _figures,
                _figures,
                TreeSettings.Rules(settings, new Lines(line => { if (life.Alive) Tell(new Happening.SystemLogged(Now, Elapsed, line)); }))),
        });
    }

    // Whoever died in the middle of something is put away at its end, and the unit manager starts the next.
    private void Bury()
    {
        if (_life is not { Alive: false } dead) return;
        _life = null;
        _engine.System.Stop(_tree);
        _tree = ActorRefs.Nobody;
        _bus = null;
        Tell(new Happening.DaemonDied(Now, Elapsed, dead.Cause, dead.ByItself));
        var boot = _boots;
        _clock.Later(dead.BackIn, () =>
        {
            if (_life is null && boot == _boots && _phase != HostPhase.Stopping) Begin();
        });
    }

    private void Tell(Happening happening) => _happened(happening);

    private void Changed(MachineUnit unit)
    {
        Tell(new Happening.UnitChanged(Now, Elapsed, unit.Service.Name, unit.Status, unit.Works));
        _bus?.Changed(unit);
    }

    private void Ended(RunId run, RunOutcome outcome)
    {
        Tell(new Happening.RunEnded(Now, Elapsed, run, outcome));
        _bus?.Ended(run, outcome);
    }

    private void Begun(RunId run, ImmutableArray<UnitName> units, bool script, string? refused) => Tell(refused is null
        ? new Happening.RunStarted(Now, Elapsed, run, units, script ? RecoveryStep.Backend : null)
        : new Happening.RunRefused(Now, Elapsed, run, refused));

    private void Noted(Core.Journal.JournalEntry entry, string? why) => Tell(why is null
        ? new Happening.Stored(Now, Elapsed, entry)
        : new Happening.NotStored(Now, Elapsed, entry, why));

    private void Hear(object heard)
    {
        switch (heard)
        {
            case UnhandledMessage unhandled:
                Tell(new Happening.Unhandled(Now, Elapsed, $"{unhandled.Recipient.Path.Name} does not know {unhandled.Message}"));
                break;
            case Error { Cause: { } cause } error:
                Tell(new Happening.Failed(Now, Elapsed, $"{error.Message}: {cause.GetType().Name}: {cause.Message}"));
                break;
        }
    }

    private sealed class Lines(Action<string> append) : IServiceLog
    {
        public void Append(string line) => append(line);
    }

    private sealed class Watch(World world, Life life) : IDaemonLife
    {
        public void Ready()
        {
            if (life.Alive) world.Tell(new Happening.DaemonReady(world.Now, world.Elapsed));
        }

        public void Alive()
        {
        }

        public void Broken(string why) => life.Die(why, RestartPause, byItself: true);
    }
}
