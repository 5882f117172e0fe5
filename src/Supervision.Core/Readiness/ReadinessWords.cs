using System.Diagnostics;
using System.Globalization;
using Supervision.Core.Messages;
using Supervision.Core.Notifications;
using Supervision.Core.Services;

namespace Supervision.Core.Readiness;

/// <summary>Every sentence about a readiness in one language. One abstract member for each, so that a language which lacks one does not
/// compile.</summary>
public abstract class ReadinessWords
{
    public static ReadinessWords Turkish { get; } = new TurkishReadiness();

    public static ReadinessWords English { get; } = new EnglishReadiness();

    /// <summary>The card that is hung out.</summary>
    public string Say(HostReadiness readiness) => Headline(
        readiness.Light switch
        {
            Light.Green => Green,
            Light.Amber => Amber,
            Light.Red => Red,
            _ => throw new UnreachableException(),
        },
        Part(readiness.Up, readiness.Services),
        Part(readiness.Left, readiness.Runs));

    /// <summary>One thing that speaks against it, without the card.</summary>
    public string Say(ReadinessFinding finding) => finding switch
    {
        ReadinessFinding.ServiceNotUp it => Service(it.Service.Text, it.Verdict, it.Evidence),
        ReadinessFinding.ProbeNotPassed { Detail: "" } it => ProbeNotAsked(it.Service.Text, it.Probe),
        ReadinessFinding.ProbeNotPassed it => Probe(it.Service.Text, it.Probe, it.Detail),
        ReadinessFinding.ResourceInTrouble it => Resources.Say(it.Trouble, it.Zone),
        ReadinessFinding.ResourcesUnknown => ResourcesUnknown,
        ReadinessFinding.IncidentOpen it => IncidentOpen(Clock(it.Since)),
        ReadinessFinding.IncidentOver it => IncidentOver(it.Root.Text, Clock(it.At), Minutes(it.Lasted)),
        ReadinessFinding.MoreIncidents it => MoreIncidents(it.Count.ToString(CultureInfo.InvariantCulture)),
        ReadinessFinding.IncidentsUnknown it => IncidentsUnknown(it.Why),
        ReadinessFinding.BudgetSpent { Until: { } until } => BudgetSpentUntil(Clock(until)),
        ReadinessFinding.BudgetSpent => BudgetSpent,
        ReadinessFinding.BackendBroken it => BackendBroken(it.Why),
        ReadinessFinding.OnHold { Service: { } service } it => OnHold(service.Text, Clock(it.Until), it.Reason),
        ReadinessFinding.OnHold it => AllOnHold(Clock(it.Until), it.Reason),
        ReadinessFinding.InTheWay it => InTheWay(it.Evidence),
        ReadinessFinding.OnlyObserved it => OnlyObserved(it.Why),
        _ => throw new UnreachableException(),
    };

    protected abstract ResourceCatalogue Resources { get; }

    protected abstract string Green { get; }

    protected abstract string Amber { get; }

    protected abstract string Red { get; }

    protected abstract string ResourcesUnknown { get; }

    protected abstract string BudgetSpent { get; }

    protected abstract string Headline(string light, string up, string runs);

    protected abstract string Service(string service, Verdict verdict, string evidence);

    protected abstract string Probe(string service, string probe, string detail);

    protected abstract string ProbeNotAsked(string service, string probe);

    protected abstract string IncidentOpen(string since);

    protected abstract string IncidentOver(string root, string at, string minutes);

    protected abstract string MoreIncidents(string count);

    protected abstract string IncidentsUnknown(string why);

    protected abstract string BudgetSpentUntil(string until);

    protected abstract string BackendBroken(string why);

    protected abstract string OnHold(string service, string until, string reason);

    protected abstract string AllOnHold(string until, string reason);

    protected abstract string InTheWay(string evidence);

    protected abstract string OnlyObserved(string why);

    private static string Part(int part, int whole) => string.Create(CultureInfo.InvariantCulture, $"{part}/{whole}");

    private static string Minutes(TimeSpan time) =>
        Math.Max(1, (long)Math.Round(time.TotalMinutes)).ToString(CultureInfo.InvariantCulture);

    // As people in Turkey write it; in English it is as good.
    private static string Clock(DateTimeOffset at) => at.ToString("dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture);
}
