using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging.Abstractions;
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

    [Fact]
    public void A_tree_that_broke_stops_the_process_with_an_end_after_which_systemd_starts_it_again()
    {
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        var life = new DaemonLife(new Unheard(), lifetime, NullLogger<DaemonLife>.Instance);
        Assert.Equal(0, life.ExitCode);

        life.Broken("the journal actor failed");

        // Restart=on-failure: any end but 0 and 78.
        Assert.Equal(70, life.ExitCode);
        Assert.True(lifetime.ApplicationStopping.IsCancellationRequested);
    }

    [Fact]
    public void A_tree_that_ends_within_an_orderly_stop_is_no_failure()
    {
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        var life = new DaemonLife(new Unheard(), lifetime, NullLogger<DaemonLife>.Instance);
        lifetime.StopApplication();

        life.Broken("the supervision tree ended");

        Assert.Equal(0, life.ExitCode);
    }

    private sealed class Unheard : ISystemdNotifier
    {
        public bool IsEnabled => false;

        public void Notify(ServiceState state)
        {
        }
    }
}
