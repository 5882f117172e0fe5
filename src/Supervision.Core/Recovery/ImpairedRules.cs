using System.Collections.Immutable;
using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>
/// What is told and never acted on: a service that works, but not as it should, and one of whose work nothing can be known. Each is told
/// between the sweeps too, and is a refusal on record, so that nobody has to guess why nothing was done.
/// </summary>
internal static class ImpairedRules
{
    // Where no probe says how long to wait for: contract.md's default of down-after.
    private static readonly TimeSpan UsualPatience = TimeSpan.FromMinutes(2);

    /// <summary>Keeps who may be impaired by what was heard of one service. Thousands of services report, and nearly none is.</summary>
    public static void Note(Turn turn, ServiceName service)
    {
        var ailing = turn.State.Ailing;
        turn.State = turn.State with { Ailing = IsAiling(turn, service) ? ailing.Add(service) : ailing.Remove(service) };
    }

    /// <summary>Tells what has lasted for as long as a failure would have to, each once, and its end.</summary>
    public static void Tell(Turn turn)
    {
        var asked = turn.State.Ailing.Union(turn.State.Impaired);
        if (asked.IsEmpty)
            return;
        foreach (var service in turn.Settings.Services.Where(service => asked.Contains(service.Name)))
        {
            var isTold = turn.State.Impaired.Contains(service.Name);
            if (!isTold && DueAt(turn, service) <= turn.Now.Elapsed)
                Refuse(turn, service.Name);
            else if (isTold && !IsImpaired(turn, service.Name))
                Forget(turn, service.Name);
        }
    }

    /// <summary>When the next one has lasted long enough, monotonic; null where there is none.</summary>
    public static TimeSpan? NextAt(Turn turn) => turn.State.Ailing.IsEmpty ? null : turn.Settings.Services
        .Where(service => turn.State.Ailing.Contains(service.Name) && !turn.State.Impaired.Contains(service.Name))
        .Min(service => DueAt(turn, service));

    private static void Refuse(Turn turn, ServiceName service)
    {
        var judgement = turn.State.Of(service).Judgement;
        var isKnown = judgement.Verdict == Verdict.Degraded;
        turn.State = turn.State with { Impaired = turn.State.Impaired.Add(service) };
        turn.Announce(isKnown
            ? new Announcement.ServiceDegraded(service, judgement.Evidence)
            : new Announcement.ServiceUnknown(service, judgement.Evidence));
        var why = isKnown
            ? $"{service} works, but not as it should, which no restart mends"
            : $"nothing is known of the work of {service}, and nothing is restarted without evidence";
        ImmutableArray<string> rule = judgement.Probe is { } probe
            ? ["healthcheck", "services", service.Text, "probes", probe, "kind"]
            : [];
        turn.Record(Choice.Refuse, why, judgement.Evidence, rule, service);
    }

    private static void Forget(Turn turn, ServiceName service)
    {
        turn.State = turn.State with { Impaired = turn.State.Impaired.Remove(service) };
        if (turn.VerdictOn(service) == Verdict.Up)
            turn.Announce(new Announcement.ServiceUp(service));
    }

    private static TimeSpan? DueAt(Turn turn, ServiceSettings service)
    {
        var state = turn.State.Of(service.Name);
        var asked = service.Probes.FirstOrDefault(probe => probe.Name == state.Judgement.Probe);
        return IsImpaired(turn, service.Name) ? state.Since + (asked?.DownAfter ?? UsualPatience) : null;
    }

    // A part of an incident is told by that. Asked last: where a thousand units are down at once, the incident is as long as the list.
    private static bool IsImpaired(Turn turn, ServiceName service) =>
        IsAiling(turn, service) && turn.Incident?.Members.Contains(service) != true;

    private static bool IsAiling(Turn turn, ServiceName service) =>
        turn.State.Of(service).Judgement is { Verdict: Verdict.Degraded } or { Verdict: Verdict.Unknown, Probe: not null };
}
