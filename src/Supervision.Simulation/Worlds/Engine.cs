using System.Globalization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Supervision.Actors.Hosting;
using Supervision.Simulation.Time;

namespace Supervision.Simulation.Worlds;

/// <summary>The actor system of a thread, in virtual time. It takes longer to make one than to live a day in it, so that one world after
/// the other lives in the same.</summary>
internal sealed class Engine
{
    private const string Silence =
        """
        akka.loggers = []
        akka.loglevel = ERROR
        akka.stdout-loglevel = OFF
        akka.log-dead-letters = off
        """;

    [ThreadStatic]
    private static Engine? _ofThisThread;

    private bool _taken;
    private long _names;

    private Engine(DateTimeOffset start)
    {
        Time = VirtualTime.BeginOnThisThread(start);
        System = ActorSystem.Create("world", ConfigurationFactory.ParseString(Silence)
            .WithFallback(ConfigurationFactory.ParseString(VirtualAkka.Config))
            .WithFallback(ConfigurationFactory.ParseString(SupervisionHosting.Defaults)));
        var listener = System.ActorOf(Props.Create(() => new Listener(this)), "listener");
        System.EventStream.Subscribe(listener, typeof(Error));
        System.EventStream.Subscribe(listener, typeof(UnhandledMessage));
    }

    public VirtualTime Time { get; }

    public ActorSystem System { get; }

    /// <summary>Is told what the actors log as an error and what they do not know.</summary>
    public Action<object> Heard { get; set; } = _ => { };

    /// <summary>That of this thread, as if it were just made.</summary>
    /// <exception cref="InvalidOperationException">Another world lives on this thread.</exception>
    public static Engine Take(DateTimeOffset start)
    {
        var engine = _ofThisThread ??= new Engine(start);
        if (engine._taken) throw new InvalidOperationException("another world lives on this thread: dispose of it first");
        engine._taken = true;
        engine.Time.Restart(start);
        return engine;
    }

    public IActorRef Begin(SupervisionTree tree) =>
        System.ActorOf(SupervisionHosting.Props(tree), string.Create(CultureInfo.InvariantCulture, $"life-{++_names}"));

    public void Leave()
    {
        Heard = _ => { };
        _taken = false;
    }

    private sealed class Listener(Engine engine) : UntypedActor
    {
        protected override void OnReceive(object message) => engine.Heard(message);
    }
}
