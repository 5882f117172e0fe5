using Supervision.Core.Services;
using Supervision.Simulation.Exploration;
using Supervision.Simulation.Faults;

namespace Supervision.Simulation.Tests.Exploration;

/// <summary>Of a long day only what is needed is left.</summary>
public sealed class ShrinkerTests
{
    private static readonly ServiceName Nginx = new("nginx");

    [Fact]
    public void The_two_faults_that_are_to_blame_are_left_with_round_times()
    {
        var day = Day(30);
        var shortest = new Shrinker(less => Has(less, 7) && Has(less, 23), 1000).Shrink(day);

        Assert.Equal([7, 23], shortest.Faults.Select(Number));
        Assert.Equal([TimeSpan.Zero, TimeSpan.Zero], shortest.Faults.Select(planned => planned.At));
    }

    [Fact]
    public void Order_is_kept_where_times_are_rounded()
    {
        var shortest = new Shrinker(less => Has(less, 7) && Has(less, 23) && less.Faults[^1].At >= TimeSpan.FromMinutes(20), 1000).Shrink(Day(30));

        Assert.Equal(shortest.Faults.Select(planned => planned.At).Order(), shortest.Faults.Select(planned => planned.At));
        Assert.Equal(TimeSpan.FromMinutes(23), shortest.Faults[^1].At);
    }

    [Fact]
    public void A_day_that_needs_no_fault_is_left_without_any() => Assert.Empty(new Shrinker(_ => true, 1000).Shrink(Day(9)).Faults);

    [Fact]
    public void It_gives_up_after_so_many_days()
    {
        var lived = 0;
        new Shrinker(_ => { lived++; return false; }, 5).Shrink(Day(30));

        Assert.Equal(5, lived);
    }

    private static ExploredDay Day(int faults) => new(
        1,
        Course.Start,
        TimeSpan.FromDays(1),
        [.. Enumerable.Range(0, faults).Select(number => new PlannedFault(
            TimeSpan.FromMinutes(number) + TimeSpan.FromMilliseconds(17), new Fault.CrashLoop(Nginx, TimeSpan.FromSeconds(number), null)))]);

    private static bool Has(ExploredDay day, int number) => day.Faults.Any(planned => Number(planned) == number);

    private static int Number(PlannedFault planned) => (int)((Fault.CrashLoop)planned.Fault).Lives.TotalSeconds;
}
