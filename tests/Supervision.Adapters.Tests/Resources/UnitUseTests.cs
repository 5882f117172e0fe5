using System.Globalization;
using Supervision.Core.Resources;

namespace Supervision.Adapters.Tests.Resources;

/// <summary>What units use, on hosts with version 2 of control groups, with version 1 and with both.</summary>
public sealed class UnitUseTests : IDisposable
{
    private const string Cgroups = "/sys/fs/cgroup";
    private const string Unit = "nginx.service";
    private const string Slice = "/system.slice/" + Unit;

    private readonly RecordedHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Version_2_tells_everything_in_one_directory()
    {
        void Write(string folder, long microseconds, long bytes) => _host
            .With(folder + "/cpu.stat", $"usage_usec {microseconds}\nuser_usec 1\n")
            .With(folder + "/memory.current", "1048576\n").With(folder + "/memory.max", "4194304\n")
            .With(folder + "/pids.current", "5\n")
            .With(folder + "/io.stat", $"8:0 rbytes={bytes} wbytes={bytes} rios=1 wios=1 dbytes=0 dios=0\n8:16 rbytes=0 wbytes=5\n");

        Write(Cgroups + Slice, 1_000_000, 1000);
        await _host.ReadAsync("nginx");
        _host.Pass(TimeSpan.FromSeconds(1000));
        Write(Cgroups + Slice, 501_000_000, 501_000);
        var sample = await _host.ReadAsync("nginx");

        Assert.Equal(0.5, sample.Value(MetricKind.UnitCpu, Unit)!.Value, 0.01);
        Assert.Equal(new Reading(new Metric(MetricKind.UnitMemory, Unit), 1048576, 4194304), sample.Of(MetricKind.UnitMemory, Unit));
        Assert.Equal(5, sample.Value(MetricKind.UnitTasks, Unit));
        Assert.Equal(1000, sample.Value(MetricKind.UnitIo, Unit)!.Value, 10d);
    }

    [Theory]
    [InlineData("systemd", "cpuacct")]
    [InlineData("systemd", "cpu,cpuacct")]
    [InlineData("unified", "cpuacct")]
    public async Task Version_1_tells_each_in_its_own_hierarchy(string tree, string processors)
    {
        void Write(long nanoseconds, long bytes) => _host
            .With($"{Cgroups}/{tree}{Slice}/cgroup.procs", "")
            .With($"{Cgroups}/{processors}{Slice}/cpuacct.usage", $"{nanoseconds}\n")
            .With($"{Cgroups}/memory{Slice}/memory.usage_in_bytes", "1048576\n")
            .With($"{Cgroups}/memory{Slice}/memory.limit_in_bytes", "9223372036854771712\n")
            .With($"{Cgroups}/pids{Slice}/pids.current", "5\n")
            .With($"{Cgroups}/blkio{Slice}/blkio.throttle.io_service_bytes", $"8:0 Read {bytes}\n8:0 Write {bytes}\n8:0 Sync 9\n8:0 Total 99\nTotal 99\n");

        Write(1_000_000_000, 1000);
        await _host.ReadAsync("nginx");
        _host.Pass(TimeSpan.FromSeconds(1000));
        Write(501_000_000_000, 501_000);
        var sample = await _host.ReadAsync("nginx");

        Assert.Equal(0.5, sample.Value(MetricKind.UnitCpu, Unit)!.Value, 0.01);
        Assert.Equal(new Reading(new Metric(MetricKind.UnitMemory, Unit), 1048576, null), sample.Of(MetricKind.UnitMemory, Unit));
        Assert.Equal(5, sample.Value(MetricKind.UnitTasks, Unit));
        Assert.Equal(1000, sample.Value(MetricKind.UnitIo, Unit)!.Value, 10d);
    }

    [Fact]
    public async Task Where_no_controller_counts_the_processes_are_asked()
    {
        var pid = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        _host.With($"{Cgroups}/systemd{Slice}/cgroup.procs", pid + "\n");
        void Write(int ticks) => _host
            .With($"/proc/{pid}/statm", "9000 130 30 5 0 77 0\n")
            .With($"/proc/{pid}/stat", $"{pid} (a (b) c) S 1 1 1 0 -1 0 0 0 0 0 {ticks} {ticks} {ticks} {ticks} 20 0 7 0 1 1 1\n");

        Write(100);
        await _host.ReadAsync("nginx");
        _host.Pass(TimeSpan.FromSeconds(1000));
        Write(12_600);
        var sample = await _host.ReadAsync("nginx");

        Assert.Equal(100 * Environment.SystemPageSize, sample.Value(MetricKind.UnitMemory, Unit));
        Assert.Equal(7, sample.Value(MetricKind.UnitTasks, Unit));
        Assert.Equal(0.5, sample.Value(MetricKind.UnitCpu, Unit)!.Value, 0.01);
    }

    [Fact]
    public async Task A_unit_that_does_nothing_is_not_read_over_and_over_and_its_traffic_is()
    {
        const int Readings = 10;
        void Write(long microseconds, long memory, long bytes) => _host
            .With(Cgroups + Slice + "/cpu.stat", $"usage_usec {microseconds}\n")
            .With(Cgroups + Slice + "/memory.current", $"{memory}\n")
            .With(Cgroups + Slice + "/io.stat", $"8:0 rbytes={bytes} wbytes=0\n");

        async Task<(double? Memory, double? Traffic)> ReadAsync()
        {
            _host.Pass(TimeSpan.FromSeconds(10));
            var sample = await _host.ReadAsync("nginx");
            return (sample.Value(MetricKind.UnitMemory, Unit), sample.Value(MetricKind.UnitIo, Unit));
        }

        Write(1000, memory: 5, bytes: 0);
        Assert.Equal((5, null), await ReadAsync());

        Write(1000, memory: 3, bytes: 1_000_000);
        var (memory, traffic) = await ReadAsync();
        Assert.Equal(5, memory);
        Assert.Equal(100_000, traffic!.Value, 5000d);
        for (var reading = 3; reading <= Readings; reading++) Assert.Equal(5, (await ReadAsync()).Memory);
        Assert.Equal(3, (await ReadAsync()).Memory);

        Write(1001, memory: 8, bytes: 1_000_000);
        Assert.Equal(8, (await ReadAsync()).Memory);
    }

    [Fact]
    public async Task An_umbrella_is_what_its_instances_are()
    {
        _host.With($"{Cgroups}/system.slice/system-postgresql.slice/postgresql@15-main.service/memory.current", "1000\n");
        _host.With($"{Cgroups}/system.slice/system-postgresql.slice/postgresql@16-main.service/memory.current", "500\n");
        _host.With($"{Cgroups}/system.slice/postgresql-other.service/memory.current", "7\n");

        Assert.Equal(1500, (await _host.ReadAsync("postgresql")).Value(MetricKind.UnitMemory, "postgresql.service"));
    }

    [Fact]
    public async Task A_unit_that_comes_is_found_within_a_minute_and_one_that_goes_is_gone()
    {
        Assert.Null((await _host.ReadAsync("nginx")).Of(MetricKind.UnitMemory, Unit));

        _host.With($"{Cgroups}/custom.slice/custom-web.slice/{Unit}/memory.current", "5\n").Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(5, (await _host.ReadAsync("nginx")).Value(MetricKind.UnitMemory, Unit));

        _host.Without(Cgroups);
        Assert.Null((await _host.ReadAsync("nginx")).Of(MetricKind.UnitMemory, Unit));
    }

    [Fact]
    public async Task What_is_counted_for_a_unit_while_it_runs_is_found_within_an_hour()
    {
        _host.With($"{Cgroups}{Slice}/cgroup.procs", "");
        Assert.Null((await _host.ReadAsync("nginx")).Of(MetricKind.UnitMemory, Unit));

        _host.With($"{Cgroups}{Slice}/memory.current", "5\n").Pass(TimeSpan.FromHours(1));

        Assert.Equal(5, (await _host.ReadAsync("nginx")).Value(MetricKind.UnitMemory, Unit));
    }

    [Fact]
    public async Task A_part_of_another_unit_is_no_unit()
    {
        _host.With($"{Cgroups}/system.slice/docker.service/{Unit}/memory.current", "5\n");

        Assert.Null((await _host.ReadAsync("nginx")).Of(MetricKind.UnitMemory, Unit));
    }
}
