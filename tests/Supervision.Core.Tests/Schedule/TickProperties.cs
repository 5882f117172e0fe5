using CsCheck;
using Supervision.Core.Schedule;

namespace Supervision.Core.Tests.Schedule;

/// <summary>
/// A clock that is stepped, a host that sleeps, timers that are late and a daemon that is restarted, at random: each instant of the
/// calendar that the clock has passed is served by one sweep, soon, and by no second one.
/// </summary>
public sealed class TickProperties
{
    private const int Rounds = 500;

    private static readonly ScheduleSettings[] Calendar =
    [
        Calendars.Contract,
        Calendars.In("Europe/Berlin", ("nightly", ["30 2 * * *"]), ("periodic", ["*/20 * * * *"])),
        Calendars.In("Australia/Lord_Howe", ("night", ["15,45 1,2 * * *"]), ("hourly", ["0 * * * *"])),
        Calendars.In("America/New_York", ("minutely", ["* * * * *"]), ("daily", ["59 23 * * *"])),
    ];

    // Just before a change of the offset in each of the zones, and a plain Monday.
    private static readonly DateTimeOffset[] Beginnings =
    [
        Calendars.At("2026-11-23T04:00:00Z"),
        Calendars.At("2026-03-28T23:30:00Z"),
        Calendars.At("2026-10-24T23:30:00Z"),
        Calendars.At("2026-10-03T14:30:00Z"),
        Calendars.At("2026-04-04T14:00:00Z"),
        Calendars.At("2026-11-01T04:30:00Z"),
    ];

    private static readonly Gen<(string Name, Action<SteppedHost> Strike)> Fates = Gen.Frequency(
        (6, Gen.Double[0, 3600.0].Select(seconds => ($"{seconds:0.000} s pass", Do(host => host.Pass(seconds))))),
        (3, Gen.Double[0, 100].Select(seconds => ($"{seconds:0.000} s pass", Do(host => host.Pass(seconds))))),
        (2, Gen.Double[0, 40 * 3600.0].Select(seconds => ($"asleep for {seconds:0} s", Do(host => host.Step(seconds))))),
        (2, Gen.Double[-7200, 0].Select(seconds => ($"back by {-seconds:0} s", Do(host => host.Step(seconds))))),
        (2, Gen.Double[0, 90].Select(seconds => ($"timers late by {seconds:0.0} s", Do(host => host.TimerLags = seconds)))),
        (2, Gen.Const(("restarted", Do(host => host.Restart())))),
        (1, Gen.Bool.Select(told => (told ? "steps are told" : "steps are not told", Do(host => host.TellsOfSteps = told)))),
        (1, Gen.Const(("woken for nothing", Do(host => host.Look())))));

    private static readonly Gen<(ScheduleSettings Settings, DateTimeOffset Beginning, (string Name, Action<SteppedHost> Strike)[] Lot)> Lots = Gen.Select(
        Gen.Int[0, Calendar.Length - 1].Select(index => Calendar[index]),
        Gen.Int[0, Beginnings.Length - 1].Select(index => Beginnings[index]),
        Fates.Array[1, 25]);

    [Fact]
    public void Every_tick_that_the_clock_has_passed_is_served_once_and_soon() =>
        Lots.Sample(
            lot =>
            {
                var host = new SteppedHost(lot.Settings, lot.Beginning);
                host.Look();
                foreach (var (_, strike) in lot.Lot)
                    strike(host);
                host.TimerLags = 0;
                host.Pass(20 * 60);

                host.HoldToTheRules();
            },
            iter: Rounds,
            print: lot => $"{lot.Item1.Zone.Id} from {lot.Item2:u}: {string.Join(", ", lot.Item3.Select(fate => fate.Name))}");

    [Fact]
    public void Whatever_the_state_on_disk_says_a_start_makes_one_sweep_at_most() =>
        Gen.Select(Gen.Int[0, Calendar.Length - 1], Gen.Long[0, DateTimeOffset.MaxValue.UtcTicks], Gen.Double[-3, 3]).Sample(
            (calendar, seen, near) =>
            {
                foreach (var upTo in new[] { new DateTimeOffset(seen, TimeSpan.Zero), Beginnings[0].AddHours(near) })
                {
                    var host = new SteppedHost(Calendar[calendar], Beginnings[0], upTo);
                    host.Look();
                    host.Look();

                    Assert.InRange(host.Sweeps.Count, 0, 1);
                    Assert.True(host.State!.DealtWith <= host.Now + TickLifecycle.FurthestBack);
                }
            },
            iter: Rounds);

    private static Action<SteppedHost> Do(Action<SteppedHost> strike) => strike;
}
