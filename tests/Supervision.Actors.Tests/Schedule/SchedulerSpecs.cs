using Akka.Actor;
using Akka.TestKit.Xunit2;
using Supervision.Actors.Schedule;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Core.Schedule;
using Supervision.Simulation.Time;

namespace Supervision.Actors.Tests.Schedule;

public class SchedulerSpecs : TestKit
{
    private static readonly ScheduleSettings Mondays = Rehearsal.Calendar(("periodic", "*/15 * * * *"), ("monday", "30,45 7 * * 1"));

    public SchedulerSpecs()
        : base(Rehearsal.BeginVirtualTime())
    {
    }

    private static DateTimeOffset At(int hour, int minute, int second = 0) => new(2026, 11, 23, hour, minute, second, TimeSpan.FromHours(3));

    [Fact]
    public void Ticks_that_fall_on_one_instant_are_one_sweep_with_all_their_names()
    {
        var time = VirtualTime.OfThisThread;
        Sys.ActorOf(SchedulerActor.Props(Mondays, Nothing(), TestActor, ActorRefs.Nobody, ActorRefs.Nobody, time, time));

        time.Pass(TimeSpan.FromMinutes(60));

        Assert.Equal(
            ["periodic+monday", "periodic+monday", "periodic", "periodic"],
            Enumerable.Range(0, 4).Select(_ => string.Join('+', ExpectMsg<SupervisorEvent.SweepDue>().Ticks)));
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void The_clock_set_forward_makes_one_sweep_at_once_and_set_back_none()
    {
        var rehearsal = Begun();
        rehearsal.SetWall(At(8, 20));
        Assert.Equal(["08:20:00"], rehearsal.Sweeps());

        rehearsal.SetWall(At(7, 20));
        rehearsal.Pass(TimeSpan.FromMinutes(71));

        Assert.Equal(["08:20:00", "08:30:00"], rehearsal.Sweeps());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-10)]
    public void The_clock_ten_years_away_and_back_again_costs_one_sweep_at_most(int years)
    {
        var rehearsal = Begun();
        rehearsal.SetWall(At(7, 20).AddYears(years));
        rehearsal.Pass(60);
        Assert.InRange(rehearsal.Sweeps().Count, 0, 1);
        var away = rehearsal.Sweeps().Count;

        rehearsal.SetWall(At(7, 21));
        var back = rehearsal.Sweeps().Count;
        Assert.InRange(back - away, 0, 1);
        rehearsal.Pass(TimeSpan.FromMinutes(25));

        Assert.Equal(["07:30:00", "07:45:00"], rehearsal.Sweeps().Skip(back));
        Assert.Empty(rehearsal.BrokenBecause);
    }

    [Fact]
    public void A_host_that_wakes_from_sleep_makes_up_for_the_morning_by_one_sweep()
    {
        var rehearsal = Begun();
        rehearsal.SetWall(At(11, 3));
        rehearsal.Pass(TimeSpan.FromMinutes(15));

        Assert.Equal(["11:03:00", "11:15:00"], rehearsal.Sweeps());
    }

    [Fact]
    public void A_host_that_wakes_just_before_a_tick_waits_for_it()
    {
        var rehearsal = Begun();
        rehearsal.SetWall(At(10, 59, 20));
        rehearsal.Pass(60);

        Assert.Equal(["11:00:00"], rehearsal.Sweeps());
    }

    [Fact]
    public void A_step_that_nobody_tells_of_is_noticed_when_the_nap_is_over()
    {
        var rehearsal = Begun(Rehearsal.Calendar(("noon", "0 12 * * *")));
        rehearsal.TellsOfSteps = false;
        rehearsal.SetWall(At(13, 0));
        Assert.Empty(rehearsal.Sweeps());

        rehearsal.Pass(TickLifecycle.LongestNap);

        Assert.Equal(["13:15:00"], rehearsal.Sweeps());
    }

    [Fact]
    public void A_host_without_word_of_its_clock_has_its_ticks_all_the_same()
    {
        var time = VirtualTime.OfThisThread;
        EventFilter.Warning(contains: "no such thing here").ExpectOne(() =>
            Sys.ActorOf(SchedulerActor.Props(Mondays, Nothing(), TestActor, ActorRefs.Nobody, ActorRefs.Nobody, new Mute(), time)));

        time.Pass(TimeSpan.FromMinutes(10));

        ExpectMsg<SupervisorEvent.SweepDue>();
    }

    [Fact]
    public void What_was_missed_while_we_were_down_is_served_by_the_sweep_at_our_start()
    {
        var rehearsal = new Rehearsal(Sys) { History = History.Empty with { TicksSeen = At(7, 0) } };
        rehearsal.Host.StoppedFromTheStart = [Rehearsal.Celery];
        rehearsal.Begin();
        Assert.Equal(["07:20:00"], rehearsal.Sweeps());
        Assert.Equal([At(7, 20)], rehearsal.TicksSeen());

        rehearsal.Pass(60);

        // The tick at 07:15 would have acted on it.
        Assert.Single(rehearsal.Host.Runs);
        Assert.Equal(["07:20:00"], rehearsal.Sweeps());
    }

    [Theory]
    [InlineData(-31 * 24 * 60)]
    [InlineData(60)]
    [InlineData(10 * 365 * 24 * 60)]
    public void A_state_from_long_ago_or_from_the_future_makes_no_sweep_of_its_own(int minutes)
    {
        var rehearsal = new Rehearsal(Sys) { History = History.Empty with { TicksSeen = Rehearsal.Monday.AddMinutes(minutes) } };
        rehearsal.Begin();
        rehearsal.Pass(60);

        Assert.Equal(["07:20:00"], rehearsal.Sweeps());
        Assert.Equal(1, rehearsal.ReadyTimes);
    }

    [Fact]
    public void A_tick_that_is_due_a_moment_after_our_start_serves_what_was_missed()
    {
        VirtualTime.OfThisThread.SetWall(At(7, 29, 30));
        var rehearsal = new Rehearsal(Sys) { History = History.Empty with { TicksSeen = At(7, 0) } };
        rehearsal.Begin();
        Assert.Empty(rehearsal.TicksSeen());
        rehearsal.Pass(60);

        Assert.Equal(["07:29:30", "07:30:00"], rehearsal.Sweeps());
        Assert.Equal([At(7, 30)], rehearsal.TicksSeen());
    }

    [Fact]
    public void Each_tick_is_written_down_and_a_first_life_begins_with_its_beginning()
    {
        var rehearsal = Begun();
        rehearsal.Pass(TimeSpan.FromMinutes(26));

        Assert.Equal([At(7, 20), At(7, 30), At(7, 45)], rehearsal.TicksSeen());
    }

    [Fact]
    public void A_crash_of_the_scheduler_neither_loses_a_tick_nor_makes_it_twice()
    {
        var rehearsal = Begun();
        for (var minute = 0; minute < 40; minute += 5)
        {
            rehearsal.Actor("scheduler").Tell(Kill.Instance);
            rehearsal.Pass(TimeSpan.FromMinutes(5));
        }

        Assert.Equal(["07:30:00", "07:45:00", "08:00:00"], rehearsal.Sweeps());
        Assert.Empty(rehearsal.Unhandled);
    }

    [Fact]
    public void A_crash_while_a_missed_tick_waits_does_not_lose_it()
    {
        var rehearsal = Begun(Rehearsal.Calendar(("early", "0 7 * * *"), ("noon", "0 12 * * *")));
        rehearsal.SetWall(At(11, 59, 30).AddDays(1));
        rehearsal.Actor("scheduler").Tell(Kill.Instance);
        rehearsal.SetWall(At(11, 58).AddDays(1));

        // early was waiting for noon, which is no longer near.
        Assert.Single(rehearsal.Sweeps());
    }

    private static TickLifecycle.Look Nothing() => TickLifecycle.Next(null, Mondays, Rehearsal.Monday);

    private Rehearsal Begun(ScheduleSettings? schedule = null)
    {
        var rehearsal = schedule is null ? new Rehearsal(Sys) : new Rehearsal(Sys) { Schedule = schedule };
        rehearsal.Begin();
        rehearsal.Log.Clear();
        return rehearsal;
    }

    private sealed class Mute : IClockSteps
    {
        public IDisposable Follow(Action stepped) => throw new IOException("no such thing here");
    }
}

internal static class Calendar
{
    /// <summary>When sweeps were written, as the log's clock shows it.</summary>
    public static IReadOnlyList<string> Sweeps(this Rehearsal rehearsal) =>
        [.. rehearsal.Log.Where(line => line.EndsWith("scripti başlatıldı", StringComparison.Ordinal)).Select(line => line.Split(' ')[3])];

    public static IEnumerable<DateTimeOffset> TicksSeen(this Rehearsal rehearsal) =>
        rehearsal.Journal.Entries.OfType<JournalEntry.TicksSeen>().Select(entry => entry.UpTo);
}
