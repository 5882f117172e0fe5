using System.Diagnostics;
using System.Globalization;
using Supervision.Core.Resources;

namespace Supervision.Core.Notifications;

/// <summary>What a notice is for whoever decides about it, whatever it says.</summary>
/// <param name="Event">Its kind in one word: what routes name, and programs read.</param>
/// <param name="Family">Of the notices of one topic and family the next is news only where its <paramref name="Content"/> is
/// another.</param>
public sealed record NoticeFacts(Topic Topic, Severity Severity, string Event, NoticeCourse Course, string Family, string Content)
{
    /// <summary>Every word of <see cref="Event"/>, and those of the messages that no notice is behind.</summary>
    public static IReadOnlyList<string> Events { get; } =
    [
        "incident-opened", "incident-changed", "run-failed", "gave-up", "recovered", "flapping", "flapping-ended", "resource-warning",
        "resource-critical", "resource-runs-out", "resource-cleared", "certificate-ending", "certificate-renewed", "daemon-restarted",
        "hold-ending", "readiness", Test, HeldBack, Digest,
    ];

    public const string Test = "test";

    /// <summary>So many messages were held back.</summary>
    public const string HeldBack = "held-back";

    /// <summary>The outages that were over before anybody was told.</summary>
    public const string Digest = "digest";

    /// <summary>A topic ended while nobody looked.</summary>
    public const string Recovered = "recovered";

    public static NoticeFacts Of(Notice notice) => notice switch
    {
        Notice.IncidentOpened it =>
            Incident(it.Incident, Severity.Critical, "incident-opened", NoticeCourse.Begins, "state", Members(it.Root, it.Consequences)),
        Notice.IncidentChanged it =>
            Incident(it.Incident, Severity.Critical, "incident-changed", NoticeCourse.Changes, "state", Members(it.Root, it.Consequences)),
        Notice.RunFailed it => Incident(it.Incident, Severity.Warning, "run-failed", NoticeCourse.Adds, "run", it.Evidence),
        Notice.GaveUp it => Incident(it.Incident, Severity.Critical, "gave-up", NoticeCourse.Adds, "gave-up", it.Why),
        Notice.Recovered it => Incident(it.Incident, Severity.Info, Recovered, NoticeCourse.Ends, "state", ""),
        Notice.FlappingBegan it => new(Named("flapping", it.Service.Text), Severity.Warning, "flapping", NoticeCourse.Begins, "state", ""),
        Notice.FlappingEnded it => new(Named("flapping", it.Service.Text), Severity.Info, "flapping-ended", NoticeCourse.Ends, "state", ""),
        Notice.ResourceRaised { Severity: Severity.Critical } it =>
            Resource(it.Reading, Severity.Critical, "resource-critical", NoticeCourse.Begins, "state"),
        Notice.ResourceRaised it => Resource(it.Reading, Severity.Warning, "resource-warning", NoticeCourse.Begins, "state"),
        Notice.ResourceRunsOut it => Resource(it.Reading, Severity.Warning, "resource-runs-out", NoticeCourse.Begins, "course"),
        Notice.ResourceCleared it => Resource(it.Reading, Severity.Info, "resource-cleared", NoticeCourse.Ends, "state"),
        Notice.CertificateEnding it => Certificate(it.Service.Text, it.Probe, Severity.Warning, "certificate-ending", NoticeCourse.Begins),
        Notice.CertificateRenewed it => Certificate(it.Service.Text, it.Probe, Severity.Info, "certificate-renewed", NoticeCourse.Ends),
        Notice.DaemonRestarted it => Passing(Named("daemon", Stamp(it.At)), Severity.Warning, "daemon-restarted"),
        Notice.HoldEnding it => Passing(Named("hold", Number(it.Hold.Id.Number)), Severity.Warning, "hold-ending"),
        Notice.Readiness it => Passing(Named("readiness", Stamp(it.At)), Of(it.Light), "readiness"),
        Notice.Test it => new(Named("test", it.Mark), Severity.Info, Test, NoticeCourse.Tests, "state", ""),
        Notice.Standing => new(new Topic(""), Severity.Info, "", NoticeCourse.Stands, "", ""),
        _ => throw new UnreachableException(),
    };

    /// <summary>A message of this event tells that something is over.</summary>
    public static bool IsEnd(string ofEvent) => ofEvent is Recovered or "flapping-ended" or "resource-cleared" or "certificate-renewed";

    private static NoticeFacts Incident(
        Recovery.IncidentId incident, Severity severity, string name, NoticeCourse course, string family, string content) =>
        new(Named(IncidentKind, Number(incident.Number)), severity, name, course, family, content);

    private static NoticeFacts Resource(Reading reading, Severity severity, string name, NoticeCourse course, string family) =>
        new(Named("resource", Key(reading.Metric)), severity, name, course, family, name);

    private static NoticeFacts Certificate(string service, string probe, Severity severity, string name, NoticeCourse course) =>
        new(Named("certificate", $"{service}/{probe}"), severity, name, course, "state", "");

    private static NoticeFacts Passing(Topic topic, Severity severity, string name) =>
        new(topic, severity, name, NoticeCourse.Passes, "state", "");

    private static string Members(Services.ServiceName root, IEnumerable<Services.ServiceName> consequences) =>
        $"{root}: {string.Join(", ", consequences.Select(service => service.Text).Order(StringComparer.Ordinal))}";

    private static string Key(Metric metric)
    {
        var kind = metric.Kind.ToString().ToLowerInvariant();
        return metric.Subject.Length == 0 ? kind : $"{kind}:{metric.Subject}";
    }

    private static Severity Of(Light light) => light switch
    {
        Light.Red => Severity.Critical,
        Light.Amber => Severity.Warning,
        _ => Severity.Info,
    };

    internal const string IncidentKind = "incident";

    internal static Topic Named(string kind, string which) => new($"{kind}:{SafeText.Line(which, 200)}");

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>What a notice is in the life of its topic.</summary>
public enum NoticeCourse
{
    /// <summary>From now on there is something.</summary>
    Begins,

    /// <summary>It is another than was told.</summary>
    Changes,

    /// <summary>Something was done about it, or was not.</summary>
    Adds,

    /// <summary>It is over.</summary>
    Ends,

    /// <summary>It is told, and that is all: nothing comes after it.</summary>
    Passes,

    /// <summary>A person tries the way.</summary>
    Tests,

    /// <summary>Says what is not over, and is never told.</summary>
    Stands,
}
