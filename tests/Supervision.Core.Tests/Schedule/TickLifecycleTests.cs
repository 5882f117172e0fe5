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
        Assert.Equal(Calendars.At("2026-11-23T07:29:59+03:00"), look.LookedAt);
    }

    [Fact]
    public void Ticks_on_one_instant_are_told_together()
    {
        var look = Look(Monday, "2026-11-23T07:30:00+03:00");

        Assert.Equal(["periodic", "monday"], look.Due.AsEnumerable());
        Assert.Equal(TimeSpan.FromMinutes(15), look.Nap);
    }

    [Fact]
    public void A_tick_that_was_told_is_not_told_again()
    {
        var first = Look(Monday, "2026-11-23T07:30:00+03:00");
        var second = TickLifecycle.Next(first.LookedAt, Calendars.Contract, Calendars.At("2026-11-23T07:30:00.5+03:00"));

        Assert.Empty(second.Due);
        Assert.Equal(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(0.5), second.Nap);
    }

    [Fact]
    public void All_that_was_missed_is_told_once_in_the_order_of_its_time()
    {
        Assert.Equal(["periodic", "monday"], Look(Monday, "2026-11-23T08:31:00+03:00").Due.AsEnumerable());
        Assert.Equal(
            ["late", "early"],
            TickLifecycle.Next(
                Calendars.At("2026-11-23T10:00:00Z"),
                Calendars.In("UTC", ("early", ["0 9 * * *"]), ("late", ["0 12 * * *"])),
                Calendars.At("2026-11-24T11:00:00Z")).Due.AsEnumerable());
    }

    [Fact]
    public void Each_missed_look_leaves_nothing_behind()
    {
        var look = Look(Monday, "2026-11-23T08:31:00+03:00");

        Assert.Equal(Calendars.At("2026-11-23T08:31:00+03:00"), look.LookedAt);
        Assert.Equal(TimeSpan.FromMinutes(14), look.Nap);
    }

    [Fact]
    public void No_nap_is_longer_than_an_hour() =>
        Assert.Equal(
            TickLifecycle.LongestNap,
            TickLifecycle.Next(Calendars.At(Monday), Calendars.In("UTC", ("yearly", ["0 0 1 1 *"])), Calendars.At(Monday)).Nap);

    [Fact]
    public void With_the_clock_set_back_an_hour_no_tick_comes_a_second_time()
    {
        var lookedAt = Calendars.At("2026-11-23T08:20:00+03:00");
        var now = Calendars.At("2026-11-23T07:20:00+03:00");
        while (now < lookedAt)
        {
            var look = TickLifecycle.Next(lookedAt, Calendars.Contract, now);
            Assert.Empty(look.Due);
            Assert.Equal(lookedAt, look.LookedAt);
            Assert.InRange(look.Nap, TimeSpan.FromTicks(1), TickLifecycle.LongestNap);
            now += look.Nap;
        }

        Assert.Equal(["periodic", "monday"], TickLifecycle.Next(lookedAt, Calendars.Contract, Calendars.At("2026-11-23T08:30:00+03:00")).Due.AsEnumerable());
    }

    [Fact]
    public void With_the_clock_set_back_a_year_the_next_tick_comes_as_if_nothing_had_been()
    {
        var look = TickLifecycle.Next(Calendars.At("2027-11-23T08:20:00+03:00"), Calendars.Contract, Calendars.At(Monday));

        Assert.Empty(look.Due);
        Assert.Equal(Calendars.At(Monday), look.LookedAt);
        Assert.Equal(TimeSpan.FromMinutes(10), look.Nap);
    }

    [Fact]
    public void With_the_clock_set_forward_ten_years_each_tick_comes_once_and_soon()
    {
        // A tick that never falls due must not make anybody count all the others one by one.
        var settings = Calendars.In("Europe/Istanbul", ("periodic", ["*/15 * * * *"]), ("never", ["0 0 30 2 *"]));
        var now = Calendars.At("2036-11-23T07:20:00+03:00");
        var look = TickLifecycle.Next(Calendars.At(Monday), settings, now);

        Assert.Equal(["periodic"], look.Due.AsEnumerable());
        Assert.Equal(now, look.LookedAt);
        Assert.Equal(TimeSpan.FromMinutes(10), look.Nap);
    }

    private static TickLifecycle.Look Look(string lookedAt, string now) =>
        TickLifecycle.Next(Calendars.At(lookedAt), Calendars.Contract, Calendars.At(now));
}
