using Supervision.Core.Resources;

namespace Supervision.Adapters.Tests.Resources;

public sealed class HostFiguresTests : IDisposable
{
    private readonly RecordedHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Processor_time_is_that_since_the_sample_before()
    {
        _host.With("/proc/stat", "cpu  100 0 100 1000 100 0 0 0 50 0\ncpu0 1 2 3\ncpu1 1 2 3\nintr 5\n");
        Assert.Null((await _host.ReadAsync()).Of(MetricKind.Cpu));

        _host.With("/proc/stat", "cpu  150 10 120 1100 110 10 10 90 99 0\ncpu0 1 2 3\ncpu1 1 2 3\nintr 5\n");
        var sample = await _host.ReadAsync();

        // Of 300 ticks: 100 busy, 90 stolen, 10 waited. Guests are in user already.
        Assert.Equal(new Reading(new Metric(MetricKind.Cpu), 2 * 100 / 300d, 2), sample.Of(MetricKind.Cpu));
        Assert.Equal(2 * 90 / 300d, sample.Value(MetricKind.CpuSteal));
        Assert.Equal(2 * 10 / 300d, sample.Value(MetricKind.CpuWait));
    }

    [Fact]
    public async Task Waiting_that_the_kernel_sets_back_is_no_processor_time()
    {
        _host.With("/proc/stat", "cpu  100 0 100 1000 100 0 0 0\ncpu0 1\n");
        await _host.ReadAsync();
        _host.With("/proc/stat", "cpu  150 0 100 1050 90 0 0 0\ncpu0 1\n");

        Assert.Equal(0.5, (await _host.ReadAsync()).Value(MetricKind.Cpu));
    }

    [Fact]
    public async Task Memory_is_what_is_not_available_and_a_host_without_swap_has_none()
    {
        _host.With("/proc/meminfo", "MemTotal:       1000 kB\nMemFree:          10 kB\nMemAvailable:    400 kB\nSwapTotal:      0 kB\nSwapFree: 0 kB\n");
        var sample = await _host.ReadAsync();

        Assert.Equal(new Reading(new Metric(MetricKind.Memory), 600 * 1024, 1000 * 1024), sample.Of(MetricKind.Memory));
        Assert.Null(sample.Of(MetricKind.Swap));

        _host.With("/proc/meminfo", "SwapTotal:      100 kB\nSwapFree: 75 kB\n");
        Assert.Equal(25, (await _host.ReadAsync()).Of(MetricKind.Swap)?.Share);
    }

    [Fact]
    public async Task Counters_are_told_by_the_second_and_kills_by_their_number()
    {
        _host.With("/proc/vmstat", "pswpin 100\npswpout 50\noom_kill 3\n");
        _host.With("/proc/net/dev", "Inter-| x\n face |y\n  eth0: 1 2 10 5 0 0 0 0 3 4 1 1 0 0 0 0\n    lo: 1 2 3 4 0 0 0 0 5 6 7 8 0 0 0 0\n");
        var first = await _host.ReadAsync();
        Assert.Null(first.Of(MetricKind.OomKills));
        Assert.Null(first.Of(MetricKind.SwapTraffic));

        _host.Pass(TimeSpan.FromSeconds(1000));
        _host.With("/proc/vmstat", "pswpin 1100\npswpout 1050\noom_kill 5\n");
        _host.With("/proc/net/dev", "Inter-| x\n face |y\n  eth0: 1 2 510 505 0 0 0 0 3 4 501 501 0 0 0 0\n    lo: 1 2 3 4 0 0 0 0 5 6 7 9999 0 0 0 0\n");
        var sample = await _host.ReadAsync();

        Assert.Equal(2, sample.Value(MetricKind.OomKills));
        Assert.Equal(2d * Environment.SystemPageSize, sample.Value(MetricKind.SwapTraffic)!.Value, 0.05 * Environment.SystemPageSize);
        Assert.Equal(2, sample.Value(MetricKind.NetworkErrors, "eth0")!.Value, 0.05);
        Assert.Equal(["eth0"], sample.Subjects(MetricKind.NetworkErrors));
    }

    [Fact]
    public async Task A_counter_that_has_begun_anew_says_nothing()
    {
        _host.With("/proc/vmstat", "oom_kill 3\n");
        await _host.ReadAsync();
        _host.With("/proc/vmstat", "oom_kill 1\n");

        Assert.Null((await _host.ReadAsync()).Of(MetricKind.OomKills));
    }

    [Fact]
    public async Task Pressure_descriptors_tasks_load_and_uptime_are_read()
    {
        _host.With("/proc/pressure/cpu", "some avg10=9.00 avg60=1.25 avg300=7.00 total=5\nfull avg10=0.00 avg60=99.00 avg300=0.00 total=0\n");
        _host.With("/proc/sys/fs/file-nr", "1500\t300\t9223372036854775807\n");
        _host.With("/proc/loadavg", "0.48 3.17 3.24 2/216 4973\n").With("/proc/stat", "cpu 1 2 3 4 5 6 7 8\ncpu0 1\ncpu1 1\ncpu2 1\n");
        _host.With("/proc/sys/kernel/pid_max", "32768\n").With("/proc/sys/kernel/threads-max", "1000\n");
        _host.With("/proc/uptime", "350735.47 234388.90\n");

        var sample = await _host.ReadAsync();

        Assert.Equal(1.25, sample.Value(MetricKind.PressureCpu));
        Assert.Null(sample.Of(MetricKind.PressureMemory));
        Assert.Equal(1200, sample.Value(MetricKind.Descriptors));
        Assert.Equal(new Reading(new Metric(MetricKind.Load), 0.48, 3), sample.Of(MetricKind.Load));
        Assert.Equal(new Reading(new Metric(MetricKind.Tasks), 216, 1000), sample.Of(MetricKind.Tasks));
        Assert.Equal(350735.47, sample.Value(MetricKind.Uptime));
    }

    [Fact]
    public async Task Where_there_is_nothing_a_sample_is_empty() => Assert.Empty((await _host.ReadAsync("nginx")).Readings);

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData("garbage")]
    [InlineData("cpu\nMemTotal: -5 kB\nMemAvailable: NaN kB\nSwapTotal: 99999999999999999999999 kB\npswpin x\noom_kill")]
    [InlineData("some avg60=\nsome avg60=-1\nsome avg60=Infinity\n-1 -2 -3 x/y 5\n: : :\neth0: a b c d\n:1 2 3")]
    [InlineData("usage_usec\nusage_usec x\n8:0 rbytes= wbytes=x\n8:0 Read\n36 35 98:0 / /var")]
    [InlineData("x 36 35 98:0 / /var rw - ext4\n36 35 x:0 / /var rw - ext4 a rw\n- - - - - - - - - -")]
    public async Task Files_of_another_format_give_no_readings(string garbage)
    {
        foreach (var file in (string[])["stat", "loadavg", "meminfo", "vmstat", "pressure/cpu", "pressure/memory", "pressure/io",
            "sys/fs/file-nr", "net/dev", "uptime", "self/mountinfo", "sys/kernel/pid_max", "sys/kernel/threads-max"])
            _host.With("/proc/" + file, garbage);
        foreach (var file in (string[])["cpu.stat", "memory.current", "memory.max", "pids.current", "io.stat"])
            _host.With("/sys/fs/cgroup/system.slice/x.service/" + file, garbage);

        await _host.ReadAsync("x");
        var sample = await _host.ReadAsync("x");

        Assert.DoesNotContain(sample.Readings, reading => reading.Metric.Kind is not MetricKind.UnitIo || reading.Value != 0);
    }

    [Fact]
    public async Task A_file_longer_than_the_buffer_is_read_whole()
    {
        var interrupts = string.Concat(Enumerable.Range(0, 20_000).Select(number => $" {number}"));
        _host.With("/proc/vmstat", $"nr{interrupts}\noom_kill 1\n");
        await _host.ReadAsync();
        _host.With("/proc/vmstat", $"nr{interrupts}\noom_kill 8\n");

        Assert.Equal(7, (await _host.ReadAsync()).Value(MetricKind.OomKills));
    }
}
