using Supervision.Actors.Hosting;

namespace Supervision.Actors.Tests.Hosting;

public sealed class PunctualTimeTests
{
    // Where 0.3 ms are left, 0 ms would be asked for: whoever waits would be woken at once, and in vain.
    [Theory]
    [InlineData(0.0001, 2)]
    [InlineData(0.3, 2)]
    [InlineData(1, 2)]
    [InlineData(4999.7, 5001)]
    public void What_is_left_is_rounded_up_so_that_nobody_is_woken_before_the_time(double asked, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), PunctualTime.RoundedUp(TimeSpan.FromMilliseconds(asked)));

    [Fact]
    public void At_once_stays_at_once() => Assert.Equal(TimeSpan.Zero, PunctualTime.RoundedUp(TimeSpan.Zero));

    [Fact]
    public void Never_stays_never() => Assert.Equal(Timeout.InfiniteTimeSpan, PunctualTime.RoundedUp(Timeout.InfiniteTimeSpan));
}
