using Supervision.Core.Schedule;

namespace Supervision.Core.Tests.Schedule;

public sealed class TickCalendarTests
{
    [Fact]
    public void Monday_lines_on_the_grid_of_quarters_are_one_tick_each() =>
        Assert.Equal(
            [
                "Mon 07:15 +03:00 periodic",
                "Mon 07:30 +03:00 periodic+monday",
                "Mon 07:45 +03:00 periodic+monday",
                "Mon 08:00 +03:00 periodic+monday",
                "Mon 08:15 +03:00 periodic+monday",
                "Mon 08:30 +03:00 periodic+monday",
                "Mon 08:45 +03:00 periodic",
            ],
            Calendars.Contract.Coming("2026-11-23T07:00:00+03:00", 7));

    [Fact]
    public void On_a_Tuesday_there_is_only_the_grid() =>
        Assert.Equal(["Tue 07:30 +03:00 periodic", "Tue 07:45 +03:00 periodic"], Calendars.Contract.Coming("2026-11-24T07:15:00+03:00", 2));

    [Fact]
    public void An_instant_is_not_after_itself() =>
        Assert.Equal(["Mon 07:45 +03:00 periodic+monday"], Calendars.Contract.Coming("2026-11-23T07:30:00+03:00", 1));

    [Fact]
    public void A_tick_in_the_hour_that_summer_time_leaves_out_comes_when_the_hour_is_over() =>
        Assert.Equal(
            ["Sat 02:30 +01:00 nightly", "Sun 03:00 +02:00 nightly", "Mon 02:30 +02:00 nightly"],
            Calendars.In("Europe/Berlin", ("nightly", ["30 2 * * *"])).Coming("2026-03-27T12:00:00Z", 3));

    [Fact]
    public void A_tick_in_the_hour_that_comes_twice_comes_once() =>
        Assert.Equal(
            ["Sat 02:30 +02:00 nightly", "Sun 02:30 +02:00 nightly", "Mon 02:30 +01:00 nightly"],
            Calendars.In("Europe/Berlin", ("nightly", ["30 2 * * *"])).Coming("2026-10-23T12:00:00Z", 3));

    [Fact]
    public void Quarters_go_on_through_the_hour_that_is_left_out() =>
        Assert.Equal(
            ["Sun 01:45 +01:00 periodic", "Sun 03:00 +02:00 periodic", "Sun 03:15 +02:00 periodic"],
            Calendars.In("Europe/Berlin", ("periodic", ["*/15 * * * *"])).Coming("2026-03-29T00:30:00Z", 3));

    [Fact]
    public void Quarters_go_on_through_the_hour_that_comes_twice() =>
        Assert.Equal(
            ["Sun 02:45 +02:00 periodic", "Sun 02:00 +01:00 periodic", "Sun 02:15 +01:00 periodic"],
            Calendars.In("Europe/Berlin", ("periodic", ["*/15 * * * *"])).Coming("2026-10-25T00:30:00Z", 3));

    [Fact]
    public void Nothing_is_due_where_there_are_no_ticks() =>
        Assert.Null(TickCalendar.NextAfter(Calendars.At("2026-11-23T07:00:00Z"), Calendars.In("UTC")));

    [Fact]
    public void Nothing_is_due_on_a_day_that_never_comes() =>
        Assert.Null(TickCalendar.NextAfter(Calendars.At("2026-11-23T07:00:00Z"), Calendars.In("UTC", ("never", ["0 0 30 2 *"]))));
}
