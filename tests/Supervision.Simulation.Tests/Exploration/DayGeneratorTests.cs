using Supervision.Simulation.Exploration;
using Supervision.Simulation.Faults;

namespace Supervision.Simulation.Tests.Exploration;

/// <summary>A seed means the same day for ever, and the days together have everything that can happen in them.</summary>
public sealed class DayGeneratorTests
{
    private static readonly DayGenerator Generator = new(Shipped.Settings(), TimeSpan.FromDays(1));

    [Fact]
    public void The_numbers_of_a_seed_are_those_that_the_algorithm_was_published_with()
    {
        var random = new SeededRandom(1234567);

        Assert.Equal([6457827717110365317, 3203168211198807973, 9817491932198370423], new[] { random.Next(), random.Next(), random.Next() });
    }

    [Fact]
    public void A_seed_gives_the_same_day_for_ever() => Assert.Equal(
        """
        2027-07-13T12:42:15.0000000+03:00
        06:17:45.0000001 hang = daphne
        06:17:59.0000001 kill = nginx
        06:17:59.0000001 kill = celerybeat
        06:18:09 heal = celery
        06:18:09 kill = postgresql
        06:18:09.9999999 kill = celery
        06:18:31.9999999 exit = nginx
        """,
        string.Join("\n", Generator.Draw(1).Faults.Select(planned => $"{planned.At:c} {planned.Fault}").Prepend($"{Generator.Draw(1).Start:o}")));

    [Fact]
    public void Every_kind_of_fault_is_drawn()
    {
        var drawn = Days(400).SelectMany(day => day.Faults).Select(planned => planned.Fault.GetType()).ToHashSet();

        var kinds = typeof(Fault).GetNestedTypes().Where(kind => kind != typeof(Fault.ChannelDown)).ToList();
        Assert.Subset(drawn, kinds.ToHashSet());
    }

    [Fact]
    public void A_way_to_people_fails_where_there_is_one()
    {
        var generator = new DayGenerator(
            Shipped.Settings("healthcheck.notify.email { smtp = \"127.0.0.1:25\", from = \"a@example.org\", to = [\"b@example.org\"] }"), TimeSpan.FromDays(1));

        Assert.Contains(Enumerable.Range(0, 100).SelectMany(day => generator.Draw((ulong)day).Faults), planned => planned.Fault is Fault.ChannelDown);
    }

    [Fact]
    public void Faults_strike_in_order_and_on_the_dot_and_a_tick_beside()
    {
        var faults = Days(200).SelectMany(day => day.Faults).ToList();

        Assert.All(Days(200), day => Assert.Equal(day.Faults.Select(planned => planned.At).Order(), day.Faults.Select(planned => planned.At)));
        Assert.All(faults, planned => Assert.InRange(planned.At, TimeSpan.Zero, TimeSpan.FromDays(1)));
        Assert.Contains(faults, planned => planned.At.Ticks % TimeSpan.TicksPerSecond == 1);
        Assert.Contains(faults, planned => planned.At.Ticks % TimeSpan.TicksPerSecond == TimeSpan.TicksPerSecond - 1);
    }

    [Fact]
    public void Many_days_begin_on_a_Monday_morning() =>
        Assert.InRange(Days(600).Count(day => day.Start is { DayOfWeek: DayOfWeek.Monday, Hour: 6 or 7 }), 120, 300);

    [Fact]
    public void Some_days_see_the_clocks_change_where_they_do()
    {
        var settings = Shipped.Settings("healthcheck.timezone = \"Europe/Berlin\"");
        var generator = new DayGenerator(settings, TimeSpan.FromDays(1));

        Assert.Contains(
            Enumerable.Range(0, 60).Select(day => generator.Draw((ulong)day)),
            day => settings.Zone.GetUtcOffset(day.Start) != settings.Zone.GetUtcOffset(day.Start.AddDays(1)));
    }

    private static IEnumerable<ExploredDay> Days(int count) => Enumerable.Range(0, count).Select(day => Generator.Draw((ulong)day));
}
