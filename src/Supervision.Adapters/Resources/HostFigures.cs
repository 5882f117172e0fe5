using System.Text;
using Supervision.Core.Resources;

namespace Supervision.Adapters.Resources;

/// <summary>What the kernel tells of the host as a whole: proc(5).</summary>
/// <param name="proc">Where the kernel shows itself.</param>
internal sealed class HostFigures(string proc, KernelFiles files)
{
    private const int Kibi = 1024;

    public void Add(Course course)
    {
        AddProcessors(course, out var cores);
        AddLoadAndTasks(course, cores);
        AddMemory(course);
        AddKernelCounts(course);
        AddPressure(course, MetricKind.PressureCpu, "cpu");
        AddPressure(course, MetricKind.PressureMemory, "memory");
        AddPressure(course, MetricKind.PressureIo, "io");
        AddDescriptors(course);
        AddNetwork(course);
        course.Add(MetricKind.Uptime, KernelText.Only(Read("uptime")));
    }

    // cpu  user nice system idle iowait irq softirq steal guest guest_nice: what guests used is in user and nice already.
    private void AddProcessors(Course course, out double? cores)
    {
        const int Idle = 3, Wait = 4, Steal = 7, Kinds = 8;
        cores = null;
        var text = Read("stat");
        if (!KernelText.NextLine(ref text, out var line) || !KernelText.NextWord(ref line, out var name) || !name.SequenceEqual("cpu"u8))
            return;
        var spent = new double?[Kinds];
        for (var kind = 0; kind < Kinds; kind++)
        {
            // A kernel that does not tell of one of them has ended its line before.
            spent[kind] = course.Since(MetricKind.Cpu, KernelText.NextNumber(ref line), part: Parts[kind]);
        }

        var count = 0;
        while (KernelText.NextLine(ref text, out line) && line.StartsWith("cpu"u8)) count++;
        if (count == 0) return;
        cores = count;
        // The kernel sets time spent idle and waiting back now and then; that kind counts as nothing then.
        var all = spent.Sum();
        if (spent[0] is null || all is not > 0) return;
        var busy = all - (spent[Idle] ?? 0) - (spent[Wait] ?? 0) - (spent[Steal] ?? 0);
        course.Add(MetricKind.Cpu, count * busy / all, count);
        course.Add(MetricKind.CpuSteal, count * spent[Steal] / all, count);
        course.Add(MetricKind.CpuWait, count * spent[Wait] / all, count);
    }

    private static readonly string[] Parts = ["user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal"];

    // 0.20 0.18 0.12 1/80 11206
    private void AddLoadAndTasks(Course course, double? cores)
    {
        var text = Read("loadavg");
        var load = KernelText.NextNumber(ref text);
        _ = KernelText.NextNumber(ref text);
        _ = KernelText.NextNumber(ref text);
        course.Add(MetricKind.Load, load, cores);
        if (!KernelText.NextWord(ref text, out var tasks) || tasks.IndexOf((byte)'/') is not (> 0 and var slash)) return;
        var count = KernelText.Number(tasks[(slash + 1)..]);
        var most = KernelText.Only(Read("sys/kernel/pid_max"));
        var threads = KernelText.Only(Read("sys/kernel/threads-max"));
        course.Add(MetricKind.Tasks, count, threads < most || most is null ? threads : most);
    }

    private void AddMemory(Course course)
    {
        var text = Read("meminfo");
        var (total, available) = (KernelText.Field(text, "MemTotal:"u8), KernelText.Field(text, "MemAvailable:"u8));
        course.Add(MetricKind.Memory, (total - available) * Kibi, total * Kibi);
        var (swap, free) = (KernelText.Field(text, "SwapTotal:"u8), KernelText.Field(text, "SwapFree:"u8));
        if (swap > 0) course.Add(MetricKind.Swap, (swap - free) * Kibi, swap * Kibi);
    }

    private void AddKernelCounts(Course course)
    {
        var text = Read("vmstat");
        var swapped = KernelText.Field(text, "pswpin"u8) + KernelText.Field(text, "pswpout"u8);
        course.Add(MetricKind.SwapTraffic, course.PerSecond(MetricKind.SwapTraffic, swapped) * Environment.SystemPageSize);
        course.Add(MetricKind.OomKills, course.Since(MetricKind.OomKills, KernelText.Field(text, "oom_kill"u8)));
    }

    // some avg10=0.00 avg60=0.00 avg300=0.00 total=0
    private void AddPressure(Course course, MetricKind kind, string what)
    {
        const int Percent = 100;
        var text = Read($"pressure/{what}");
        while (KernelText.NextLine(ref text, out var line))
        {
            if (!KernelText.NextWord(ref line, out var word) || !word.SequenceEqual("some"u8)) continue;
            while (KernelText.NextWord(ref line, out word))
            {
                if (word.StartsWith("avg60="u8)) course.Add(kind, KernelText.Number(word["avg60=".Length..]), Percent);
            }
        }
    }

    // Allocated, of those free, and the most.
    private void AddDescriptors(Course course)
    {
        var text = Read("sys/fs/file-nr");
        var (allocated, free, most) =
            (KernelText.NextNumber(ref text), KernelText.NextNumber(ref text), KernelText.NextNumber(ref text));
        course.Add(MetricKind.Descriptors, allocated - free, most);
    }

    // eth0: bytes packets errs drop fifo frame compressed multicast, and the same of what was sent.
    private void AddNetwork(Course course)
    {
        const int Errors = 2, Drops = 3, SentErrors = 10, SentDrops = 11;
        var text = Read("net/dev");
        while (KernelText.NextLine(ref text, out var line))
        {
            if (line.IndexOf((byte)':') is not (> 0 and var colon)) continue;
            var name = Encoding.UTF8.GetString(line[..colon].Trim((byte)' '));
            line = line[(colon + 1)..];
            double? bad = 0;
            for (var field = 0; field <= SentDrops; field++)
            {
                var number = KernelText.NextNumber(ref line);
                if (field is Errors or Drops or SentErrors or SentDrops) bad += number;
            }

            // The ends of containers' cables come and go with names that mean nothing.
            if (name != "lo" && !name.StartsWith("veth", StringComparison.Ordinal))
                course.Add(MetricKind.NetworkErrors, course.PerSecond(MetricKind.NetworkErrors, bad, name), subject: name);
        }
    }

    private ReadOnlySpan<byte> Read(string file) => files.Read($"{proc}/{file}");
}
