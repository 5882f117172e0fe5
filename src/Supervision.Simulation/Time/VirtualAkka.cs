namespace Supervision.Simulation.Time;

/// <summary>What an actor system has to be configured with to live in virtual time.</summary>
public static class VirtualAkka
{
    public const string Config =
        """
        akka.scheduler.implementation = "Supervision.Simulation.Time.VirtualScheduler, Supervision.Simulation"
        akka.actor.default-dispatcher.type = "Supervision.Simulation.Time.SteppingDispatcherConfigurator, Supervision.Simulation"
        akka.actor.internal-dispatcher.type = "Supervision.Simulation.Time.SteppingDispatcherConfigurator, Supervision.Simulation"
        """;
}
