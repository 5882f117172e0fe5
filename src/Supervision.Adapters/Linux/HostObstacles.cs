using System.Collections.Concurrent;
using System.Collections.Immutable;
using Supervision.Core.Holds;

namespace Supervision.Adapters.Linux;

/// <summary>What the host itself says against starting anything.</summary>
/// <remarks>Each thing is looked at by a look of its own, so that what hangs hides nothing else.</remarks>
public sealed class HostObstacles : IObstacles
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1800);

    private readonly Func<ObstacleSettings> _settings;
    private readonly TimeProvider _clock;
    private readonly BoundedLook<PackageWork> _packages;
    private readonly ConcurrentDictionary<string, BoundedLook<MarkerFile>> _markers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, BoundedLook<SeenDisk>> _disks = new(StringComparer.Ordinal);
    private readonly FirstSeen _firstSeen;

    /// <param name="settings">Asked at every look: a reload may have changed them.</param>
    public HostObstacles(Func<ObstacleSettings> settings, TimeProvider clock)
        : this(settings, clock, PackageWork.Locks, "/proc")
    {
    }

    /// <param name="locks">The files that are locked while packages are worked on.</param>
    /// <param name="proc">Where the kernel shows locks and mounts.</param>
    internal HostObstacles(Func<ObstacleSettings> settings, TimeProvider clock, ImmutableArray<string> locks, string proc)
    {
        (_settings, _clock, Proc) = (settings, clock, proc);
        _packages = new BoundedLook<PackageWork>(() => PackageWork.Look(locks, proc));
        _firstSeen = new FirstSeen(clock);
    }

    private string Proc { get; }

    public async Task<ImmutableArray<Obstacle>> LookAsync(CancellationToken cancellation)
    {
        var settings = _settings();
        Forget(settings);
        // The deadline is not left behind: it would keep its timer.
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var deadline = Task.Delay(Patience, _clock, over.Token);
        var packages = settings.PackageUpgrade ? _packages.SeenBy(deadline) : Task.FromResult<PackageWork?>(null);
        var marker = settings.DeployMarker is { Length: > 0 } path
            ? LookAtMarker(path).SeenBy(deadline)
            : Task.FromResult<MarkerFile?>(null);
        var disks = await Task.WhenAll(settings.Paths.Select(place => LookAtDisk(place).SeenBy(deadline))).ConfigureAwait(false);
        ImmutableArray<Obstacle?> found =
        [
            Of(await packages.ConfigureAwait(false), settings),
            Of(await marker.ConfigureAwait(false), settings),
            .. disks.OfType<SeenDisk>().DistinctBy(disk => disk.Mount.Device).Select(disk => disk.Judge(settings.DiskFull)),
        ];
        await over.CancelAsync().ConfigureAwait(false);
        return [.. found.OfType<Obstacle>()];
    }

    private Obstacle? Of(PackageWork? work, ObstacleSettings settings)
    {
        if (work is null || _firstSeen.Age("packages", work.Holder) is not { } age) return null;
        var evidence = $"packages are being worked on: process {work.Holder} holds {work.Lock}";
        return age > settings.MaxAge
            ? new Obstacle(ObstacleKind.Stale, $"{evidence}, for longer than max-age: it is waited for no more", ObstacleSettings.MaxAgeKey)
            : new Obstacle(ObstacleKind.PackageUpgrade, evidence, ObstacleSettings.PackageUpgradeKey);
    }

    private Obstacle? Of(MarkerFile? marker, ObstacleSettings settings)
    {
        if (marker is null || _firstSeen.Age("marker", marker.Modified) is not { } seen) return null;

        // A time in the future is a clock's mistake; for how long we have seen the file is certain.
        var isStale = seen > settings.MaxAge || _clock.GetUtcNow() - marker.Modified > settings.MaxAge;
        return isStale
            ? new Obstacle(
                ObstacleKind.Stale,
                $"{settings.DeployMarker} lies there for longer than max-age and is no obstacle any more: remove it",
                ObstacleSettings.MaxAgeKey)
            : new Obstacle(
                ObstacleKind.Deployment,
                $"a deployment is under way: {settings.DeployMarker} is there",
                ObstacleSettings.DeployMarkerKey);
    }

    private BoundedLook<MarkerFile> LookAtMarker(string path) =>
        _markers.GetOrAdd(path, _ => new BoundedLook<MarkerFile>(() => MarkerFile.Look(path)));

    private BoundedLook<SeenDisk> LookAtDisk(string path) =>
        _disks.GetOrAdd(path, _ => new BoundedLook<SeenDisk>(() => SeenDisk.Look(path, Proc)));

    // A look that hangs is kept although nobody wants it any more: should its path come back, there must not be two.
    private void Forget(ObstacleSettings settings)
    {
        foreach (var (path, look) in _markers.Where(entry => entry.Key != settings.DeployMarker && !entry.Value.IsUnderWay))
            _markers.TryRemove(new(path, look));
        foreach (var (path, look) in _disks.Where(entry => !settings.Paths.Contains(entry.Key) && !entry.Value.IsUnderWay))
            _disks.TryRemove(new(path, look));
    }
}
