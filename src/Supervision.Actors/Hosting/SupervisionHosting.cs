using Akka.Actor;
using Akka.Hosting;
using Supervision.Actors.Recovery;

namespace Supervision.Actors.Hosting;

/// <summary>Puts the tree into an actor system that is built by Akka.Hosting.</summary>
public static class SupervisionHosting
{
    /// <summary>What Akka has to know for the tree, under whatever the operator's <c>akka { }</c> says.</summary>
    public const string Defaults =
        """
        akka.scheduler.implementation = "Supervision.Actors.Hosting.TimeProviderScheduler, Supervision.Actors"
        # A root that fails is not restarted: its end is the end of the process.
        akka.actor.guardian-supervisor-strategy = "Akka.Actor.StoppingSupervisorStrategy"
        akka.coordinated-shutdown.exit-clr = off
        # Signals are the host's to answer. Akka's own hook would end the tree at SIGTERM, and at SIGHUP, before the host knows of it.
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        akka.log-dead-letters-during-shutdown = off
        # Before its loggers are there and after they are gone, Akka writes to standard output by itself, in a form of its own.
        akka.stdout-loglevel = WARNING
        """;

    /// <summary>The root of the tree, for who makes it without a builder.</summary>
    public static Props Props(SupervisionTree tree) => SupervisionGuardian.Props(tree);

    /// <summary>Starts <c>/user/supervision</c> and registers it as <see cref="SupervisionRoot"/>.</summary>
    public static AkkaConfigurationBuilder WithSupervision(this AkkaConfigurationBuilder builder, SupervisionTree tree) =>
        builder.WithActors((system, registry) =>
            registry.Register<SupervisionRoot>(system.ActorOf(SupervisionGuardian.Props(tree), "supervision")));
}

/// <summary>The key of the tree's root in the actor registry; takes every <see cref="SupervisorProtocol.IRequest"/>.</summary>
public sealed class SupervisionRoot;
