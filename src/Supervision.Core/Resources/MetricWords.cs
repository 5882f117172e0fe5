using System.Collections.Frozen;

namespace Supervision.Core.Resources;

/// <summary>The words for the kinds of figures, on disk and on the control socket.</summary>
public static class MetricWords
{
    private static readonly FrozenDictionary<MetricKind, string> Words = new Dictionary<MetricKind, string>
    {
        [MetricKind.Cpu] = "cpu",
        [MetricKind.CpuSteal] = "cpu-steal",
        [MetricKind.CpuWait] = "cpu-wait",
        [MetricKind.Load] = "load",
        [MetricKind.Memory] = "memory",
        [MetricKind.Swap] = "swap",
        [MetricKind.SwapTraffic] = "swap-traffic",
        [MetricKind.PressureCpu] = "pressure-cpu",
        [MetricKind.PressureMemory] = "pressure-memory",
        [MetricKind.PressureIo] = "pressure-io",
        [MetricKind.Disk] = "disk",
        [MetricKind.Inodes] = "inodes",
        [MetricKind.DiskReadOnly] = "disk-read-only",
        [MetricKind.Descriptors] = "descriptors",
        [MetricKind.Tasks] = "tasks",
        [MetricKind.OomKills] = "oom-kills",
        [MetricKind.NetworkErrors] = "network-errors",
        [MetricKind.Uptime] = "uptime",
        [MetricKind.UnitCpu] = "unit-cpu",
        [MetricKind.UnitMemory] = "unit-memory",
        [MetricKind.UnitTasks] = "unit-tasks",
        [MetricKind.UnitIo] = "unit-io",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, MetricKind> Kinds =
        Words.ToFrozenDictionary(entry => entry.Value, entry => entry.Key, StringComparer.Ordinal);

    public static string Of(MetricKind kind) => Words[kind];

    /// <summary>Null for a word that nobody here writes.</summary>
    public static MetricKind? Kind(string word) => Kinds.TryGetValue(word, out var kind) ? kind : null;
}
