using Akka.Configuration;
using Akka.Event;
using Supervision.Actors.Hosting;

namespace Supervision.Simulation.Time;

/// <summary>The product's scheduler under the virtual clock of the thread that creates the actor system.</summary>
public sealed class VirtualScheduler(Config config, ILoggingAdapter log)
    : TimeProviderScheduler(config, log, VirtualTime.OfThisThread);
