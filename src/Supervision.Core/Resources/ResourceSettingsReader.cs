using System.Collections.Frozen;
using Supervision.Core.Configuration;
using Supervision.Core.Notifications;

namespace Supervision.Core.Resources;

/// <summary>Reads <c>healthcheck.resources</c>.</summary>
public static class ResourceSettingsReader
{
    // A kill is over at once; whether more follow is known after a while.
    private static readonly TimeSpan AfterKill = TimeSpan.FromHours(1);

    // More would be told of when it is over.
    private const double MostHysteresis = 50;

    private delegate Verdict<double> Meant(string text);

    public static ResourceSettings Read(Section resources)
    {
        var settings = new ResourceSettings(
            resources.Duration("every", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            resources.Duration("course", TimeSpan.FromMinutes(1), TimeSpan.FromDays(7)),
            resources.Percent("hysteresis").Value,
            resources.Texts("ignore"),
            Bounds(resources).ToFrozenDictionary(bound => bound.Kind));
        if (resources.IsSound("hysteresis") && settings.Hysteresis > MostHysteresis)
            resources.Reject("hysteresis", "must be from 0% to 50%", "write for example 5%");
        foreach (var path in settings.Ignore.Where(path => !path.StartsWith('/')))
        {
            resources.Reject(
                "ignore", $"has the entry {Excerpt.Of(path)}, which is no absolute path", "write the mount point, beginning with /");
        }

        return settings;
    }

    private static IEnumerable<ResourceBound> Bounds(Section resources) =>
    [
        Bound(resources, "cpu", MetricKind.Cpu, Percentage),
        Bound(resources, "steal", MetricKind.CpuSteal, Percentage),
        Bound(resources, "iowait", MetricKind.CpuWait, Percentage),
        Bound(resources, "load", MetricKind.Load, Amount),
        Bound(resources, "memory", MetricKind.Memory, Percentage, runsOut: true),
        Bound(resources, "swap", MetricKind.Swap, Percentage),
        Bound(resources, "swap-traffic", MetricKind.SwapTraffic, Size),
        Bound(resources, "pressure-cpu", MetricKind.PressureCpu, Percentage),
        Bound(resources, "pressure-memory", MetricKind.PressureMemory, Percentage),
        Bound(resources, "pressure-io", MetricKind.PressureIo, Percentage),
        Bound(resources, "disk", MetricKind.Disk, Percentage, runsOut: true),
        Bound(resources, "inodes", MetricKind.Inodes, Percentage, runsOut: true),
        Bound(resources, "descriptors", MetricKind.Descriptors, Percentage),
        Bound(resources, "tasks", MetricKind.Tasks, Percentage),
        Bound(resources, "network", MetricKind.NetworkErrors, Amount),
        Once(resources, "read-only", MetricKind.DiskReadOnly, TimeSpan.Zero),
        Once(resources, "oom-kills", MetricKind.OomKills, AfterKill),
    ];

    private static ResourceBound Bound(Section resources, string key, MetricKind kind, Meant meant, bool runsOut = false)
    {
        var section = resources.Under(key);
        var (warning, critical) = (Optional(section, "warning", meant), Optional(section, "critical", meant));
        if (warning >= critical && section.IsSound("warning") && section.IsSound("critical"))
            section.Reject("warning", "must be less than critical", "write a smaller one, or \"\" for no warning");
        var lasts = section.Duration("for", TimeSpan.Zero, TimeSpan.FromDays(1));
        return new ResourceBound(kind, key, warning, critical, lasts, lasts, runsOut ? FullIn(section) : null);
    }

    /// <summary>What has happened as soon as it is seen.</summary>
    private static ResourceBound Once(Section resources, string key, MetricKind kind, TimeSpan calm)
    {
        var severity = resources.OneOf<Severity?>(
            key, ("off", null), ("warning", Severity.Warning), ("critical", Severity.Critical));
        return new ResourceBound(
            kind, key, severity == Severity.Warning ? 1 : null, severity == Severity.Critical ? 1 : null, TimeSpan.Zero, calm, null);
    }

    private static TimeSpan? FullIn(Section section)
    {
        const string Key = "full-in";
        return section.IsEmpty(Key) ? null : section.Duration(Key, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30));
    }

    private static double? Optional(Section section, string key, Meant meant)
    {
        var text = section.Text(key);
        if (text.Length == 0)
            return null;
        var verdict = meant(text);
        if (verdict.Complaint is { } complaint)
            section.Reject(key, complaint.Message, complaint.Remedy);
        else if (verdict.Value <= 0)
            section.Reject(key, "must be more than 0", "write \"\" where it is not to be judged");
        return verdict.Value;
    }

    private static Verdict<double> Percentage(string text)
    {
        var verdict = Meaning.Percentage(text);
        return new(verdict.Value.Value, verdict.Complaint);
    }

    private static Verdict<double> Amount(string text) =>
        Configuration.Amount.TryParse(text, out var amount)
            ? new((double)amount, null)
            : new(1, new($"must be a number, but is {Excerpt.Of(text)}", "write for example 2 or 1.5"));

    private static Verdict<double> Size(string text)
    {
        var verdict = SizeMeaning.Read(text, new ByteCount(1), new ByteCount(1L << 50));
        return new(verdict.Value.Bytes, verdict.Complaint);
    }
}
