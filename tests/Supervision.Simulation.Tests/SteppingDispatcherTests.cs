using Akka.Actor;
using Akka.Configuration;
using Supervision.Simulation.Time;

namespace Supervision.Simulation.Tests;

/// <summary>A crowd of actors that tell each other in all directions: on threads, no two runs would take the same course.</summary>
public sealed class SteppingDispatcherTests
{
    [Fact]
    public void The_same_world_takes_the_same_course_to_the_message()
    {
        var first = Course();

        Assert.True(first.Count > 200, "the crowd says enough to be told apart");
        Assert.Equal(first, Course());
    }

    [Fact]
    public void Nothing_runs_on_another_thread()
    {
        var here = Environment.CurrentManagedThreadId;

        Assert.All(Course(), said => Assert.Equal(here, said.Thread));
    }

    private static List<(string Who, int What, int Thread)> Course()
    {
        var time = VirtualTime.BeginOnThisThread(new DateTimeOffset(2026, 11, 23, 4, 30, 0, TimeSpan.Zero));
        var said = new List<(string, int, int)>();
        using var system = ActorSystem.Create("crowd", ConfigurationFactory.ParseString(VirtualAkka.Config));
        var crowd = new List<IActorRef>();
        for (var member = 0; member < 8; member++)
            crowd.Add(system.ActorOf(Props.Create(() => new Gossip(crowd, said)), $"member-{member}"));

        crowd[0].Tell(1);
        system.Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(1), crowd[3], 2, ActorRefs.NoSender);
        time.Pass(TimeSpan.FromMinutes(1));
        return [.. said];
    }

    private sealed class Gossip(List<IActorRef> crowd, List<(string Who, int What, int Thread)> said) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            var what = (int)message;
            said.Add((Self.Path.Name, what, Environment.CurrentManagedThreadId));
            if (what > 100)
                return;
            crowd[what % crowd.Count].Tell(what * 2);
            crowd[(what + 3) % crowd.Count].Tell((what * 2) + 1);
        }
    }
}
