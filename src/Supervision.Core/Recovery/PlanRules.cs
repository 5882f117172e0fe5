using System.Collections.Immutable;
using System.Globalization;
using Supervision.Core.Holds;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>
/// Which step is taken for whom, or why none is.
/// <para>Intuition: first whether this is a time to do anything at all, then who is really to blame, then whether a restart can help them,
/// and only then how much of one.</para>
/// </summary>
internal static class PlanRules
{
    /// <summary>A host that is still booting after this long does not become ready by itself; its outages count.</summary>
    private static readonly TimeSpan BootPatience = TimeSpan.FromMinutes(10);

    /// <param name="failed">The services that are out; at least one.</param>
    public static Plan Of(Turn turn, ImmutableArray<ServiceName> failed)
    {
        if (HostObjects(turn) is { } objection)
            return new Plan.KeepStill([objection]);
        if (SelfDoubt.Of(turn) is { } doubt)
            return new Plan.KeepStill([new Reason(doubt, [], null)]);

        var spared = new List<Reason>();
        var steps = new List<NextStep>();
        foreach (var service in Roots(turn, failed, spared))
        {
            if (Spared(turn, service) is { } reason)
                spared.Add(reason);
            else if (Ladder.Next(turn, service) is not { Step: { } step } rung)
                spared.Add(new Reason(Ladder.Next(turn, service).Why, Steps(turn, service), service) { Hopeless = true });
            else if (Disturbed(turn, Ladder.Word(step), Touched(turn, step, service), service) is { } disturbed)
                spared.Add(disturbed);
            else
                steps.Add(new NextStep(service, step, rung.SpentUntil, DueAt(turn, step, service, failed)));
        }

        return steps.Count == 0 ? new Plan.KeepStill([.. spared]) : Act(steps, turn.Now.Elapsed, [.. spared]);
    }

    /// <summary>Why a run that was decided on must not be started after all: something has come in between. Null where nothing
    /// has.</summary>
    public static Reason? Forbids(Turn turn, RunPurpose purpose, ServiceName? service)
    {
        if (turn.Settings.ObserveBecause is { } because)
            return new Reason(because, ["healthcheck", turn.Settings.GivesWay ? "takeover" : "mode"], null);
        var touched = turn.Settings.Services
            .Where(watched => purpose.Step == RecoveryStep.Backend || purpose.Restarts.Contains(watched.Unit))
            .Select(watched => watched.Name)
            .ToImmutableArray();
        return HostObjects(turn) ?? Disturbed(turn, Ladder.Word(purpose.Step), touched, service) ?? StoppedSince(turn, purpose, touched);
    }

    /// <summary>No person has asked for anything to be left alone. What the host says is looked at anew before each run, and no matter of
    /// what was seen last.</summary>
    public static bool MayAct(Turn turn) => !InForce(turn).Any(hold => turn.Settings.Services.Any(service => hold.Covers(service.Name)));

    public static ImmutableArray<string> Steps(Turn turn, ServiceName service)
    {
        var own = turn.Settings.Services.First(settings => settings.Name == service).Steps;
        return own.IsEmpty ? ["healthcheck", "recovery", "steps"] : ["healthcheck", "services", service.Text, "steps"];
    }

    // Who has a budget left does not wait for who has none, nor who is due for who sits out a pause. backend.sh restarts everything, so
    // that whoever is up for less, or later, is served by it too.
    private static Plan.Act Act(List<NextStep> steps, TimeSpan now, ImmutableArray<Reason> spared)
    {
        var ready = steps.Where(next => next.SpentUntil is null).OrderBy(next => next.DueAt).ToList();
        var due = ready.Where(next => next.DueAt <= now).ToList();
        var choice = due.Count > 0 ? due : ready.Count > 0 ? [ready[0]] : steps;
        var chosen = choice.Exists(next => next.Step == RecoveryStep.Backend) ? RecoveryStep.Backend : choice[0].Step;
        var askers = steps.Where(next => next.Step == chosen && choice.Contains(next)).ToList();
        var served = chosen == RecoveryStep.Backend ? askers.Union(steps) : askers;
        return new Plan.Act(
            chosen,
            [.. served.Select(next => next.Root)],
            ready.Count > 0 ? null : steps.Min(next => next.SpentUntil),
            askers.Min(next => next.DueAt),
            spared);
    }

    // A fresh consequence does not sit out the pause of its root: the run is for it too.
    private static TimeSpan DueAt(Turn turn, RecoveryStep step, ServiceName root, ImmutableArray<ServiceName> failed)
    {
        var counted = turn.BudgetOf(step).Counted(turn.Now.Elapsed);
        return failed
            .Where(member => member == root
                || (step == RecoveryStep.Backend && Cause.Dependencies(member, turn.Settings.Services).Contains(root)))
            .Min(member => Backoff.DueAt(member, turn.Incident!.OpenedAt, counted, turn.Settings.Recovery.Backoff));
    }

    // What cannot be mended is nobody's root: who failed beside it answers for itself.
    private static ImmutableArray<ServiceName> Roots(Turn turn, ImmutableArray<ServiceName> failed, List<Reason> spared)
    {
        foreach (var service in failed)
        {
            if (Diagnosis.Of(turn, service) is { } diagnosis)
                spared.Add(new Reason(diagnosis, [], service) { Hopeless = true });
        }

        var rest = failed.RemoveAll(service => spared.Exists(reason => reason.Service == service));
        return rest.IsEmpty ? [] : Cause.RootsOf(rest, turn.Settings.Services);
    }

    /// <summary>Whether the host is up, or has been on its way for so long that somebody has to be told.</summary>
    public static bool IsHostUp(Turn turn) =>
        turn.State.Host == HostPhase.Running || (turn.State.Host == HostPhase.Starting && IsStuck(turn));

    private static bool IsStuck(Turn turn) =>
        turn.Incident is { } incident && turn.Now.Elapsed - incident.OpenedAt >= BootPatience;

    private static Reason? HostObjects(Turn turn)
    {
        var obstacle = turn.State.Obstacles.FirstOrDefault(seen => seen.Kind != ObstacleKind.Stale);
        return turn.State.Host switch
        {
            HostPhase.Starting when !IsStuck(turn) => new("the host is booting", [], null),
            HostPhase.Running or HostPhase.Starting => obstacle is null ? null : new(obstacle.Evidence, [.. obstacle.Key.Split('.')], null),
            HostPhase.Stopping => new("the host is shutting down", [], null),
            _ => new("the host is neither running nor booting", [], null),
        };
    }

    private static Reason? Spared(Turn turn, ServiceName root)
    {
        if (Cause.Explains(root, turn.State, turn.Settings.Services) is { } cause)
        {
            var why = $"{root} shows no work, and cannot while {cause} is out of order: {turn.State.Of(cause).Judgement.Evidence}";
            return new(why, ["healthcheck", "services", root.Text, "depends-on"], root);
        }

        if (InForce(turn).FirstOrDefault(hold => hold.Covers(root)) is { } hold)
            return new($"{root} is {Words(turn, hold)}", [], root);

        // Somebody else's restart of it: a unit at rest with a job is starting, and no outage.
        return turn.State.Of(root) is { Judgement.Probe: not null, Unit: { JobQueued: true, Unit: var unit } }
            ? new($"a job for {unit} is queued", [], root)
            : null;
    }

    private static ImmutableArray<ServiceName> Touched(Turn turn, RecoveryStep step, ServiceName root) => step == RecoveryStep.Backend
        ? [.. turn.Settings.Services.Select(service => service.Name)]
        : Ladder.Services(step, [root], turn);

    // What is on hold is not restarted for the sake of others either.
    private static Reason? Disturbed(Turn turn, string step, ImmutableArray<ServiceName> touched, ServiceName? root)
    {
        foreach (var hold in InForce(turn))
        {
            var held = touched.Where(hold.Covers).ToImmutableArray();
            if (!held.IsEmpty)
                return new($"the {step} would restart {held[0]} too, which is {Words(turn, hold)}", [], root);
        }

        return null;
    }

    // backend.sh restarts whom it likes; what we restart along with a root was not at rest when that was decided.
    private static Reason? StoppedSince(Turn turn, RunPurpose purpose, ImmutableArray<ServiceName> touched)
    {
        if (purpose.Step == RecoveryStep.Backend)
            return null;
        foreach (var service in touched.Where(service => !purpose.Members.Contains(service) && !Ladder.MayBeStarted(turn, service)))
        {
            ImmutableArray<string> rule = ["healthcheck", "services", service.Text, "manual-stop"];
            return new Reason($"{service} is not running any more, and would be started along", rule, service);
        }

        return null;
    }

    private static ImmutableArray<Hold> InForce(Turn turn) => turn.State.Holds.RemoveAll(hold => hold.Until <= turn.Now.Wall);

    private static string Words(Turn turn, Hold hold) => string.Create(
        CultureInfo.InvariantCulture,
        $"on hold until {turn.Settings.Local(hold.Until):yyyy-MM-dd HH:mm:ss zzz} by {hold.By}: {hold.Reason}");

    private sealed record NextStep(ServiceName Root, RecoveryStep Step, TimeSpan? SpentUntil, TimeSpan DueAt);
}
