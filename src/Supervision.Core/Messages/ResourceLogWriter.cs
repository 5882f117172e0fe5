using System.Collections.Immutable;
using Supervision.Core.Notifications;
using Supervision.Core.Resources;

namespace Supervision.Core.Messages;

/// <summary>Writes <c>system_monitor.log</c>, in the format of the other log.</summary>
public sealed class ResourceLogWriter(IServiceLog log, ResourceCatalogue catalogue, TimeZoneInfo zone)
{
    // What the summary leaves out is in the samples.
    private static readonly ImmutableArray<MetricKind> Summed =
    [
        MetricKind.Cpu, MetricKind.CpuWait, MetricKind.CpuSteal, MetricKind.Load, MetricKind.Memory, MetricKind.Swap,
        MetricKind.PressureCpu, MetricKind.PressureMemory, MetricKind.PressureIo, MetricKind.Disk, MetricKind.Inodes,
        MetricKind.Descriptors, MetricKind.Tasks, MetricKind.UnitCpu, MetricKind.UnitMemory, MetricKind.Uptime,
    ];

    private const string Separator = "----------------------------------------";

    /// <summary>Appends a change as it happens.</summary>
    /// <returns>The sentence, without its date; null for a notice that is of no resource.</returns>
    public string? Write(Notice notice)
    {
        var sentence = catalogue.Say(notice, zone);
        if (sentence is not null)
            log.Append(ServiceLogLine.Format(notice.At, zone, sentence));
        return sentence;
    }

    /// <summary>Appends how everything stands, what is wrong at the end, the worst first.</summary>
    public void Write(Sample sample, ImmutableArray<Trouble> troubles, DateTimeOffset at)
    {
        var figures = sample.Readings
            .Where(reading => Summed.Contains(reading.Metric.Kind))
            .OrderBy(reading => Summed.IndexOf(reading.Metric.Kind))
            .ThenBy(reading => reading.Metric.Subject, StringComparer.Ordinal)
            .Select(reading => $"{catalogue.Name(reading.Metric)}: {catalogue.Figure(reading)}");
        var wrong = troubles.IsEmpty ? [catalogue.NoTrouble] : troubles.Select(trouble => catalogue.Say(trouble, zone));
        foreach (var line in (IEnumerable<string>)[catalogue.SummaryStarted, .. figures, .. wrong, catalogue.SummaryFinished, Separator])
            log.Append(ServiceLogLine.Format(at, zone, line));
    }
}
