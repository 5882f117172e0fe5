using System.Collections.Immutable;
using System.Text;
using Supervision.Adapters.Linux;
using Supervision.Core.Resources;
using Supervision.Core.Services;

namespace Supervision.Adapters.Resources;

/// <summary>The resources of this host, read from /proc and /sys without starting anything.</summary>
public sealed class HostResources : IResources, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly KernelFiles _files = new();
    private readonly TimeProvider _clock;
    private readonly Course _course;
    private readonly HostFigures _host;
    private readonly UnitGroups _units;
    private readonly DiskLooks _disks;
    private readonly string _root;
    private byte[] _mountinfo = [];
    private ImmutableArray<FileSystem> _systems = [];

    public HostResources(TimeProvider clock)
        : this(clock, "", DiskUse.Of)
    {
    }

    /// <param name="root">In front of /proc, /sys and /etc: nothing on a real host.</param>
    /// <param name="disk">How much of the file system at a place is used.</param>
    internal HostResources(TimeProvider clock, string root, Func<string, DiskUse> disk)
    {
        (_clock, _root) = (clock, root);
        _course = new Course(clock);
        _host = new HostFigures($"{root}/proc", _files);
        _units = new UnitGroups($"{root}/sys/fs/cgroup", $"{root}/proc", clock);
        _disks = new DiskLooks(disk);
    }

    public async Task<Sample> ReadAsync(ImmutableArray<UnitName> units, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => ReadAsync(units), cancellation).ConfigureAwait(false);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<Sample> ReadAsync(ImmutableArray<UnitName> units)
    {
        _course.Begin();
        _host.Add(_course);
        foreach (var (unit, groups) in _units.Of(units)) Add(unit.Text, groups);
        await AddDisksAsync().ConfigureAwait(false);
        return _course.End();
    }

    private void Add(string unit, ImmutableArray<UnitGroup> groups)
    {
        if (groups.IsEmpty) return;
        var use = groups[0].Read(_files);
        foreach (var group in groups.AsSpan()[1..]) use += group.Read(_files);
        _course.Add(MetricKind.UnitCpu, _course.PerSecond(MetricKind.UnitCpu, use.Time, unit), null, unit);
        _course.Add(MetricKind.UnitMemory, use.Memory, use.MemoryLimit, unit);
        _course.Add(MetricKind.UnitTasks, use.Tasks, null, unit);
        _course.Add(MetricKind.UnitIo, _course.PerSecond(MetricKind.UnitIo, use.Traffic, unit), null, unit);
    }

    private async Task AddDisksAsync()
    {
        ReadMounts();
        // The deadline is not left behind: it would keep its timer.
        using var over = new CancellationTokenSource();
        var seen = await _disks.SeenBy(_systems, Task.Delay(Patience, _clock, over.Token)).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        foreach (var system in _systems)
        {
            // Of the table, and so known of one that hangs, too.
            _course.Add(MetricKind.DiskReadOnly, system.IsReadOnly ? 1 : 0, null, system.Point);
            if (!seen.TryGetValue(system.Point, out var use)) continue;
            _course.Add(MetricKind.Disk, use.Bytes?.Used, use.Bytes?.Most, system.Point);
            _course.Add(MetricKind.Inodes, use.Files?.Used, use.Files?.Most, system.Point);
        }
    }

    // The table is the same nearly always.
    private void ReadMounts()
    {
        var text = _files.Read($"{_root}/proc/self/mountinfo");
        if (text.SequenceEqual(_mountinfo)) return;
        _mountinfo = text.ToArray();
        var fstab = Encoding.UTF8.GetString(_files.Read($"{_root}/etc/fstab")).Split('\n');
        _systems = FileSystems.Of(Encoding.UTF8.GetString(_mountinfo).Split('\n'), fstab);
    }
}
