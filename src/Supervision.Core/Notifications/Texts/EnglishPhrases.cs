using System.Globalization;
using Supervision.Core.Resources;

namespace Supervision.Core.Notifications.Texts;

internal sealed class EnglishPhrases : Phrases
{
    public override string Tag => "en";

    public override string Word(Severity severity, string ofEvent) => (severity, ofEvent) switch
    {
        (_, NoticeFacts.Test) => "TEST",
        (Severity.Critical, _) => "CRITICAL",
        (Severity.Warning, _) => "WARNING",
        _ when NoticeFacts.IsEnd(ofEvent) => "RECOVERED",
        _ => "INFO",
    };

    public override string StillSo(string headline) => $"Still so: {headline}";

    protected override Labels LabelOf { get; } = new(
        Host: "Host",
        Time: "Time",
        Since: "Since",
        Evidence: "Cause",
        Consequences: "Down because of it",
        Members: "Services",
        Next: "What comes next",
        Left: "Runs left",
        Look: "To look at it",
        Lasted: "Lasted",
        How: "How",
        Value: "Value",
        Threshold: "Threshold",
        By: "Begun by");

    protected override string TimeFormat => "yyyy-MM-dd HH:mm";

    protected override char Comma => '.';

    protected override string DaemonRestarted => "healthcheck is back after an end that nobody ordered";

    protected override string BackendRuns => "backend.sh is being run.";

    protected override string UnitsRestart => "The service is being restarted.";

    protected override string OnlyAPerson => "Nothing more is done by itself; a person has to look at it.";

    protected override string ByItself => "It needed no restart.";

    protected override string Everything => "all services";

    protected override string Down(string service) => $"{service} is down";

    protected override string Changed(string service) => $"The outage has changed; its root is {service}";

    protected override string RunFailed(string service) => $"The restart did not help, {service} is still down";

    protected override string GaveUp(string service) => $"Recovery of {service} has stopped";

    protected override string Recovered(string service) => $"{service} is up again";

    protected override string NotWatched(string service) => $"{service} is not watched any more";

    protected override string Flapping(string service) => $"{service} goes up and down all the time";

    protected override string FlappingEnded(string service) => $"{service} has been steady for a while";

    protected override string Warning(string resource) => $"{resource} is over its warning threshold";

    protected override string Critical(string resource) => $"{resource} is over its critical threshold";

    protected override string RunsOut(string resource, string at) => $"{resource}: if it goes on like this, it runs out at about {at}";

    protected override string Cleared(string resource) => $"{resource} is back to normal";

    protected override string CertificateEnding(string service, string probe) => $"The certificate of {service} ends soon ({probe})";

    protected override string CertificateRenewed(string service, string probe) => $"The certificate of {service} was renewed ({probe})";

    protected override string HoldEnding(string service, string until) => $"The hold on {service} ends at {until}; was it forgotten?";

    protected override string Ready(Light light) => light switch
    {
        Light.Green => "The host is ready for the week",
        Light.Amber => "The host is ready, but something needs attention",
        _ => "The host is not ready",
    };

    protected override string Test(string mark) => $"This is a test message ({mark})";

    protected override string EndedUnseen(string topic) => $"It ended while the supervisor was away ({topic})";

    protected override string HeldBack(string count) => $"There were too many messages: {count} were not sent";

    protected override string Quiet(string count) => $"Outages that were over before anybody was told: {count}";

    protected override string NothingObserved(string why) => $"Nothing: the supervisor only watches ({why}).";

    protected override string Withheld(string why) => $"Nothing for now: {why}";

    protected override string TriedAgainAt(string time) => $"The budget of runs is spent; the next is possible at {time}.";

    protected override string AfterRun(string run) => $"After a restart ({run}).";

    protected override string AndMore(string count) => $"and {count} more";

    protected override string Length(TimeSpan lasted) => lasted switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{lasted.TotalSeconds:0} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)lasted.TotalMinutes} min {lasted.Seconds} s"),
        { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)lasted.TotalHours} h {lasted.Minutes} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)lasted.TotalDays} d {lasted.Hours} h"),
    };

    protected override string Metric(MetricKind kind) => kind switch
    {
        MetricKind.Cpu => "CPU use",
        MetricKind.CpuSteal => "CPU time kept by the hypervisor",
        MetricKind.CpuWait => "Waiting for disks",
        MetricKind.Load => "Load",
        MetricKind.Memory => "Memory use",
        MetricKind.Swap => "Swap use",
        MetricKind.SwapTraffic => "Swap traffic",
        MetricKind.PressureCpu => "CPU pressure",
        MetricKind.PressureMemory => "Memory pressure",
        MetricKind.PressureIo => "I/O pressure",
        MetricKind.Disk => "Disk use",
        MetricKind.Inodes => "Inode use",
        MetricKind.DiskReadOnly => "Read-only file system",
        MetricKind.Descriptors => "Open files",
        MetricKind.Tasks => "Number of tasks",
        MetricKind.OomKills => "Processes killed for want of memory",
        MetricKind.NetworkErrors => "Network errors",
        MetricKind.Uptime => "Uptime",
        MetricKind.UnitCpu => "CPU use of the service",
        MetricKind.UnitMemory => "Memory use of the service",
        MetricKind.UnitTasks => "Tasks of the service",
        MetricKind.UnitIo => "I/O of the service",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
