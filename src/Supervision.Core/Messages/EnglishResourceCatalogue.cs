using System.Diagnostics;
using Supervision.Core.Notifications;
using Supervision.Core.Resources;

namespace Supervision.Core.Messages;

internal sealed class EnglishResourceCatalogue : ResourceCatalogue
{
    public override string SummaryStarted => "System resource check started";

    public override string SummaryFinished => "System resource check finished";

    public override string NoTrouble => "All resources are well.";

    protected override char Point => '.';

    protected override string ReadOnly => "read-only";

    protected override string Writable => "writable";

    protected override string Kind(MetricKind kind) => kind switch
    {
        MetricKind.Cpu => "CPU",
        MetricKind.CpuSteal => "Stolen CPU (steal)",
        MetricKind.CpuWait => "CPU waiting for disks (iowait)",
        MetricKind.Load => "Load",
        MetricKind.Memory => "Memory",
        MetricKind.Swap => "Swap",
        MetricKind.SwapTraffic => "Swap traffic",
        MetricKind.PressureCpu => "CPU pressure",
        MetricKind.PressureMemory => "Memory pressure",
        MetricKind.PressureIo => "I/O pressure",
        MetricKind.Disk => "Disk",
        MetricKind.Inodes => "Inodes",
        MetricKind.DiskReadOnly => "File system",
        MetricKind.Descriptors => "Open files",
        MetricKind.Tasks => "Tasks",
        MetricKind.OomKills => "Processes killed for want of memory",
        MetricKind.NetworkErrors => "Network errors",
        MetricKind.Uptime => "Uptime",
        MetricKind.UnitCpu => "CPU",
        MetricKind.UnitMemory => "memory",
        MetricKind.UnitTasks => "tasks",
        MetricKind.UnitIo => "I/O",
        _ => throw new UnreachableException(),
    };

    protected override string Mark(Severity severity) => severity switch
    {
        Severity.Critical => "CRITICAL",
        Severity.Warning => "WARNING",
        Severity.Info => "INFO",
        _ => throw new UnreachableException(),
    };

    protected override string PercentOf(string number) => $"{number}%";

    protected override string Cores(string number) => $"{number} cores";

    protected override string PerCore(string number) => $"{number} for each core";

    protected override string Days(string days, string hours) => $"{days} days {hours} hours";

    protected override string Raised(string mark, string name, string figure, string threshold) =>
        $"{mark}: {name}: {figure}, threshold {threshold}";

    protected override string RunsOut(string mark, string name, string figure, string at) =>
        $"{mark}: {name}: {figure}; if it goes on like this it runs out at about {at}";

    protected override string Cleared(string name, string figure) => $"{name} is well again: {figure}";
}
