using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Supervision.Core.Messages;
using Supervision.Core.Services;

namespace Supervision.Core.Notifications.Texts;

/// <summary>Every letter in one language. One abstract member for each sentence, so that a language which lacks one does not
/// compile.</summary>
internal abstract partial class Phrases
{
    // What units, probes and scripts say; the whole of it is in the log.
    private const int LongestEvidence = 500;

    private const int MostNames = 20;

    private static readonly Phrases Turkish = new TurkishPhrases();

    private static readonly Phrases English = new EnglishPhrases();

    public static Phrases For(Language language) => language == Language.Turkish ? Turkish : English;

    public Letter Write(Notice notice, NotifierSettings settings)
    {
        var (headline, lines) = notice switch
        {
            Notice.IncidentOpened it => (Down(Name(it.Root)), Incident(it.Root, it.Consequences, it.Evidence, it.Next, settings)),
            Notice.IncidentChanged it => (Changed(Name(it.Root)), Incident(it.Root, it.Consequences, it.Evidence, null, settings)),
            Notice.RunFailed it => (RunFailed(Name(it.Root)), [Evidence(it.Evidence), Left(it.Left), Look(it.Root)]),
            Notice.GaveUp it => (GaveUp(Name(it.Root)), GivenUp(it, settings)),
            Notice.Recovered { Unwatched: true } it => (NotWatched(Name(it.Root)), []),
            Notice.Recovered it => (Recovered(Name(it.Root)), Ended(it)),
            Notice.FlappingBegan it => (Flapping(Name(it.Service)), [Evidence(it.Evidence), Look(it.Service)]),
            Notice.FlappingEnded it => (FlappingEnded(Name(it.Service)), []),
            Notice.ResourceRaised { Severity: Severity.Critical } it => (Critical(Subject(it.Reading)), Raised(it)),
            Notice.ResourceRaised it => (Warning(Subject(it.Reading)), Raised(it)),
            Notice.ResourceRunsOut it => (RunsOut(Subject(it.Reading), Time(it.FullAt, settings)), Value(it.Reading)),
            Notice.ResourceCleared it => (Cleared(Subject(it.Reading)), Value(it.Reading)),
            Notice.CertificateEnding it =>
                (CertificateEnding(Name(it.Service), Clean(it.Probe)), [Evidence(it.Evidence), Look(it.Service)]),
            Notice.CertificateRenewed it => (CertificateRenewed(Name(it.Service), Clean(it.Probe)), []),
            Notice.DaemonRestarted it => (DaemonRestarted, [Evidence(it.Evidence), new(LabelOf.Look, "journalctl -u healthcheck -b")]),
            Notice.HoldEnding it => (HoldEnding(HeldName(it.Hold.Service), Time(it.Hold.Until, settings)), Held(it)),
            Notice.Readiness it => (Ready(it.Light), Findings(it)),
            Notice.Test it => (Test(Clean(it.Mark)), (ImmutableArray<LetterLine>)[]),
            _ => throw new UnreachableException(),
        };
        return Signed(headline, lines, settings, notice.At);
    }

    /// <summary>It ended while the supervisor was away.</summary>
    public Letter Unseen(Topic topic, OpenTopic open, NotifierSettings settings, DateTimeOffset at) => Signed(
        EndedUnseen(SafeText.Line(topic.Text, 200)), [new(LabelOf.Since, Time(open.Since, settings))], settings, at);

    public Letter HeldBack(int count, NotifierSettings settings, DateTimeOffset at) => Signed(
        HeldBack(Number(count)), [new(LabelOf.Look, "healthcheck incidents")], settings, at);

    public Letter Digest(ImmutableArray<Notice.Recovered> quiet, NotifierSettings settings, DateTimeOffset at) => Signed(
        Quiet(Number(quiet.Length)),
        [
            .. quiet.TakeLast(MostNames)
                .Select(over => new LetterLine(Time(over.At, settings), $"{Name(over.Root)} ({Length(over.Lasted)})")),
            new(LabelOf.Look, "healthcheck incidents"),
        ],
        settings,
        at);

    protected static string Clean(string text) => SafeText.Line(text, LongestEvidence);

    private Letter Signed(string headline, ImmutableArray<LetterLine> lines, NotifierSettings settings, DateTimeOffset at) => new(
        headline, [new(LabelOf.Host, Clean(settings.Host)), new(LabelOf.Time, Time(at, settings)), .. lines]);

    private ImmutableArray<LetterLine> Incident(
        ServiceName root, ImmutableArray<ServiceName> consequences, string evidence, Outlook? next, NotifierSettings settings) =>
    [
        Evidence(evidence),
        .. consequences.IsEmpty ? [] : (LetterLine[])[new(LabelOf.Consequences, Names(consequences))],
        .. next is null ? [] : (LetterLine[])[new(LabelOf.Next, Next(next, settings))],
        .. next?.Left is { } left ? (LetterLine[])[Left(left)] : [],
        Look(root),
    ];

    private ImmutableArray<LetterLine> GivenUp(Notice.GaveUp notice, NotifierSettings settings) =>
    [
        Evidence(notice.Why),
        new(LabelOf.Next, notice.Until is { } until ? TriedAgainAt(Time(until, settings)) : OnlyAPerson),
        Look(notice.Root),
    ];

    private ImmutableArray<LetterLine> Ended(Notice.Recovered notice) =>
    [
        new(LabelOf.Lasted, Length(notice.Lasted)),
        new(LabelOf.How, notice.Run is null ? ByItself : AfterRun(notice.Run.Value.ToString())),
        .. notice.Members.Length > 1 ? (LetterLine[])[new(LabelOf.Members, Names(notice.Members))] : [],
    ];

    private ImmutableArray<LetterLine> Raised(Notice.ResourceRaised notice) =>
        [.. Value(notice.Reading), new(LabelOf.Threshold, Figures.Threshold(notice.Reading, notice.Threshold, Comma))];

    private ImmutableArray<LetterLine> Value(Resources.Reading reading) =>
        [new(LabelOf.Value, Figures.Of(reading, Comma), IsReason: true), new(LabelOf.Look, "healthcheck resources")];

    private ImmutableArray<LetterLine> Held(Notice.HoldEnding notice) =>
    [
        new(LabelOf.Evidence, Clean(notice.Hold.Reason), IsReason: true),
        new(LabelOf.By, Clean(notice.Hold.By)),
        new(LabelOf.Look, "healthcheck hold, healthcheck resume"),
    ];

    private ImmutableArray<LetterLine> Findings(Notice.Readiness notice) =>
    [
        .. notice.Findings.Take(MostNames).Select((finding, at) => new LetterLine(Number(at + 1), Clean(finding), IsReason: at == 0)),
        new(LabelOf.Look, "healthcheck status"),
    ];

    private string Names(ImmutableArray<ServiceName> services)
    {
        var named = string.Join(", ", services.Take(MostNames).Select(Name));
        return services.Length > MostNames ? $"{named}, {AndMore(Number(services.Length - MostNames))}" : named;
    }

    private string Next(Outlook next, NotifierSettings settings) => (next.Kind, next.Until) switch
    {
        (OutlookKind.Backend, _) => BackendRuns,
        (OutlookKind.Restart, _) => UnitsRestart,
        (OutlookKind.Observed, _) => NothingObserved(Clean(next.Why)),
        (OutlookKind.BudgetSpent, { } until) => TriedAgainAt(Time(until, settings)),
        (OutlookKind.BudgetSpent, _) => OnlyAPerson,
        (OutlookKind.Person, _) => $"{OnlyAPerson} {Clean(next.Why)}",
        _ => Withheld(Clean(next.Why)),
    };

    private LetterLine Evidence(string text) => new(LabelOf.Evidence, Clean(text), IsReason: true);

    private LetterLine Left(int runs) => new(LabelOf.Left, Number(runs));

    private LetterLine Look(ServiceName service) => new(LabelOf.Look, $"healthcheck why {Name(service)}");

    private string HeldName(ServiceName? service) => service is { } named ? Name(named) : Everything;

    private string Subject(Resources.Reading reading) => reading.Metric.Subject.Length == 0
        ? Metric(reading.Metric.Kind)
        : $"{Metric(reading.Metric.Kind)} ({SafeText.Line(reading.Metric.Subject, 200)})";

    private string Time(DateTimeOffset at, NotifierSettings settings) =>
        settings.Local(at).ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static string Name(ServiceName service) => SafeText.Line(service.Text ?? "", 100);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
