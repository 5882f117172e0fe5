using System.Globalization;
using Supervision.Core.Schedule;

namespace Supervision.Core.Tests.Schedule;

public sealed class TickLifecycleTests
{
    private const string Monday = "2026-11-23T07:20:00+03:00";

    [Fact]
    public void Woken_early_nothing_is_due()
    {
        var look = Look(Monday, "2026-11-23T07:29:59+03:00");

        Assert.Empty(look.Due);
        Assert.Equal(TimeSpan.FromSeconds(1), look.Nap);
        Assert.Equal(new TickState(Calendars.At("2026-11-23T07:29:59+03:00"), Awaited: null), look.State);
        Assert.Null(look.Seen);
    }

    [Fact]
    public void Ticks_on_one_instant_are_told_together_and_are_to_be_stored()
    {
        var look = Look(Monday, "2026-11-23T07:30:00.004+03:00");

        Assert.Equal(["periodic", "monday"], look.Due.AsEnumerable());
        Assert.Equal(TimeSpan.FromMinutes(15) - TimeSpan.FromMilliseconds(4), look.Nap);
        Assert.Equal(Calendars.At("2026-11-23T07:30:00.004+03:00"), look.Seen);
    }

    [Fact]
    public void A_tick_that_was_told_is_not_told_again()
    {
        var first = Look(Monday, "2026-11-23T07:30:00+03:00");
        var second = TickLifecycle.Next(first.State, Calendars.Contract, Calendars.At("2026-11-23T07:30:00.5+03:00"));

        Assert.Empty(second.Due);
        Assert.Null(second.Seen);
        Assert.Equal(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(0.5), second.Nap);
    }

    [Fact]
    public void All_that_was_missed_is_told_once_in_the_order_of_its_time()
    {
        Assert.Equal(["periodic", "monday"], Look(Monday, "2026-11-23T08:31:00+03:00").Due.AsEnumerable());
        Assert.Equal(
            ["late", "early"],
            Look(
                Calendars.In("UTC", ("early", ["0 9 * * *"]), ("late", ["0 12 * * *"])),
                "2026-11-23T10:00:00Z",
                "2026-11-24T11:00:00Z").Due.AsEnumerable());
    }

    [Fact]
    public void Each_missed_look_leaves_nothing_behind()
    {
        var look = Look(Monday, "2026-11-23T08:31:00+03:00");

        Assert.Equal(new TickState(Calendars.At("2026-11-23T08:31:00+03:00"), Awaited: null), look.State);
        Assert.Equal(TimeSpan.FromMinutes(14), look.Nap);
    }

    [Fact]
    public void No_nap_is_longer_than_the_longest() =>
        Assert.Equal(TickLifecycle.LongestNap, Look(Calendars.In("UTC", ("yearly", ["0 0 1 1 *"])), Monday, Monday).Nap);

    [Theory]
    // Missed at 07:30; the next is 07:45.
    [InlineData("2026-11-23T07:30:11+03:00", "periodic+monday", 15 * 60 - 11)]
    [InlineData("2026-11-23T07:43:59+03:00", "periodic+monday", 61)]
    [InlineData("2026-11-23T07:44:00+03:00", "", 60)]
    [InlineData("2026-11-23T07:44:59+03:00", "", 1)]
    [InlineData("2026-11-23T07:45:00+03:00", "periodic+monday", 15 * 60)]
    public void What_was_missed_comes_at_once_unless_its_like_is_due_within_a_minute(string now, string due, int nap)
    {
        var look = Look(Monday, now);

        Assert.Equal((due, TimeSpan.FromSeconds(nap)), (string.Join('+', look.Due), look.Nap));
        Assert.Equal(due.Length == 0, look.Seen is null);
    }

    [Fact]
    public void The_tick_that_was_waited_for_carries_the_names_of_all_that_were_missed()
    {
        // monday is missed at 08:30, and only periodic comes at 08:45.
        var waiting = Look("2026-11-23T08:29:00+03:00", "2026-11-23T08:44:30+03:00");
        Assert.Equal(Calendars.At("2026-11-23T08:45:00+03:00"), waiting.State.Awaited);

        var served = TickLifecycle.Next(waiting.State, Calendars.Contract, Calendars.At("2026-11-23T08:45:00+03:00"));

        Assert.Equal(["periodic", "monday"], served.Due.AsEnumerable());
        Assert.Equal(new TickState(Calendars.At("2026-11-23T08:45:00+03:00"), Awaited: null), served.State);
    }

    [Fact]
    public void A_tick_that_has_waited_is_not_put_off_again_however_late_the_timer_is()
    {
        var everyMinute = Calendars.In("UTC", ("minutely", ["* * * * *"]));
        var waiting = Look(everyMinute, "2026-11-23T07:00:30Z", "2026-11-23T07:01:30Z");
        Assert.Empty(waiting.Due);

        var late = TickLifecycle.Next(waiting.State, everyMinute, Calendars.At("2026-11-23T07:02:30Z"));

        Assert.Equal(["minutely"], late.Due.AsEnumerable());
    }

    [Fact]
    public void A_tick_that_comes_in_time_waits_for_no_other()
    {
        var everyMinute = Calendars.In("UTC", ("minutely", ["* * * * *"]));

        Assert.Equal(["minutely"], Look(everyMinute, "2026-11-23T07:00:30Z", "2026-11-23T07:01:09Z").Due.AsEnumerable());
    }

    [Fact]
    public void Where_the_clock_is_set_back_while_a_missed_tick_waits_it_comes_at_once()
    {
        var waiting = Look(Monday, "2026-11-23T07:44:30+03:00");

        Assert.Equal(
            ["periodic", "monday"],
            TickLifecycle.Next(waiting.State, Calendars.Contract, Calendars.At("2026-11-23T07:40:00+03:00")).Due.AsEnumerable());
    }

    [Theory]
    [InlineData("2026-11-23T07:20:00+03:00")] // an hour
    [InlineData("2026-11-23T06:20:00+03:00")] // as far as may be
    public void With_the_clock_set_back_a_little_no_tick_comes_a_second_time(string setTo)
    {
        var dealtWith = Calendars.At("2026-11-23T08:20:00+03:00");
        var state = new TickState(dealtWith, Awaited: null);
        var now = Calendars.At(setTo);
        while (now < dealtWith)
        {
            var look = TickLifecycle.Next(state, Calendars.Contract, now);
            Assert.Empty(look.Due);
            Assert.Equal(state, look.State);
            Assert.Null(look.Seen);
            Assert.InRange(look.Nap, TimeSpan.FromTicks(1), TickLifecycle.LongestNap);
            now += look.Nap;
        }

        Assert.Equal(["periodic", "monday"], TickLifecycle.Next(state, Calendars.Contract, Calendars.At("2026-11-23T08:30:00+03:00")).Due.AsEnumerable());
    }

    [Theory]
    [InlineData("2026-11-23T09:20:00.000001+03:00")] // further than may be, by as little as there is
    [InlineData("2027-11-23T08:20:00+03:00")]
    [InlineData("2036-11-23T08:20:00+03:00")]
    [InlineData("9999-12-31T23:59:59Z")]
    public void With_the_clock_set_back_further_the_next_tick_comes_as_if_nothing_had_been(string before)
    {
        var look = Look(before, Monday);

        Assert.Empty(look.Due);
        Assert.Equal(Calendars.At(Monday), look.State.DealtWith);
        Assert.Equal(TimeSpan.FromMinutes(10), look.Nap);

        // What is on disk would mislead the next life in the same way, and hide from it what was missed.
        Assert.Equal(Calendars.At(Monday), look.Seen);
    }

    [Theory]
    [InlineData("2026-11-23T08:20:00+03:00", "periodic+monday")]
    [InlineData("2026-12-22T07:20:00+03:00", "periodic+monday")]
    [InlineData("2036-11-23T07:20:00+03:00", "periodic+monday")]
    public void With_the_clock_set_forward_each_tick_comes_once_and_soon(string now, string due)
    {
        var look = Look(Monday, now);

        Assert.Equal(due, string.Join('+', look.Due));
        Assert.Equal(Calendars.At(now), look.State.DealtWith);
        Assert.InRange(look.Nap, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10));
    }

    [Fact]
    public void A_wrong_clock_that_is_put_right_again_costs_one_sweep_and_loses_nothing_after_it()
    {
        var wrong = Look(Monday, "2036-11-23T07:20:00+03:00");
        var right = TickLifecycle.Next(wrong.State, Calendars.Contract, Calendars.At("2026-11-23T07:21:00+03:00"));

        Assert.NotEmpty(wrong.Due);
        Assert.Empty(right.Due);
        Assert.Equal(TimeSpan.FromMinutes(9), right.Nap);
    }

    [Fact]
    public void A_first_life_counts_from_its_beginning_and_says_so()
    {
        var look = TickLifecycle.Next(TickState.After(null), Calendars.Contract, Calendars.At("2026-11-23T07:30:00+03:00"));

        Assert.Empty(look.Due);
        Assert.Equal(Calendars.At("2026-11-23T07:30:00+03:00"), look.Seen);
        Assert.Equal(TimeSpan.FromMinutes(15), look.Nap);
    }

    [Theory]
    [InlineData("2026-11-23T07:30:00.2+03:00", "2026-11-23T07:40:00+03:00", "")] // in the Monday window, between two ticks
    [InlineData("2026-11-23T07:30:00.2+03:00", "2026-11-23T07:46:00+03:00", "periodic+monday")] // over one of them
    [InlineData("2026-10-23T07:30:00.2+03:00", "2026-11-23T07:46:00+03:00", "periodic+monday")] // a month
    [InlineData("0001-01-01T00:00:00Z", "2026-11-23T07:46:00+03:00", "periodic+monday")]
    [InlineData("2026-11-23T08:30:00.2+03:00", "2026-11-23T08:46:00+03:00", "periodic")]
    public void A_restart_makes_up_for_what_was_missed_by_one_sweep(string seen, string now, string due) =>
        Assert.Equal(due, string.Join('+', TickLifecycle.Next(TickState.After(Calendars.At(seen)), Calendars.Contract, Calendars.At(now)).Due));

    [Theory]
    // The hour that is left out: what falls into it comes when it is over, and is missed like any other.
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-29 03:00 +02:00; 2026-03-30 02:30 +02:00")]
    [InlineData("America/New_York", "30 2 * * *", "2026-03-07T12:00:00Z", "2026-03-08 03:00 -04:00; 2026-03-09 02:30 -04:00")]
    [InlineData("Australia/Lord_Howe", "15 2 * * *", "2026-10-03T00:00:00Z", "2026-10-04 02:30 +11:00; 2026-10-05 02:15 +11:00")]
    // The hour that comes twice: what falls into it comes once.
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25 02:30 +02:00; 2026-10-26 02:30 +01:00")]
    [InlineData("America/New_York", "30 1 * * *", "2026-10-31T12:00:00Z", "2026-11-01 01:30 -04:00; 2026-11-02 01:30 -05:00")]
    [InlineData("Australia/Lord_Howe", "45 1 * * *", "2026-04-03T20:00:00Z", "2026-04-05 01:45 +11:00; 2026-04-06 01:45 +10:30")]
    // Türkiye has had one offset all year since 2016.
    [InlineData("Europe/Istanbul", "30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-29 02:30 +03:00; 2026-03-30 02:30 +03:00")]
    [InlineData("Europe/Istanbul", "30 3 * * *", "2026-10-24T12:00:00Z", "2026-10-25 03:30 +03:00; 2026-10-26 03:30 +03:00")]
    public void Across_a_change_of_the_offset_a_daily_tick_comes_once_a_day(string zone, string cron, string from, string expected)
    {
        var settings = Calendars.In(zone, ("daily", [cron]));
        var now = Calendars.At(from);
        var state = new TickState(now, Awaited: null);
        var came = new List<string>();
        while (came.Count < 2)
        {
            var look = TickLifecycle.Next(state, settings, now);
            if (!look.Due.IsEmpty)
                came.Add(TimeZoneInfo.ConvertTime(now, settings.Zone).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture));
            state = look.State;
            now += look.Nap;
        }

        Assert.Equal(expected, string.Join("; ", came));
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T12:00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-24T12:00:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-03T00:00:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-04T00:00:00Z")]
    [InlineData("Europe/Istanbul", "2026-10-24T12:00:00Z")]
    public void Across_a_change_of_the_offset_quarters_of_an_hour_go_on(string zone, string from)
    {
        var settings = Calendars.In(zone, ("periodic", ["*/15 * * * *"]));

        var instants = TickCalendar.Coming(Calendars.At(from), 200, settings).Select(due => due.At).ToList();

        Assert.All(instants.Zip(instants.Skip(1)), pair => Assert.Equal(TimeSpan.FromMinutes(15), pair.Second - pair.First));
    }

    private static TickLifecycle.Look Look(string dealtWith, string now) => Look(Calendars.Contract, dealtWith, now);

    private static TickLifecycle.Look Look(ScheduleSettings settings, string dealtWith, string now) =>
        TickLifecycle.Next(new TickState(Calendars.At(dealtWith), Awaited: null), settings, Calendars.At(now));
}
