using System.Collections.Immutable;
using Supervision.Core.Journal;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>
/// What a new life of the daemon takes over from the one before.
/// <para>Intuition: whoever takes over the desk reads the last line of the sheet. A run that was promised there is looked for and followed
/// to its end; it is never begun a second time. An incident that was open stays open.</para>
/// </summary>
internal static class AdoptionRules
{
    public static void TakeUp(Turn turn, ImmutableArray<RunIntent> open, LeftIncident? left)
    {
        var adopted = open.LastOrDefault(intent => intent.BootId == turn.Settings.BootId && GoesOurWay(turn, intent));
        foreach (var intent in open.Where(intent => intent != adopted))
            turn.Store(new JournalEntry.RunClosed(intent.Run, turn.Now.Wall, Fate(turn, intent), Refunded: false));

        if (left is not null && left.Incident != adopted?.Incident)
            Resume(turn, left, open);
        if (adopted is not null)
            Adopt(turn, adopted);
    }

    // Whoever runs scripts cannot tell what became of a unit's job, nor the other way round.
    private static bool GoesOurWay(Turn turn, RunIntent intent) =>
        intent.Step != RecoveryStep.Backend || intent.AsScript == turn.Settings.Recovery.Backend.Script is not null;

    private static RunOutcome Fate(Turn turn, RunIntent intent) => intent.BootId == turn.Settings.BootId
        ? RunOutcome.LostBecause(GoesOurWay(turn, intent)
            ? "a later run was begun before its end was known"
            : "it was run another way, unit or script, than is configured now")
        : new RunOutcome(RunResult.Superseded, null, "", "the host was booted anew while the run was under way");

    private static void Adopt(Turn turn, RunIntent intent)
    {
        var running = new IncidentPhase.Running(intent.Run, intent.Unit, intent.Monotonic) { Purpose = RunPurpose.Of(intent) };
        turn.Incident = Reopened(turn, intent.Incident, intent.Members, treatment: null, running);
        turn.Record(Choice.Adopt, $"{intent.Run} was decided before the daemon ended; it is followed to its end", intent.Reason);
        turn.Announce(RunWords.Adopted(intent.Step));
        NoticeRules.Adopted(turn, intent);
        turn.Perform(new SupervisorEffect.FollowRun(intent.Run, intent.Unit, intent.Monotonic));
    }

    private static void Resume(Turn turn, LeftIncident left, ImmutableArray<RunIntent> open)
    {
        var members = left.Members.Union(open.Where(intent => intent.BootId != turn.Settings.BootId && intent.Incident == left.Incident)
            .SelectMany(intent => intent.Members)).ToImmutableArray();
        var looking = new IncidentPhase.Waiting(turn.Now.Elapsed, "the daemon had ended");
        var treatment = left.LastRun is { } run ? new Treatment(run, [.. members]) : null;
        turn.Incident = Reopened(turn, left.Incident, members, treatment, looking) with { Inherited = true };
        if (left.LastRun is { } last)
            GoOn(turn, last);
        if (turn.Incident.Members.IsEmpty)
            IncidentRules.Close(turn);
        else
            turn.Record(Choice.Adopt, $"it was open when the daemon ended, and goes on with {string.Join(", ", turn.Incident.Members)}");
    }

    // Its step is known by the budget that it was charged to; where a person freed that, the ladder begins anew.
    private static void GoOn(Turn turn, RunId run)
    {
        foreach (var step in Enum.GetValues<RecoveryStep>())
        {
            if (turn.BudgetOf(step).Charges.FirstOrDefault(charge => charge.Run == run) is not { } charge)
                continue;
            var members = charge.Members.RemoveAll(member => !turn.Incident!.Members.Contains(member));
            var left = (charge.EndedAt ?? charge.At) + turn.Settings.Recovery.VerifyTimeout - turn.Now.Elapsed;
            turn.Incident = turn.Incident! with { Treatment = Treatment.After(turn.Incident.Treatment, run, step, members) };
            if (left > TimeSpan.Zero)
            {
                turn.Enter(new IncidentPhase.Verifying(run, left, turn.Now.Elapsed));
            }
            else
            {
                foreach (var member in members)
                    Ladder.Climb(turn, member, step);
            }
        }
    }

    // Who is not configured any more is nobody's concern.
    private static Incident Reopened(
        Turn turn, IncidentId id, ImmutableArray<ServiceName> members, Treatment? treatment, IncidentPhase phase)
    {
        var watched = members.Where(member => turn.Settings.Services.Any(service => service.Name == member)).ToImmutableArray();
        return new Incident(id, turn.Now.Elapsed, watched, members, [], treatment, phase);
    }
}
