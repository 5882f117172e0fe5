using System.Collections.Immutable;

namespace Supervision.Core.Resources;

/// <summary>The host at one instant. What could not be read is absent, never zero.</summary>
/// <param name="At">Wall clock.</param>
public sealed record Sample(DateTimeOffset At, ImmutableArray<Reading> Readings);

/// <summary>One figure of a sample.</summary>
/// <param name="Value">In the unit of <see cref="Metric.Kind"/>.</param>
/// <param name="Limit">The most that <paramref name="Value"/> can be, in the same unit; null where nothing limits it.</param>
public readonly record struct Reading(Metric Metric, double Value, double? Limit)
{
    /// <summary>How much of the limit is used, in percent; null where there is none.</summary>
    public double? Share => Limit is > 0 ? Value / Limit * 100 : null;

    /// <summary>The largest of the values whose average <see cref="Value"/> is; null where it is no average.</summary>
    public double? Peak { get; init; }
}

/// <summary>What is measured.</summary>
/// <param name="Subject">Of which there are several: the mount point, the interface, the unit; empty for the host's own.</param>
public readonly record struct Metric(MetricKind Kind, string Subject = "");

/// <summary>The kinds of figures, with their units.</summary>
public enum MetricKind
{
    /// <summary>Cores in use over the time since the sample before; the limit is how many there are.</summary>
    Cpu,

    /// <summary>Cores that the hypervisor kept from us over that time.</summary>
    CpuSteal,

    /// <summary>Cores that had nothing to do but wait for a disk.</summary>
    CpuWait,

    /// <summary>The load average over one minute; the limit is the number of cores.</summary>
    Load,

    /// <summary>Bytes that are not available for a new program.</summary>
    Memory,

    /// <summary>Bytes.</summary>
    Swap,

    /// <summary>Bytes in and out per second.</summary>
    SwapTraffic,

    /// <summary>Percent of the last minute in which somebody waited for a processor (PSI "some avg60").</summary>
    PressureCpu,

    /// <summary>The same for memory.</summary>
    PressureMemory,

    /// <summary>The same for input and output.</summary>
    PressureIo,

    /// <summary>Bytes of a file system, by its mount point.</summary>
    Disk,

    /// <summary>Inodes of a file system, by its mount point.</summary>
    Inodes,

    /// <summary>1 where the file system itself was made read-only, 0 where it can be written.</summary>
    DiskReadOnly,

    /// <summary>Open files of the whole host.</summary>
    Descriptors,

    /// <summary>Processes and threads.</summary>
    Tasks,

    /// <summary>Processes that the kernel killed for want of memory, since the sample before.</summary>
    OomKills,

    /// <summary>Errors and drops per second, by interface.</summary>
    NetworkErrors,

    /// <summary>Seconds since the boot.</summary>
    Uptime,

    /// <summary>Cores in use by a watched unit, by its name.</summary>
    UnitCpu,

    /// <summary>Bytes of a watched unit.</summary>
    UnitMemory,

    /// <summary>Processes and threads of a watched unit.</summary>
    UnitTasks,

    /// <summary>Bytes read and written per second by a watched unit.</summary>
    UnitIo,
}
