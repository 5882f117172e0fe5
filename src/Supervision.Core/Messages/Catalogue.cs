using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Supervision.Core.Hosting;
using Supervision.Core.Readiness;
using Supervision.Core.Services;

namespace Supervision.Core.Messages;

/// <summary>
/// Every sentence of the logs in one language. One abstract member for each announcement, so that a language which lacks a sentence
/// does not compile.
/// </summary>
public abstract class Catalogue
{
    private const string Separator = "----------------------------------------";

    public static Catalogue Turkish { get; } = new TurkishCatalogue();

    public static Catalogue English { get; } = new EnglishCatalogue();

    public static Catalogue For(Language language) => language switch
    {
        Language.Turkish => Turkish,
        Language.English => English,
        _ => throw new UnreachableException(),
    };

    /// <summary>The announcement as a sentence, without a date.</summary>
    public string Say(Announcement announcement) => announcement switch
    {
        Announcement.SweepStarted => SweepStarted,
        Announcement.SweepFinished => SweepFinished,
        Announcement.SweepSeparator => Separator,
        Announcement.ServiceUp it => ServiceUp(it.Service.Text),
        Announcement.ServiceDown { RunFollows: true } it => ServiceDownRunFollows(it.Service.Text),
        Announcement.ServiceDown it => ServiceDown(it.Service.Text),
        Announcement.ServiceStarting it => ServiceStarting(it.Service.Text),
        Announcement.ServiceStopping it => ServiceStopping(it.Service.Text),
        Announcement.ServiceStopped it => ServiceStopped(it.Service.Text),
        Announcement.ServiceUnknown it => ServiceUnknown(it.Service.Text, it.Evidence),
        Announcement.RunStarting it => RunStarting(it.Attempt, it.Runs),
        Announcement.RunAdopted => RunAdopted,
        Announcement.RestartAdopted => RestartAdopted,
        Announcement.RestartNotRecorded it => RestartNotRecorded(it.Why),
        Announcement.RunRefused it => RunRefused(it.Why),
        Announcement.RunNotRecorded it => RunNotRecorded(it.Why),
        Announcement.RunObserved => RunObserved,
        Announcement.RunLeftToScript => RunLeftToScript,
        Announcement.OldScriptCalled { Takeover: true } it => OldScriptCalledToo(OldService.Named(it.Jobs)),
        Announcement.OldScriptCalled it => OldScriptCalled(OldService.Named(it.Jobs), it.Jobs[0].Remedy),
        Announcement.RunWithheld it => RunWithheld(it.Why),
        Announcement.UnitsRestarting it => UnitsRestarting(Names(it.Services), it.Attempt, it.Runs),
        Announcement.RestartObserved it => RestartObserved(Names(it.Services)),
        Announcement.RestartEndedBadly it => RestartEndedBadly(it.Evidence),
        Announcement.StepBudgetSpent it => StepBudgetSpent(it.Service.Text),
        Announcement.ObstacleStale it => ObstacleStale(it.Evidence),
        Announcement.HoldBegun { Service: { } service } it => HoldBegun(service.Text, Clock(it.Until), it.Reason),
        Announcement.HoldBegun it => HoldOnAllBegun(Clock(it.Until), it.Reason),
        Announcement.HoldEnded { Service: { } service } => HoldEnded(service.Text),
        Announcement.HoldEnded => HoldOnAllEnded,
        Announcement.ServiceDegraded it => ServiceDegraded(it.Service.Text, it.Evidence),
        Announcement.ServiceSuspect it => ServiceSuspect(it.Service.Text, it.Evidence),
        Announcement.RunEndedBadly it => RunEndedBadly(it.Evidence),
        Announcement.ServiceRecovered it => ServiceRecovered(it.Service.Text),
        Announcement.ServiceBack it => ServiceBack(it.Service.Text),
        Announcement.ServiceStillDown it => ServiceStillDown(it.Service.Text),
        Announcement.BudgetSpent => BudgetSpent,
        Announcement.LinesLost it => LinesLost(it.Count),
        Announcement.BudgetFreed it => BudgetFreed(it.By),
        Announcement.ReadinessGiven it => Ready(Readiness.Say(it.Readiness)),
        Announcement.ReadinessFound it => Ready(Readiness.Say(it.Finding)),
        _ => throw new UnreachableException(),
    };

    private static string Names(ImmutableArray<ServiceName> services) => string.Join(", ", services);

    // As people in Turkey write it; in English it is as good.
    private static string Clock(DateTimeOffset at) => at.ToString("dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary>What is said of a readiness.</summary>
    public abstract ReadinessWords Readiness { get; }

    protected abstract string SweepStarted { get; }

    protected abstract string SweepFinished { get; }

    protected abstract string ServiceUp(string service);

    protected abstract string ServiceDownRunFollows(string service);

    protected abstract string ServiceDown(string service);

    protected abstract string ServiceStarting(string service);

    protected abstract string ServiceStopping(string service);

    protected abstract string ServiceStopped(string service);

    protected abstract string ServiceUnknown(string service, string evidence);

    protected abstract string RunStarting(int attempt, int runs);

    protected abstract string RunAdopted { get; }

    protected abstract string RestartAdopted { get; }

    protected abstract string RestartNotRecorded(string why);

    protected abstract string RunRefused(string why);

    protected abstract string RunNotRecorded(string why);

    protected abstract string RunObserved { get; }

    protected abstract string RunLeftToScript { get; }

    protected abstract string OldScriptCalled(string jobs, string remedy);

    protected abstract string OldScriptCalledToo(string jobs);

    protected abstract string RunWithheld(string why);

    protected abstract string UnitsRestarting(string services, int attempt, int runs);

    protected abstract string RestartObserved(string services);

    protected abstract string RestartEndedBadly(string evidence);

    protected abstract string StepBudgetSpent(string service);

    protected abstract string ObstacleStale(string evidence);

    protected abstract string HoldBegun(string service, string until, string reason);

    protected abstract string HoldOnAllBegun(string until, string reason);

    protected abstract string HoldEnded(string service);

    protected abstract string HoldOnAllEnded { get; }

    protected abstract string ServiceDegraded(string service, string evidence);

    protected abstract string ServiceSuspect(string service, string evidence);

    protected abstract string RunEndedBadly(string evidence);

    protected abstract string ServiceRecovered(string service);

    protected abstract string ServiceBack(string service);

    protected abstract string ServiceStillDown(string service);

    protected abstract string BudgetSpent { get; }

    protected abstract string LinesLost(long count);

    protected abstract string BudgetFreed(string by);

    protected abstract string Ready(string said);
}

/// <summary>The language of messages to people: <c>healthcheck.language</c>.</summary>
public enum Language
{
    Turkish,
    English,
}
