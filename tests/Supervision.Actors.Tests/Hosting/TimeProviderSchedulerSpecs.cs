using Akka.Actor;
using Akka.TestKit.Xunit2;
using Supervision.Simulation.Time;

namespace Supervision.Actors.Tests.Hosting;

public class TimeProviderSchedulerSpecs : TestKit
{
    private readonly VirtualTime _time;

    public TimeProviderSchedulerSpecs()
        : base(Rehearsal.BeginVirtualTime()) => _time = VirtualTime.OfThisThread;

    [Fact]
    public void A_message_comes_when_it_is_due_and_not_before()
    {
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMinutes(15), TestActor, "due", ActorRefs.NoSender);

        _time.Pass(TimeSpan.FromMinutes(15) - TimeSpan.FromTicks(1));
        Assert.False(HasMessages);
        _time.Pass(TimeSpan.FromTicks(1));

        ExpectMsg("due");
    }

    [Fact]
    public void A_repeated_message_comes_once_for_each_period_of_one_long_step()
    {
        Sys.Scheduler.ScheduleTellRepeatedly(TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(15), TestActor, "due", ActorRefs.NoSender);

        _time.Pass(TimeSpan.FromHours(1));

        for (var tick = 0; tick < 4; tick++)
            ExpectMsg("due");
        Assert.False(HasMessages);
    }

    [Fact]
    public void What_is_cancelled_does_not_come()
    {
        using var cancelled = new Cancelable(Sys.Scheduler);
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMinutes(1), TestActor, "due", ActorRefs.NoSender, cancelled);
        cancelled.Cancel();
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMinutes(1), TestActor, "due", ActorRefs.NoSender, cancelled);

        _time.Pass(TimeSpan.FromHours(1));

        Assert.False(HasMessages);
    }

    [Fact]
    public void An_action_that_throws_does_not_stop_the_clock()
    {
        Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMinutes(1), () => throw new InvalidOperationException("on purpose"));
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMinutes(2), TestActor, "due", ActorRefs.NoSender);

        _time.Pass(TimeSpan.FromHours(1));

        ExpectMsg("due");
    }

    [Fact]
    public void Its_clocks_are_those_of_the_provider()
    {
        var before = Sys.Scheduler.MonotonicClock;
        _time.Pass(TimeSpan.FromHours(1));

        Assert.Equal(TimeSpan.FromHours(1), Sys.Scheduler.MonotonicClock - before);
        Assert.Equal(_time.GetUtcNow(), Sys.Scheduler.Now);
    }
}
