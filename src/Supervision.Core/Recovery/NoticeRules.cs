using System.Collections.Immutable;
using Supervision.Core.Journal;
using Supervision.Core.Notifications;
using Supervision.Core.Probes;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>What of all that happens people may want to be told. Whether they are, and how, others decide.</summary>
internal static class NoticeRules
{
    /// <summary>Everything was read again, and it is decided what comes next: the first time people hear of the incident, with its root and
    /// its consequences; later only where it is another, or where nothing more is done.</summary>
    public static void Decided(Turn turn, Plan plan)
    {
        // While the host comes up or goes down there is nobody to tell, and nothing that they could do.
        if (plan is Plan.KeepStill && !PlanRules.IsHostUp(turn))
            return;
        var (root, consequences) = Cause.Of(turn.Incident!, turn.State, turn.Settings.Services);
        var next = Ahead(turn, plan);
        var stops = next.Kind is OutlookKind.BudgetSpent or OutlookKind.Person;
        if (turn.Incident!.Noticed is not { } known)
        {
            Open(turn, root, consequences, Evidence(turn, root, consequences), next);

            // Whoever was told of it in another life hears of no second beginning, and so of nothing that it would have said.
            if (stops && turn.Incident!.Inherited)
                Tell(turn, new Notice.GaveUp(turn.Now.Wall, turn.Incident.Id, root, next.Why, next.Until));
        }
        else
        {
            if (!known.Roots.Contains(root) || turn.Incident.Members.Any(member => !known.Services.Contains(member)))
            {
                var evidence = Evidence(turn, root, consequences);
                Tell(turn, new Notice.IncidentChanged(turn.Now.Wall, turn.Incident.Id, root, consequences, evidence));
            }

            // It may stop for one reason after the other, and what is to be done about each differs.
            if (stops && !known.Stops.Contains(next.Kind))
                Tell(turn, new Notice.GaveUp(turn.Now.Wall, turn.Incident.Id, root, next.Why, next.Until));
        }

        Note(turn, root, stops ? (turn.Incident!.Noticed?.Stops ?? []).Add(next.Kind) : []);
    }

    /// <summary>An earlier life has begun a run for it.</summary>
    public static void Adopted(Turn turn, RunIntent intent)
    {
        Open(turn, intent.Root, intent.Members.Remove(intent.Root), intent.Reason, next: null);
        Note(turn, intent.Root, []);
    }

    /// <summary>Something was run, or was to be, and it did not help.</summary>
    public static void RunFailed(Turn turn, RecoveryStep step, string evidence)
    {
        if (turn.Incident is not { Noticed: not null } incident)
            return; // Whoever hears of it hears of all of it.
        var root = Cause.Of(incident, turn.State, turn.Settings.Services).Root;
        var left = turn.BudgetOf(step).Left(turn.Now.Elapsed);
        Tell(turn, new Notice.RunFailed(turn.Now.Wall, incident.Id, root, evidence, left));
        Note(turn, root, incident.Noticed.Stops);
    }

    public static void Closed(Turn turn, Incident incident, string how, bool isWatched)
    {
        var root = incident.Root ?? incident.Noticed?.Roots.FirstOrDefault() ?? incident.Everyone.FirstOrDefault();
        var lasted = turn.Now.Elapsed - incident.OpenedAt;
        Tell(turn, new Notice.Recovered(turn.Now.Wall, incident.Id, root, incident.Everyone, how, lasted)
        {
            Run = incident.Treatment?.Run,
            Unwatched = !isWatched,
        });
    }

    /// <summary>A service has news of its own.</summary>
    public static void Reported(Turn turn, ServiceName service, ServiceState before, ServiceState now)
    {
        if (now.Flapping.IsOn && !before.Flapping.IsOn)
            Tell(turn, new Notice.FlappingBegan(turn.Now.Wall, service, now.Judgement.Evidence));
        else if (before.Flapping.IsOn && !now.Flapping.IsOn)
            Tell(turn, new Notice.FlappingEnded(turn.Now.Wall, service));
        foreach (var probe in now.Probes)
        {
            var old = before.Probes.FirstOrDefault(known => known.Settings.Name == probe.Settings.Name)?.Latest;
            if (probe.Latest is ProbeOutcome.Impaired { OfCertificate: true } ending
                && old is not ProbeOutcome.Impaired { OfCertificate: true })
                Tell(turn, new Notice.CertificateEnding(turn.Now.Wall, service, probe.Settings.Name, ending.Detail));
            else if (probe is { Latest: ProbeOutcome.Passed, Settings.Target: HttpTarget or WebSocketTarget }
                && old is not ProbeOutcome.Passed)
                Tell(turn, new Notice.CertificateRenewed(turn.Now.Wall, service, probe.Settings.Name));
        }
    }

    /// <summary>It was taken out of the configuration.</summary>
    public static void Forgotten(Turn turn, ServiceName service)
    {
        foreach (var probe in turn.State.Of(service).Probes.Where(probe => probe.Latest is ProbeOutcome.Impaired { OfCertificate: true }))
            Tell(turn, new Notice.CertificateRenewed(turn.Now.Wall, service, probe.Settings.Name));
        if (turn.State.Of(service).Flapping.IsOn)
            Tell(turn, new Notice.FlappingEnded(turn.Now.Wall, service));
    }

    public static void Tell(Turn turn, Notice notice) => turn.Perform(new SupervisorEffect.Notify(notice));

    private static void Open(
        Turn turn, ServiceName root, ImmutableArray<ServiceName> consequences, string evidence, Outlook? next)
    {
        var notice = new Notice.IncidentOpened(turn.Now.Wall, turn.Incident!.Id, root, consequences, evidence) { Next = next };
        Tell(turn, notice);
    }

    private static void Note(Turn turn, ServiceName root, ImmutableHashSet<OutlookKind> stops)
    {
        var known = turn.Incident!.Noticed ?? new NoticedIncident([], [], []);
        turn.Incident = turn.Incident with
        {
            Noticed = new NoticedIncident(
                known.Roots.Add(root), known.Services.Union(turn.Incident.Members).Add(root), stops),
        };
    }

    // Who failed beside the root, and not because of it, has a cause of its own.
    private static string Evidence(Turn turn, ServiceName root, ImmutableArray<ServiceName> consequences) => string.Join(
        "; ",
        turn.Incident!.Members
            .Where(member => member != root && !consequences.Contains(member))
            .Prepend(root)
            .Select(service => turn.State.Of(service).Judgement.Evidence));

    private static Outlook Ahead(Turn turn, Plan plan)
    {
        if (plan is not Plan.Act act)
        {
            var kind = plan.Spared.Any(reason => reason.Hopeless) ? OutlookKind.Person : OutlookKind.Withheld;
            return new Outlook(kind, string.Join("; ", plan.Spared.Select(reason => reason.Why)));
        }

        if (act.SpentUntil is { } spent)
        {
            DateTimeOffset? until = spent < TimeSpan.MaxValue ? turn.Now.Wall + (spent - turn.Now.Elapsed) : null;
            return new Outlook(OutlookKind.BudgetSpent, RunWords.Spent(turn, act.Step)) { Until = until, Left = 0 };
        }

        if (turn.Settings.ObserveBecause is { } because)
            return new Outlook(OutlookKind.Observed, because);
        var left = turn.BudgetOf(act.Step).Left(turn.Now.Elapsed) - (act.DueAt > turn.Now.Elapsed ? 0 : 1);
        return new Outlook(act.Step == RecoveryStep.Backend ? OutlookKind.Backend : OutlookKind.Restart, "") { Left = left };
    }
}

/// <summary>What was given away of an incident for people to be told.</summary>
/// <param name="Stops">For which reasons nothing more is done; none where something is.</param>
public sealed record NoticedIncident(
    ImmutableHashSet<ServiceName> Roots, ImmutableHashSet<ServiceName> Services, ImmutableHashSet<OutlookKind> Stops);
