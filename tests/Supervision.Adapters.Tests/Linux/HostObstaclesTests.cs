using System.Collections.Immutable;
using CliWrap;
using Supervision.Adapters.Linux;
using Supervision.Core.Configuration;
using Supervision.Core.Holds;

namespace Supervision.Adapters.Tests.Linux;

/// <summary>Real locks and files; mounts that only root can make are tried on a booted host.</summary>
public sealed class HostObstaclesTests : IDisposable
{
    private static readonly ObstacleSettings Nothing = ObstacleSettings.None with { Paths = [] };

    private readonly TemporaryDirectory _directory = new();
    private readonly HandClock _clock = new();

    public void Dispose() => _directory.Dispose();

    private string Marker => _directory.File("deploy");

    private ObstacleSettings WithMarker => Nothing with { DeployMarker = Marker, MaxAge = TimeSpan.FromHours(1) };

    private HostObstacles On(ObstacleSettings settings, string proc = "/proc", params string[] locks) =>
        new(() => settings, _clock, [.. locks], proc);

    private static async Task<ImmutableArray<Obstacle>> Look(HostObstacles obstacles) => await obstacles.LookAsync(CancellationToken.None);

    private void MakeMarker(TimeSpan age)
    {
        File.WriteAllText(Marker, "");
        File.SetLastWriteTimeUtc(Marker, (_clock.GetUtcNow() - age).UtcDateTime);
    }

    [Fact]
    public async Task Where_nothing_is_in_the_way_nothing_is_told() =>
        Assert.Empty(await Look(
            On(WithMarker with { PackageUpgrade = true, Paths = ["/no/such/directory"] }, locks: _directory.File("none"))));

    [Fact]
    public async Task A_marker_is_an_obstacle_while_it_is_there()
    {
        var obstacles = On(WithMarker);
        MakeMarker(TimeSpan.FromMinutes(5));

        var found = Assert.Single(await Look(obstacles));
        File.Delete(Marker);

        Assert.Equal((ObstacleKind.Deployment, "healthcheck.obstacles.deploy-marker"), (found.Kind, found.Key));
        Assert.Contains(Marker, found.Evidence, StringComparison.Ordinal);
        Assert.Empty(await Look(obstacles));
    }

    [Fact]
    public async Task A_marker_that_is_too_old_is_stale_until_it_is_touched_again()
    {
        var obstacles = On(WithMarker);
        MakeMarker(TimeSpan.FromMinutes(61));
        var stale = Assert.Single(await Look(obstacles));

        MakeMarker(TimeSpan.Zero);
        var fresh = Assert.Single(await Look(obstacles));

        Assert.Equal((ObstacleKind.Stale, "healthcheck.obstacles.max-age"), (stale.Kind, stale.Key));
        Assert.Equal(ObstacleKind.Deployment, fresh.Kind);
    }

    [Fact]
    public async Task A_marker_of_the_future_is_stale_when_it_was_seen_for_that_long()
    {
        var obstacles = On(WithMarker);
        MakeMarker(TimeSpan.FromDays(-3650));
        Assert.Equal(ObstacleKind.Deployment, Assert.Single(await Look(obstacles)).Kind);

        _clock.Advance(TimeSpan.FromMinutes(61));

        Assert.Equal(ObstacleKind.Stale, Assert.Single(await Look(obstacles)).Kind);
    }

    [Fact]
    public async Task What_is_told_does_not_change_while_nothing_changes()
    {
        var obstacles = On(WithMarker);
        MakeMarker(TimeSpan.FromMinutes(61));
        var before = await Look(obstacles);

        _clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal(before.AsEnumerable(), await Look(obstacles));
    }

    [Fact]
    public async Task A_lock_that_another_process_holds_is_work_on_packages_and_stale_in_the_end()
    {
        var file = _directory.File("lock");
        var held = _directory.File("held");
        await File.WriteAllTextAsync(file, "");
        using var end = new CancellationTokenSource();
        var locker = Cli.Wrap("flock").WithArguments([file, "sh", "-c", $"touch {held}; sleep infinity"]).ExecuteAsync(end.Token);
        while (!File.Exists(held) && !locker.Task.IsCompleted)
        {
        }

        var obstacles = On(Nothing with { PackageUpgrade = true }, locks: [_directory.File("none"), file]);
        var found = Assert.Single(await Look(obstacles));
        _clock.Advance(TimeSpan.FromMinutes(61));
        var stale = Assert.Single(await Look(obstacles));
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => locker.Task);

        Assert.Equal((ObstacleKind.PackageUpgrade, "healthcheck.obstacles.package-upgrade"), (found.Kind, found.Key));
        Assert.Contains(file, found.Evidence, StringComparison.Ordinal);
        Assert.Equal((ObstacleKind.Stale, "healthcheck.obstacles.max-age"), (stale.Kind, stale.Key));
    }

    [Fact]
    public async Task New_settings_count_from_the_next_look_on()
    {
        var settings = Nothing;
        var obstacles = new HostObstacles(() => settings, _clock, [], "/proc");
        MakeMarker(TimeSpan.Zero);
        Assert.Empty(await Look(obstacles));

        settings = WithMarker;

        Assert.Single(await Look(obstacles));
    }

    [Fact]
    public async Task A_disk_that_is_used_beyond_the_limit_is_full_and_told_once_for_all_its_paths()
    {
        var inside = _directory.File("inside");
        Directory.CreateDirectory(inside);

        var found = Assert.Single(await Look(On(Nothing with { DiskFull = new Percent(0), Paths = [_directory.Path, inside] })));

        Assert.Equal((ObstacleKind.DiskFull, "healthcheck.obstacles.disk-full"), (found.Kind, found.Key));
        Assert.Contains(_directory.Path, found.Evidence, StringComparison.Ordinal);
        Assert.Empty(await Look(On(Nothing with { DiskFull = new Percent(100), Paths = [_directory.Path] })));
    }

    [Fact]
    public async Task A_host_whose_proc_cannot_be_read_has_no_obstacles() => Assert.Empty(
        await Look(On(
            Nothing with { PackageUpgrade = true, DiskFull = new Percent(0), Paths = ["/"] }, _directory.File("proc"), "/etc/passwd")));

    [Fact]
    public async Task A_look_that_hangs_is_given_up_at_the_deadline_and_has_no_second()
    {
        using var release = new ManualResetEventSlim();
        var looks = 0;
        var look = new BoundedLook<string>(() =>
        {
            Interlocked.Increment(ref looks);
            release.Wait();
            return "seen";
        });

        Assert.Null(await look.SeenBy(Task.CompletedTask));
        Assert.Null(await look.SeenBy(Task.CompletedTask));
        Assert.True(look.IsUnderWay);
        // Asked before it is released: one that is asked after the look has ended rightly looks again.
        var third = look.SeenBy(Task.Delay(Timeout.InfiniteTimeSpan, _clock));
        release.Set();

        Assert.Equal("seen", await third);
        Assert.Equal(1, looks);
    }

    [Theory]
    [InlineData(98.9, 10.0, null)]
    [InlineData(99.0, 10.0, "is full")]
    [InlineData(10.0, 99.5, "has no inodes left")]
    [InlineData(10.0, null, null)]
    [InlineData(null, null, null)]
    public void What_is_used_up_is_told(double? blocks, double? inodes, string? how) =>
        Assert.Equal(how, new DiskUse(blocks, inodes).Exhausted(new Percent(99)));
}
