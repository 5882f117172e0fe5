using Supervision.Adapters.Resources;
using Supervision.Core.Resources;

namespace Supervision.Adapters.Tests.Resources;

public sealed class FileSystemTests : IDisposable
{
    // As the sandbox of the daemon shows them: each mount is read-only, and the root is there several times.
    private const string Sandbox =
        """
        931 884 254:0 / / ro,relatime shared:298 - ext4 /dev/vda rw,errors=remount-ro
        932 931 254:0 /tmp/systemd-private/tmp /tmp rw,nosuid - ext4 /dev/vda rw,errors=remount-ro
        933 931 254:0 /home /home ro,relatime - ext4 /dev/vda rw,errors=remount-ro
        934 931 254:1 / /var ro,relatime shared:3 - ext4 /dev/vdb ro,errors=remount-ro
        935 934 0:50 / /var/lib/docker/overlay2/x/merged rw - overlay overlay rw,lowerdir=/a,upperdir=/b,workdir=/c
        936 931 7:1 / /snap/x ro,relatime - squashfs /dev/loop1 ro
        937 931 0:5 / /proc rw - proc proc rw
        938 931 0:60 / /dev ro,nosuid - tmpfs tmpfs rw,size=4096k
        939 931 0:61 / /run rw,nosuid - tmpfs tmpfs rw,size=1000k
        940 939 0:62 / /run/credentials/x.service ro - tmpfs tmpfs ro
        941 931 254:9 / /mnt/archive ro - xfs /dev/vdc ro
        942 931 0:70 / /mnt/far rw - nfs4 server:/x rw
        943 931 254:7 / /srv rw - ext4 /dev/vde rw
        944 943 254:8 / /srv rw - ext4 /dev/vdf rw
        945 931 254:6 / /opt/inner rw - ext4 /dev/vdg rw
        946 931 254:5 / /opt rw - ext4 /dev/vdh rw
        """;

    private readonly RecordedHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Each_file_system_that_can_fill_counts_once() => Assert.Equal(
        ["/", "/mnt/far", "/opt", "/run", "/srv", "/var"],
        FileSystems.Of(Sandbox.Split('\n'), ["# /x / ext4 ro 0 0", "/dev/vdc /mnt/archive xfs noatime,ro 0 2"]).Select(system => system.Point));

    [Fact]
    public async Task A_file_system_is_read_only_by_its_own_word_and_not_by_the_sandboxs()
    {
        var sample = await _host.With("/proc/self/mountinfo", Sandbox).ReadAsync();

        Assert.Equal(0, sample.Value(MetricKind.DiskReadOnly, "/"));
        Assert.Equal(1, sample.Value(MetricKind.DiskReadOnly, "/var"));
        Assert.Equal(1, sample.Value(MetricKind.DiskReadOnly, "/mnt/archive"));
    }

    [Fact]
    public async Task A_table_that_changes_is_read_anew()
    {
        await _host.With("/proc/self/mountinfo", Sandbox).ReadAsync();

        var sample = await _host.With("/proc/self/mountinfo", "931 884 254:0 / / ro,relatime - ext4 /dev/vda ro").ReadAsync();

        Assert.Equal(["/"], sample.Subjects(MetricKind.DiskReadOnly));
        Assert.Equal(1, sample.Value(MetricKind.DiskReadOnly, "/"));
    }

    [Fact]
    public async Task A_file_system_that_hangs_hides_no_other_and_is_not_looked_at_twice()
    {
        using var release = new ManualResetEventSlim();
        var looks = 0;
        var usual = _host.Look;
        _host.Look = point =>
        {
            if (point == "/mnt/far")
            {
                Interlocked.Increment(ref looks);
                release.Wait();
            }

            return usual(point);
        };
        _host.With("/proc/self/mountinfo", Sandbox);

        foreach (var sample in (Sample[])[await _host.ReadAsync(), await _host.ReadAsync()])
        {
            Assert.Null(sample.Of(MetricKind.Disk, "/mnt/far"));
            Assert.Equal(0, sample.Value(MetricKind.DiskReadOnly, "/mnt/far"));
            Assert.Equal(50, sample.Of(MetricKind.Disk, "/var")?.Share);
        }

        Assert.Equal(1, looks);
        release.Set();
    }

    [Fact]
    public async Task Many_that_hang_leave_few_threads_behind()
    {
        using var release = new ManualResetEventSlim();
        var looks = 0;
        var hanging = new DiskLooks(point =>
        {
            Interlocked.Increment(ref looks);
            release.Wait();
            throw new IOException(point);
        });
        var systems = Enumerable.Range(0, 50).Select(number => new FileSystem($"/far/{number}", IsRemote: true, IsReadOnly: false)).ToArray();

        for (var sample = 0; sample < 20; sample++)
        {
            var before = Volatile.Read(ref looks);
            var deadline = new TaskCompletionSource();
            var seen = hanging.SeenBy([.. systems], deadline.Task);
            SpinWait.SpinUntil(() => Volatile.Read(ref looks) > before || seen.IsCompleted, TimeSpan.FromSeconds(10));
            deadline.SetResult();
            Assert.Empty(await seen);
        }

        Assert.Equal(DiskLooks.MostHanging, looks);
        release.Set();
    }
}
