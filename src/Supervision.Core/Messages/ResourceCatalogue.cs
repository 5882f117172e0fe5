using System.Diagnostics;
using System.Globalization;
using Supervision.Core.Notifications;
using Supervision.Core.Resources;

namespace Supervision.Core.Messages;

/// <summary>Every sentence about the host's resources in one language: what <c>system_monitor.log</c> is made of. One abstract member for
/// each, so that a language which lacks one does not compile.</summary>
public abstract class ResourceCatalogue
{
    public static ResourceCatalogue Turkish { get; } = new TurkishResourceCatalogue();

    public static ResourceCatalogue English { get; } = new EnglishResourceCatalogue();

    public static ResourceCatalogue For(Language language) => language switch
    {
        Language.Turkish => Turkish,
        Language.English => English,
        _ => throw new UnreachableException(),
    };

    /// <summary>What is measured, as people call it: <c>Disk /var</c>.</summary>
    public string Name(Metric metric) => metric.Subject.Length == 0 ? Kind(metric.Kind) : metric.Kind switch
    {
        MetricKind.UnitCpu or MetricKind.UnitMemory or MetricKind.UnitTasks or MetricKind.UnitIo => $"{metric.Subject} {Kind(metric.Kind)}",
        _ => $"{Kind(metric.Kind)} {metric.Subject}",
    };

    /// <summary>How much it is, and of how much: <c>86.4% (17.2 GiB / 19.9 GiB)</c>.</summary>
    public string Figure(Reading reading) => reading.Metric.Kind switch
    {
        MetricKind.Cpu or MetricKind.CpuSteal or MetricKind.CpuWait => Percent(reading.Share ?? 0),
        MetricKind.PressureCpu or MetricKind.PressureMemory or MetricKind.PressureIo => Percent(reading.Value),
        MetricKind.Load when reading.Limit is { } cores => $"{Number(reading.Value, 2)} ({Cores(Number(cores, 0))})",
        MetricKind.Load => Number(reading.Value, 2),
        MetricKind.Memory or MetricKind.Swap or MetricKind.Disk or MetricKind.UnitMemory => Of(reading, Bytes),
        MetricKind.Inodes or MetricKind.Descriptors or MetricKind.Tasks => Of(reading, amount => Number(amount, 0)),
        MetricKind.SwapTraffic or MetricKind.UnitIo => $"{Bytes(reading.Value)}/s",
        MetricKind.NetworkErrors => $"{Number(reading.Value, 1)}/s",
        MetricKind.UnitCpu => Cores(Number(reading.Value, 2)),
        MetricKind.OomKills or MetricKind.UnitTasks => Number(reading.Value, 0),
        MetricKind.DiskReadOnly => reading.Value > 0 ? ReadOnly : Writable,
        MetricKind.Uptime => Time(TimeSpan.FromSeconds(reading.Value)),
        _ => throw new UnreachableException(),
    };

    /// <summary>A threshold of the configuration, in its unit there.</summary>
    public string Threshold(MetricKind kind, double threshold) => kind switch
    {
        MetricKind.PressureCpu or MetricKind.PressureMemory or MetricKind.PressureIo => Percent(threshold),
        _ when Measures.Of(kind) == Measure.Share => Percent(threshold),
        MetricKind.SwapTraffic => $"{Bytes(threshold)}/s",
        MetricKind.NetworkErrors => $"{Number(threshold, 1)}/s",
        MetricKind.Load => PerCore(Number(threshold, 2)),
        _ => Number(threshold, 0),
    };

    /// <summary>One line as it happens; null for a notice that is of no resource.</summary>
    public string? Say(Notice notice, TimeZoneInfo zone) => notice switch
    {
        Notice.ResourceRaised it when Measures.IsOccurrence(it.Reading.Metric.Kind) =>
            $"{Mark(it.Severity)}: {Name(it.Reading.Metric)}: {Figure(it.Reading)}",
        Notice.ResourceRaised it => Raised(
            Mark(it.Severity), Name(it.Reading.Metric), Figure(it.Reading), Threshold(it.Reading.Metric.Kind, it.Threshold)),
        Notice.ResourceRunsOut it => RunsOut(
            Mark(Severity.Warning), Name(it.Reading.Metric), Figure(it.Reading), Clock(it.FullAt, zone)),
        Notice.ResourceCleared it => Cleared(Name(it.Reading.Metric), Figure(it.Reading)),
        _ => null,
    };

    /// <summary>What is wrong at this time, in one line.</summary>
    public string Say(Trouble trouble, TimeZoneInfo zone)
    {
        var (mark, name) = (Mark(trouble.Raised ?? Severity.Warning), Name(trouble.Reading.Metric));
        return trouble.FullAt is { } fullAt
            ? RunsOut(mark, name, Figure(trouble.Reading), Clock(fullAt, zone))
            : $"{mark}: {name}: {Figure(trouble.Reading)}";
    }
    public abstract string SummaryStarted { get; }

    public abstract string SummaryFinished { get; }

    /// <summary>The line of a summary that finds nothing wrong.</summary>
    public abstract string NoTrouble { get; }

    protected abstract char Point { get; }

    protected abstract string ReadOnly { get; }

    protected abstract string Writable { get; }

    protected abstract string Kind(MetricKind kind);

    /// <summary>The word for it at the beginning of a line.</summary>
    protected abstract string Mark(Severity severity);

    protected abstract string PercentOf(string number);

    protected abstract string Cores(string number);

    protected abstract string PerCore(string number);

    protected abstract string Days(string days, string hours);

    protected abstract string Raised(string mark, string name, string figure, string threshold);

    protected abstract string RunsOut(string mark, string name, string figure, string at);

    protected abstract string Cleared(string name, string figure);

    private string Percent(double share) => PercentOf(Number(share, 1));

    private string Of(Reading reading, Func<double, string> amount) => reading is { Share: { } share, Limit: { } limit }
        ? $"{Percent(share)} ({amount(reading.Value)} / {amount(limit)})"
        : amount(reading.Value);

    private string Bytes(double bytes)
    {
        const double Kibi = 1024;
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
        var unit = 0;
        for (; bytes >= Kibi && unit < units.Length - 1; unit++)
            bytes /= Kibi;
        return $"{Number(bytes, unit == 0 ? 0 : 1)} {units[unit]}";
    }

    private string Time(TimeSpan time) => Days(Number(Math.Floor(time.TotalDays), 0), Number(time.Hours, 0));

    private string Number(double number, int decimals) =>
        number.ToString(decimals == 0 ? "0" : decimals == 1 ? "0.0" : "0.00", CultureInfo.InvariantCulture).Replace('.', Point);

    // As people in Turkey write it; in English it is as good.
    private static string Clock(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture);
}
