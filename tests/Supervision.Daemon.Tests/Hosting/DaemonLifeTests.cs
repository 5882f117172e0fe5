using Supervision.Daemon.Hosting;

namespace Supervision.Daemon.Tests.Hosting;

public sealed class DaemonLifeTests
{
    [Theory]
    [InlineData("30000000", 10_000)]
    [InlineData("3000", 1)]
    public void The_watchdog_is_told_three_times_within_what_systemd_allows(string microseconds, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), DaemonLife.BeatEvery(microseconds));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("99999999999999999999999")]
    public void Where_systemd_does_not_watch_nothing_is_told(string? microseconds) => Assert.Null(DaemonLife.BeatEvery(microseconds));
}
