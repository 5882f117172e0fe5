using System.Diagnostics;

namespace Supervision.Core.Resources;

/// <summary>By which of its figures a reading is judged, and what thresholds are counted in.</summary>
public enum Measure
{
    /// <summary>Percent of its limit.</summary>
    Share,

    /// <summary>Its value for each unit of its limit: the load for each core.</summary>
    PerUnit,

    /// <summary>Its value, in the unit of its kind.</summary>
    Value,
}

/// <summary>What a reading is held against its thresholds by.</summary>
public static class Measures
{
    public static Measure Of(MetricKind kind) => kind switch
    {
        MetricKind.Cpu or MetricKind.CpuSteal or MetricKind.CpuWait or MetricKind.Memory or MetricKind.Swap or MetricKind.Disk
            or MetricKind.Inodes or MetricKind.Descriptors or MetricKind.Tasks => Measure.Share,
        MetricKind.Load => Measure.PerUnit,
        _ => Measure.Value,
    };

    /// <summary>Something that happened, and not an amount that was passed: there is no threshold to tell of.</summary>
    public static bool IsOccurrence(MetricKind kind) => kind is MetricKind.DiskReadOnly or MetricKind.OomKills;

    /// <summary>The figure that counts; null where the reading has no limit and would need one.</summary>
    public static double? Measured(this Reading reading) => Of(reading.Metric.Kind) switch
    {
        Measure.Share => reading.Share,
        Measure.PerUnit => reading.Limit is > 0 ? reading.Value / reading.Limit : null,
        Measure.Value => reading.Value,
        _ => throw new UnreachableException(),
    };
}
