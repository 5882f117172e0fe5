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
        # The end of the process is the host's to bring about. On a SIGTERM this hook would be faster than the host, and an orderly stop
        # would look like the end of a broken tree.
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        akka.log-dead-letters-during-shutdown = off
        """;

    /// <summary>Starts <c>/user/supervision</c> and registers it as <see cref="SupervisionRoot"/>.</summary>
    public static AkkaConfigurationBuilder WithSupervision(this AkkaConfigurationBuilder builder, SupervisionTree tree) =>
        builder.WithActors((system, registry) =>
            registry.Register<SupervisionRoot>(system.ActorOf(SupervisionGuardian.Props(tree), "supervision")));
}

/// <summary>The key of the tree's root in the actor registry; takes every <see cref="SupervisorProtocol.IRequest"/>.</summary>
public sealed class SupervisionRoot;
