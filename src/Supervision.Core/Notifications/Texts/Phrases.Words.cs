using Supervision.Core.Resources;

namespace Supervision.Core.Notifications.Texts;

/// <content>What each language has to say.</content>
internal abstract partial class Phrases
{
    /// <summary>The language as HTML names it.</summary>
    public abstract string Tag { get; }

    /// <summary>The word in the brackets of a subject.</summary>
    public abstract string Word(Severity severity, string ofEvent);

    /// <summary>The headline of a reminder.</summary>
    public abstract string StillSo(string headline);

    protected abstract Labels LabelOf { get; }

    protected abstract string TimeFormat { get; }

    /// <summary>The sign between a number and its fraction.</summary>
    protected abstract char Comma { get; }

    protected abstract string Down(string service);

    protected abstract string Changed(string service);

    protected abstract string RunFailed(string service);

    protected abstract string GaveUp(string service);

    protected abstract string Recovered(string service);

    protected abstract string NotWatched(string service);

    protected abstract string Flapping(string service);

    protected abstract string FlappingEnded(string service);

    protected abstract string Warning(string resource);

    protected abstract string Critical(string resource);

    protected abstract string RunsOut(string resource, string at);

    protected abstract string Cleared(string resource);

    protected abstract string CertificateEnding(string service, string probe);

    protected abstract string CertificateRenewed(string service, string probe);

    protected abstract string DaemonRestarted { get; }

    protected abstract string HoldEnding(string service, string until);

    protected abstract string Ready(Light light);

    protected abstract string Test(string mark);

    protected abstract string EndedUnseen(string topic);

    protected abstract string HeldBack(string count);

    protected abstract string Quiet(string count);

    protected abstract string BackendRuns { get; }

    protected abstract string UnitsRestart { get; }

    protected abstract string NothingObserved(string why);

    protected abstract string Withheld(string why);

    protected abstract string TriedAgainAt(string time);

    protected abstract string OnlyAPerson { get; }

    protected abstract string ByItself { get; }

    protected abstract string AfterRun(string run);

    protected abstract string AndMore(string count);

    /// <summary>Every service.</summary>
    protected abstract string Everything { get; }

    protected abstract string Length(TimeSpan lasted);

    protected abstract string Metric(MetricKind kind);
}

/// <summary>What stands before the colons.</summary>
internal sealed record Labels(
    string Host,
    string Time,
    string Since,
    string Evidence,
    string Consequences,
    string Members,
    string Next,
    string Left,
    string Look,
    string Lasted,
    string How,
    string Value,
    string Threshold,
    string By);
