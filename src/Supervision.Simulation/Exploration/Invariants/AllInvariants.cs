using System.Collections.Immutable;
using Supervision.Core.Hosting;

namespace Supervision.Simulation.Exploration.Invariants;

/// <summary>Everything that must hold on every day.</summary>
public static class AllInvariants
{
    /// <summary>New ones, which have seen nothing yet.</summary>
    public static ImmutableArray<Invariant> For(HealthcheckSettings settings) =>
    [
        new Sound(),
        new OneRunAtATime(),
        new PromisedFirst(),
        new ChargedAsRun(),
        new WithinBudget(settings),
        new HoldsKept(settings),
        new NothingInTheWay(),
        new HostAwake(settings),
        new StopsRespected(settings),
        new OnlyObserves(settings),
        new ForAReason(settings),
        new GraceGiven(settings),
        new SettledFirst(settings),
        new OneIncidentAtATime(),
        new IncidentsEnd(settings),
        new Noticed(settings),
        new TakenOnce(),
        new NothingFloods(),
        new PeopleTold(settings),
        new ToldOnce(settings),
    ];
}
