using System.Collections.Immutable;
using Supervision.Core.Probes;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Readiness;

/// <summary>
/// Whether the host is fit for the people who are about to come.
/// <para>Intuition: a caretaker who unlocks on Monday morning, walks through the house with a list, reads what the night watch has written
/// since Friday evening, and hangs out a green, an amber or a red card before the others come.</para>
/// <para>Nothing is decided here about an outage, and nothing is acted on.</para>
/// </summary>
public static class ReadinessRules
{
    /// <summary>So many incidents are told one by one, and asked for.</summary>
    public const int MostIncidents = 100;

    private const int ToldIncidents = 5;
    private static readonly TimeSpan EndOfWork = TimeSpan.FromHours(18);
    private static readonly TimeSpan Night = TimeSpan.FromHours(24);

    /// <summary>Since when incidents matter: after a weekend since Friday 18:00, on other days for a day.</summary>
    public static DateTimeOffset Since(DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var sinceFriday = local.DayOfWeek switch
        {
            DayOfWeek.Saturday => 1,
            DayOfWeek.Sunday => 2,
            DayOfWeek.Monday => 3,
            _ => 0,
        };
        if (sinceFriday == 0)
            return now - Night;
        var friday = local.Date.AddDays(-sinceFriday) + EndOfWork;
        return new DateTimeOffset(friday, zone.GetUtcOffset(friday));
    }

    public static HostReadiness Judge(ReadinessFacts facts)
    {
        var (state, settings, now) = (facts.State, facts.Settings, facts.Now);
        var findings = settings.Services.SelectMany(service => OfService(service.Name, state))
            .Concat(OfIncident(facts))
            .Concat(OfResources(facts))
            .Concat(OfPast(facts))
            .Concat(OfHelp(facts));
        return new HostReadiness(
            settings.Services.Count(service => state.Of(service.Name).Judgement.Verdict == Verdict.Up),
            settings.Services.Length,
            state.Budget.Left(now.Elapsed),
            state.Budget.Runs,
            [.. findings.OrderByDescending(finding => finding.Light)]);
    }

    private static IEnumerable<ReadinessFinding> OfService(ServiceName service, SupervisorState state)
    {
        var known = state.Of(service);
        var (verdict, judged) = (known.Judgement.Verdict, known.Judgement.Probe);
        IEnumerable<ReadinessFinding> own = verdict == Verdict.Up
            ? []
            : [new ReadinessFinding.ServiceNotUp(service, verdict, known.Judgement.Evidence)];

        // Of what does not run, the probes say nothing that is not known.
        return verdict is Verdict.Down or Verdict.Stopped && judged is null
            ? own
            : own.Concat(known.Probes
                .Where(probe => probe.Latest is not ProbeOutcome.Passed && (verdict == Verdict.Up || probe.Settings.Name != judged))
                .Select(probe => new ReadinessFinding.ProbeNotPassed(service, probe.Settings.Name, probe.Latest?.Detail ?? "")));
    }

    private static IEnumerable<ReadinessFinding> OfIncident(ReadinessFacts facts) => facts.State.Incident is { } incident
        ? [new ReadinessFinding.IncidentOpen(facts.Settings.Local(facts.Now.Wall - (facts.Now.Elapsed - incident.OpenedAt)))]
        : [];

    private static IEnumerable<ReadinessFinding> OfResources(ReadinessFacts facts) => facts.Troubles is { } troubles
        ? troubles.Select(trouble => new ReadinessFinding.ResourceInTrouble(trouble, facts.Settings.Zone))
        : [new ReadinessFinding.ResourcesUnknown()];

    private static IEnumerable<ReadinessFinding> OfPast(ReadinessFacts facts)
    {
        if (facts.Incidents is not { Unread: null } read)
            return [new ReadinessFinding.IncidentsUnknown(facts.Incidents?.Unread ?? "the journal did not answer in time")];
        var over = read.Found.Where(incident => incident.ClosedAt is not null).ToImmutableArray();
        var told = over.Take(ToldIncidents).Select(incident => (ReadinessFinding)new ReadinessFinding.IncidentOver(
            incident.Root, facts.Settings.Local(incident.OpenedAt), incident.ClosedAt!.Value - incident.OpenedAt));
        return over.Length > ToldIncidents ? told.Append(new ReadinessFinding.MoreIncidents(over.Length - ToldIncidents)) : told;
    }

    private static List<ReadinessFinding> OfHelp(ReadinessFacts facts)
    {
        var found = new List<ReadinessFinding>();
        var (state, settings, now) = (facts.State, facts.Settings, facts.Now);
        if (settings.ObserveBecause is { } observed)
            found.Add(new ReadinessFinding.OnlyObserved(observed));
        if (state.Budget.Left(now.Elapsed) == 0)
        {
            var freeAt = state.Budget.NextFreeAt(now.Elapsed);
            found.Add(new ReadinessFinding.BudgetSpent(
                freeAt == TimeSpan.MaxValue ? null : settings.Local(now.Wall + (freeAt - now.Elapsed))));
        }

        if (state.BackendBroken is { } broken)
            found.Add(new ReadinessFinding.BackendBroken(broken));
        found.AddRange(state.Holds
            .Where(hold => hold.Until > now.Wall)
            .Select(hold => new ReadinessFinding.OnHold(hold.Service, settings.Local(hold.Until), hold.Reason)));
        found.AddRange(state.Obstacles.Select(obstacle => new ReadinessFinding.InTheWay(obstacle.Evidence)));
        return found;
    }
}
