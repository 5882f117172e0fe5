using Akka.Configuration;
using Akka.Dispatch;

namespace Supervision.Simulation.Time;

/// <summary>
/// Runs every actor on the thread that steps the world, one mailbox after the other in the order in which they had something to do. So a
/// world with the same events takes the same course, to the message.
/// </summary>
public sealed class SteppingDispatcher(MessageDispatcherConfigurator configurator) : MessageDispatcher(configurator)
{
    [ThreadStatic]
    private static Queue<IRunnable>? _ready;

    protected override void ExecuteTask(IRunnable run)
    {
        if (_ready is not null)
        {
            _ready.Enqueue(run);
            return;
        }

        _ready = new Queue<IRunnable>([run]);
        try
        {
            while (_ready.TryDequeue(out var next))
                next.Run();
        }
        finally
        {
            _ready = null;
        }
    }

    protected override void Shutdown()
    {
    }
}

/// <summary>What <c>akka.actor.default-dispatcher.type</c> and <c>internal-dispatcher.type</c> name in a virtual world.</summary>
public sealed class SteppingDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : MessageDispatcherConfigurator(config, prerequisites)
{
    private SteppingDispatcher? _dispatcher;

    public override MessageDispatcher Dispatcher() => _dispatcher ??= new SteppingDispatcher(this);
}
