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
            return objection;

        var reasons = new List<Plan.KeepStill>();
        var steps = new List<(ServiceName Root, RecoveryStep Step)>();
        foreach (var root in Cause.RootsOf(failed, turn.Settings.Services))
        {
            if (Spared(turn, root) is { } spared)
                reasons.Add(spared);
            else if (Ladder.Next(turn, root) is { Step: { } step })
                steps.Add((root, step));
            else
                reasons.Add(new Plan.KeepStill(Ladder.Next(turn, root).Why, Steps(turn, root), root));
        }

        if (steps.Count == 0)
            return reasons[0] with { Why = string.Join("; ", reasons.Select(reason => reason.Why)) };

        // backend.sh restarts everything, so that whoever is up for less is served by it too.
        var chosen = steps.Any(next => next.Step == RecoveryStep.Backend) ? RecoveryStep.Backend : steps[0].Step;
        var roots = steps.Where(next => chosen == RecoveryStep.Backend || next.Step == chosen).Select(next => next.Root).ToImmutableArray();
        return Disturbed(turn, chosen, roots) is { } disturbed ? disturbed : new Plan.Act(chosen, roots);
    }

    /// <summary>Nothing stands in the way of a run at this time, as far as can be told without looking again.</summary>
    public static bool MayAct(Turn turn) => HostObjects(turn) is null && InForce(turn).IsEmpty;

    public static ImmutableArray<string> Steps(Turn turn, ServiceName service)
    {
        var own = turn.Settings.Services.First(settings => settings.Name == service).Steps;
        return own.IsEmpty ? ["healthcheck", "recovery", "steps"] : ["healthcheck", "services", service.Text, "steps"];
    }

    private static Plan.KeepStill? HostObjects(Turn turn)
    {
        var obstacle = turn.State.Obstacles.FirstOrDefault(seen => seen.Kind != ObstacleKind.Stale);
        return turn.State.Host switch
        {
            HostPhase.Running when obstacle is not null => new(obstacle.Evidence, [.. obstacle.Key.Split('.')], null),
            HostPhase.Running => null,
            HostPhase.Starting when turn.Incident is { } incident && turn.Now.Elapsed - incident.OpenedAt >= BootPatience => null,
            HostPhase.Starting => new("the host is booting", [], null),
            HostPhase.Stopping => new("the host is shutting down", [], null),
            _ => new("the host is neither running nor booting", [], null),
        };
    }

    private static Plan.KeepStill? Spared(Turn turn, ServiceName root)
    {
        if (Cause.Explains(root, turn.State, turn.Settings.Services) is { } cause)
        {
            var why = $"{root} shows no work, and cannot while {cause} is out of order: {turn.State.Of(cause).Judgement.Evidence}";
            return new(why, ["healthcheck", "services", root.Text, "depends-on"], root);
        }

        if (InForce(turn).FirstOrDefault(hold => hold.Covers(root)) is { } hold)
            return new($"{root} is {Words(turn, hold)}", [], root);
        return Diagnosis.Of(turn, root) is { } diagnosis ? new(diagnosis, [], root) : null;
    }

    // What is on hold is not restarted for the sake of others either.
    private static Plan.KeepStill? Disturbed(Turn turn, RecoveryStep step, ImmutableArray<ServiceName> roots)
    {
        var touched = step == RecoveryStep.Backend
            ? [.. turn.Settings.Services.Select(service => service.Name)]
            : Ladder.Services(step, roots, turn.Settings);
        foreach (var hold in InForce(turn))
        {
            var held = touched.Where(hold.Covers).ToImmutableArray();
            if (!held.IsEmpty)
                return new($"the {Ladder.Word(step)} would restart {held[0]} too, which is {Words(turn, hold)}", [], roots[0]);
        }

        return null;
    }

    private static ImmutableArray<Hold> InForce(Turn turn) => turn.State.Holds.RemoveAll(hold => hold.Until <= turn.Now.Wall);

    private static string Words(Turn turn, Hold hold) => string.Create(
        CultureInfo.InvariantCulture, $"on hold until {turn.Settings.Local(hold.Until):yyyy-MM-dd HH:mm:ss zzz} by {hold.By}: {hold.Reason}");
}
