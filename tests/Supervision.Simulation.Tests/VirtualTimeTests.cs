using Supervision.Simulation.Time;

namespace Supervision.Simulation.Tests;

public sealed class VirtualTimeTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 4, 30, 0, TimeSpan.Zero);

    private readonly VirtualTime _time = new(Start);
    private readonly List<(string What, TimeSpan At)> _fired = [];

    [Fact]
    public void What_falls_due_happens_in_its_order_and_at_its_instant()
    {
        var begin = _time.Elapsed;
        In("late", seconds: 20);
        In("early", seconds: 10);
        In("early too", seconds: 10);

        _time.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(
            [("early", 10), ("early too", 10), ("late", 20)],
            _fired.Select(it => (it.What, (int)(it.At - begin).TotalSeconds)));
        Assert.Equal(TimeSpan.FromMinutes(1), _time.Elapsed - begin);
    }

    [Fact]
    public void What_a_timer_sets_off_within_the_step_happens_in_the_same_step()
    {
        _time.CreateTimer(_ => In("second", seconds: 5), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);

        _time.Pass(TimeSpan.FromSeconds(10));

        Assert.Equal("second", Assert.Single(_fired).What);
    }

    [Fact]
    public void A_period_is_kept_until_the_timer_is_disposed()
    {
        var timer = _time.CreateTimer(_ => _fired.Add(("tick", _time.Elapsed)), null, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(15));
        _time.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(4, _fired.Count);

        timer.Dispose();
        _time.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(4, _fired.Count);
    }

    [Fact]
    public void A_timer_that_was_put_off_does_not_fire_at_its_old_instant()
    {
        var timer = In("due", seconds: 10);
        timer.Change(TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);

        _time.Pass(TimeSpan.FromSeconds(29));
        Assert.Empty(_fired);
        _time.Pass(TimeSpan.FromSeconds(1));

        Assert.Single(_fired);
    }

    [Fact]
    public void The_wall_clock_can_be_set_back_and_the_monotonic_one_goes_on()
    {
        var before = _time.GetTimestamp();
        Assert.Equal(Start, _time.GetUtcNow());

        _time.SetWall(Start.AddHours(-1));
        _time.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(Start.AddMinutes(-59), _time.GetUtcNow());
        Assert.Equal(TimeSpan.FromMinutes(1), _time.GetElapsedTime(before));
    }

    private ITimer In(string what, int seconds) =>
        _time.CreateTimer(_ => _fired.Add((what, _time.Elapsed)), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
}
