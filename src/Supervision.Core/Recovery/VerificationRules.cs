using System.Collections.Immutable;
using Supervision.Core.Journal;
using Supervision.Core.Messages;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>
/// Whether the members of an incident are back. Up for <c>settle</c> is back, whoever brought it about; a run that did not get them
/// there within <c>verify-timeout</c> has failed. That clock stands still while a member is activating: a slow start is not a failed one.
/// Who ran and is dead again before it has settled is not waited for: whatever the run had under way for it is over.
/// </summary>
internal static class VerificationRules
{
    /// <summary>A start that takes longer is stuck, and must not keep the other members from their next run.</summary>
    private static readonly TimeSpan SlowestStart = TimeSpan.FromMinutes(10);

    /// <summary>Takes the time since the last turn off the timeout. Comes before anything else, for the state that held during that
    /// time.</summary>
    public static void CountDown(Turn turn)
    {
        if (turn.Phase is not IncidentPhase.Verifying verifying)
            return;
        var runsFrom = RunsFrom(turn, verifying);
        var passed = turn.Now.Elapsed > runsFrom ? turn.Now.Elapsed - runsFrom : TimeSpan.Zero;
        turn.Enter(verifying with
        {
            Left = verifying.Left - passed,
            CountedAt = turn.Now.Elapsed,
            Ran = [.. verifying.Ran.Union(turn.Incident!.Members.Where(member => Runs(turn, member)))],
        });
    }

    /// <summary>When the timeout is over, as things stand. With every member up that the run was for it ends in their settling or in the
    /// next failure, and at once where they have left to the others.</summary>
    public static TimeSpan? DueAt(Turn turn, IncidentPhase.Verifying verifying)
    {
        if (!turn.Incident!.Members.Any(turn.Incident.Treated))
            return turn.Now.Elapsed;
        var missing = NotUp(turn);
        if (missing.IsEmpty)
            return null;
        return missing.All(member => DiedAgain(turn, verifying, member)) ? turn.Now.Elapsed : RunsFrom(turn, verifying) + verifying.Left;
    }

    /// <summary>When the members that are up will have settled.</summary>
    public static IEnumerable<TimeSpan?> SettlingAt(Turn turn) => MayLeave(turn)
        ? turn.Incident!.Members
            .Where(member => IsUp(turn, member))
            .Select(member => (TimeSpan?)(turn.State.Of(member).Since + turn.Settings.Recovery.Settle))
        : [];

    public static void LetSettledLeave(Turn turn)
    {
        if (!MayLeave(turn))
            return;
        foreach (var member in turn.Incident!.Members.Where(member => Settled(turn, member)))
        {
            turn.Announce(turn.Incident.Treated(member)
                ? new Announcement.ServiceRecovered(member)
                : new Announcement.ServiceBack(member));
            IncidentRules.Leave(turn, member, $"{member} is up and has settled", ["healthcheck", "recovery", "settle"]);
        }
    }

    /// <summary>The time is over, and members are left.</summary>
    public static void Failed(Turn turn, IncidentPhase.Verifying verifying)
    {
        var run = verifying.Run;
        var missing = NotUp(turn);
        if (missing.IsEmpty)
            return;
        var again = missing.All(member => DiedAgain(turn, verifying, member));
        var outcome = again ? $"{Names(missing)} came up by {run} and died again" : $"{run} did not bring back {Names(missing)}";
        var taken = turn.Incident!.Treatment?.Steps.GetValueOrDefault(missing[0], RecoveryStep.Backend) ?? RecoveryStep.Backend;
        foreach (var member in missing)
        {
            turn.Announce(StillOut(turn, member));
            if (turn.Incident!.Treatment!.Steps.TryGetValue(member, out var step))
                Ladder.Climb(turn, member, step);
        }

        // They have had their time: on its way up or down for longer than that is stuck, and not said again every minute.
        turn.Incident = turn.Incident!.Judged(missing);
        turn.Record(Choice.Wait, outcome, rule: ["healthcheck", "recovery", again ? "settle" : "verify-timeout"]);
        NoticeRules.RunFailed(turn, taken, outcome);
    }

    private static Announcement StillOut(Turn turn, ServiceName member) => turn.VerdictOn(member) switch
    {
        Verdict.Unknown => new Announcement.ServiceUnknown(member, turn.State.Of(member).Judgement.Evidence),
        Verdict.Suspect => new Announcement.ServiceSuspect(member, turn.State.Of(member).Judgement.Evidence),
        _ => new Announcement.ServiceStillDown(member),
    };

    // Whom the run was not for is looked at when that is settled.
    private static ImmutableArray<ServiceName> NotUp(Turn turn) =>
        turn.Incident!.Members.RemoveAll(member => IsUp(turn, member) || !turn.Incident.Treated(member));

    // Degraded is up for all that is done: what it complains of no restart mends.
    private static bool IsUp(Turn turn, ServiceName member) => turn.VerdictOn(member) is Verdict.Up or Verdict.Degraded;

    // What rests on a probe says that its unit runs.
    private static bool Runs(Turn turn, ServiceName member) => turn.State.Of(member).Judgement is
    { Verdict: Verdict.Up or Verdict.Degraded } or { Verdict: Verdict.Starting or Verdict.Suspect, Probe: not null };

    private static bool DiedAgain(Turn turn, IncidentPhase.Verifying verifying, ServiceName member) =>
        verifying.Ran.Contains(member) && turn.State.Of(member).Judgement is { Verdict: Verdict.Down, Probe: null };

    private static string Names(ImmutableArray<ServiceName> services) => string.Join(", ", services);

    private static bool Settled(Turn turn, ServiceName member) =>
        IsUp(turn, member) && turn.Now.Elapsed - turn.State.Of(member).Since >= turn.Settings.Recovery.Settle;

    // The clock of the timeout runs on from here: since it was read last, or since the slowest start is taken for stuck.
    private static TimeSpan RunsFrom(Turn turn, IncidentPhase.Verifying verifying) => turn.Incident!.Members
        .Where(member => turn.VerdictOn(member) == Verdict.Starting)
        .Select(member => turn.State.Of(member).Since + SlowestStart)
        .Append(verifying.CountedAt)
        .Max();

    // While it is collected, read or run, the incident keeps its members: the step at the end of that looks at each.
    private static bool MayLeave(Turn turn) =>
        turn.Phase is IncidentPhase.Verifying or IncidentPhase.Pausing or IncidentPhase.Waiting or IncidentPhase.GivenUp or IncidentPhase.Observing;
}
