using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Supervision.Adapters.Resources;
using Supervision.Core.Resources;
using Supervision.Core.Services;

namespace Supervision.Bench;

/// <summary>Samples of this host with <c>stub@1.service</c> and its successors: the processor time of each, user and system, of the whole
/// process.</summary>
internal static class ResourceBench
{
    // What the compiler has not seen often it has not made fast yet; the product is compiled beforehand.
    private const int WarmUp = 100;

    // The kernel's clock of a process is exact, but what .NET does beside it is not the sample's: several make one figure.
    private const int Together = 5;

    public static async Task RunAsync(int count, int samples)
    {
        ImmutableArray<UnitName> units =
            [.. Enumerable.Range(1, count).Select(n => UnitName.Of(string.Create(CultureInfo.InvariantCulture, $"stub@{n}.service")))];
        using var resources = new HostResources(TimeProvider.System);
        using var self = Process.GetCurrentProcess();
        // The shell that became this process has had children of its own.
        var reaped = ReapedFaults();
        var sample = await SampleAsync(resources, units, WarmUp);
        for (var number = 0; number < samples; number++)
        {
            var before = Spent(self);
            sample = await SampleAsync(resources, units, Together);
            Console.WriteLine(((Spent(self) - before) / Together).TotalMicroseconds.ToString("0", CultureInfo.InvariantCulture));
        }

        // For whoever reads along: that the figures are of what they are said to be.
        await Console.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{Of(sample, MetricKind.Disk)} {Of(sample, MetricKind.UnitMemory)} {ReapedFaults() - reaped}"));
    }

    private static async Task<Sample> SampleAsync(HostResources resources, ImmutableArray<UnitName> units, int times)
    {
        var sample = await resources.ReadAsync(units, CancellationToken.None);
        for (var more = 1; more < times; more++) sample = await resources.ReadAsync(units, CancellationToken.None);
        return sample;
    }

    private static TimeSpan Spent(Process self)
    {
        self.Refresh();
        return self.TotalProcessorTime;
    }

    private static int Of(Sample sample, MetricKind kind) => sample.Readings.Count(reading => reading.Metric.Kind == kind);

    // proc(5), cminflt: any child that was ever started and waited for has left page faults here.
    private static long ReapedFaults()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        return long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[8], CultureInfo.InvariantCulture);
    }
}
