using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Supervision.Adapters.Storage;
using Supervision.Core.Journal;
using Supervision.Core.Resources;

namespace Supervision.Bench;

/// <summary>How large samples.db becomes, and what a sample costs, over days that are simulated as fast as the disk takes them.</summary>
internal static class SamplesBench
{
    private static readonly DateTimeOffset Beginning = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public static async Task RunAsync(string file, int fileSystems, int units, int days, int everySeconds)
    {
        var random = new Random(20261123);
        var host = SimulatedHost.Of(fileSystems, units);
        var clock = new ClockAt(Beginning.AddDays(days));
        var samples = new SqliteSamples(
            file, SqliteSamples.UsualMostBytes, clock, (_, why) => throw new InvalidOperationException(why));
        var began = Stopwatch.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        long most = 0, count = 0;
        for (var at = Beginning; at < Beginning.AddDays(days); at = at.AddSeconds(everySeconds), count++)
        {
            if (await samples.StoreAsync(new Sample(at, host.Read(random))) is StoreReply.NotStored not)
                throw new InvalidOperationException(not.Why);
            if (count % 2880 == 0) most = Math.Max(most, Bytes(file));
        }

        var took = Stopwatch.GetElapsedTime(began);
        var used = Environment.CpuUsage.TotalTime - cpu;
        var reading = Stopwatch.GetTimestamp();
        var course = await samples.ReadAsync(Beginning, 80, CancellationToken.None);
        Say("metrics", host.Metrics);
        Say("samples", count);
        Say("most-bytes", Math.Max(most, Bytes(file)));
        Say("seconds", took.TotalSeconds);
        Say("cpu-microseconds-per-sample", used.TotalMicroseconds / count);
        Say("days-kept", (clock.GetUtcNow() - course.Found[0].At).TotalDays);
        Say("read-milliseconds", Stopwatch.GetElapsedTime(reading).TotalMilliseconds);
        await samples.DisposeAsync();
    }

    private static long Bytes(string file) =>
        new[] { file, file + "-wal" }.Where(File.Exists).Sum(part => new FileInfo(part).Length);

    private static void Say(string what, double figure) =>
        Console.WriteLine($"{what} {figure.ToString("0.#", CultureInfo.InvariantCulture)}");

    private sealed class ClockAt(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

/// <summary>A host whose figures move as those of a busy one do: much of it is noise, some of it stands still.</summary>
internal sealed class SimulatedHost
{
    private const double Gigabyte = 1L << 30;

    private readonly List<(Metric Metric, double? Limit, Func<Random, double> Next)> _metrics = [];

    public int Metrics => _metrics.Count;

    public static SimulatedHost Of(int fileSystems, int units)
    {
        var host = new SimulatedHost();
        host.Add(MetricKind.Cpu, "", 8, random => random.NextDouble() * 8);
        host.Add(MetricKind.CpuSteal, "", null, random => random.Next(4) == 0 ? random.NextDouble() : 0);
        host.Add(MetricKind.CpuWait, "", null, random => random.NextDouble());
        host.Add(MetricKind.Load, "", 8, random => Math.Round(random.NextDouble() * 8, 2));
        host.Add(MetricKind.Memory, "", 32 * Gigabyte, Walk(20 * Gigabyte, Gigabyte / 10));
        host.Add(MetricKind.Swap, "", 4 * Gigabyte, Walk(Gigabyte, Gigabyte / 1000));
        host.Add(MetricKind.SwapTraffic, "", null, random => random.Next(10) == 0 ? random.Next(1_000_000) : 0);
        foreach (var kind in new[] { MetricKind.PressureCpu, MetricKind.PressureMemory, MetricKind.PressureIo })
            host.Add(kind, "", null, random => Math.Round(random.NextDouble() * 5, 2));
        host.Add(MetricKind.Descriptors, "", 1_000_000, Walk(10_000, 200));
        host.Add(MetricKind.Tasks, "", 30_000, Walk(600, 20));
        host.Add(MetricKind.OomKills, "", null, _ => 0);
        host.Add(MetricKind.NetworkErrors, "eth0", null, _ => 0);
        var uptime = 0.0;
        host.Add(MetricKind.Uptime, "", null, _ => uptime += 30);
        for (var n = 0; n < fileSystems; n++)
        {
            host.Add(MetricKind.Disk, $"/srv/{n}", 500 * Gigabyte, Walk(200 * Gigabyte, n % 2 * Gigabyte / 100));
            host.Add(MetricKind.Inodes, $"/srv/{n}", 30_000_000, Walk(2_000_000, n % 2 * 100));
            host.Add(MetricKind.DiskReadOnly, $"/srv/{n}", 1, _ => 0);
        }

        for (var n = 0; n < units; n++)
        {
            // Every third of a host's units does nothing most of the time.
            var idle = n % 3 == 0;
            host.Add(MetricKind.UnitCpu, $"unit-{n}.service", null, random => idle && random.Next(20) > 0 ? 0 : random.NextDouble());
            host.Add(MetricKind.UnitMemory, $"unit-{n}.service", null, Walk(Gigabyte / 5, idle ? 0 : Gigabyte / 1000));
            host.Add(MetricKind.UnitTasks, $"unit-{n}.service", 4915, Walk(12, idle ? 0 : 1));
            host.Add(
                MetricKind.UnitIo, $"unit-{n}.service", null, random => idle && random.Next(20) > 0 ? 0 : random.Next(5_000_000));
        }

        return host;
    }

    public ImmutableArray<Reading> Read(Random random) =>
        [.. _metrics.Select(metric => new Reading(metric.Metric, metric.Next(random), metric.Limit))];

    private void Add(MetricKind kind, string subject, double? limit, Func<Random, double> next) =>
        _metrics.Add((new Metric(kind, subject), limit, next));

    private static Func<Random, double> Walk(double around, double step)
    {
        var at = around;
        return random => at = Math.Floor(at + ((random.NextDouble() - 0.5) * step) + ((around - at) * 0.001));
    }
}
