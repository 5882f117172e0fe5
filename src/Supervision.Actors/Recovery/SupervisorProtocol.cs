using System.Collections.Immutable;
using Supervision.Core;
using Supervision.Core.Holds;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Actors.Recovery;

/// <summary>What people and the command line ask of the supervisor, by way of the tree's root. What happens to it comes as
/// <see cref="Supervision.Core.Recovery.SupervisorEvent"/>.</summary>
public static class SupervisorProtocol
{
    public interface IRequest;

    /// <summary>Look at everything now, with all that follows from it. Reply, at the end of the sweep: <see cref="SweepReport"/>.</summary>
    public sealed record Sweep(string By) : IRequest;

    /// <summary>Every service as the sweep found it, in the order of the configuration.</summary>
    public sealed record SweepReport(ImmutableArray<ServiceFound> Services);

    public sealed record ServiceFound(ServiceName Service, Judgement Judgement);

    /// <summary>Do nothing about <paramref name="Service"/>, or about any where it is null, for that long. Reply:
    /// <see cref="Holds"/>.</summary>
    public sealed record BeginHold(ServiceName? Service, TimeSpan For, string Reason, string By) : IRequest;

    /// <summary>End the holds on <paramref name="Service"/>, or every hold where it is null. Reply: <see cref="Holds"/>.</summary>
    public sealed record EndHolds(ServiceName? Service, string By) : IRequest;

    /// <summary>The holds in force, oldest first.</summary>
    public sealed record Holds(ImmutableArray<Hold> InForce);

    /// <summary>Reply: <see cref="Status"/>.</summary>
    public sealed record GetStatus : IRequest;

    /// <summary>All that the supervisor knows, as of <paramref name="Now"/>.</summary>
    public sealed record Status(SupervisorSettings Settings, SupervisorState State, Budget Budget, Moment Now);

    /// <summary>Reply: <see cref="Budget"/>.</summary>
    public sealed record GetBudget : IRequest;

    /// <summary>Forget the runs charged so far, of every step. Reply: <see cref="Budget"/>.</summary>
    public sealed record FreeBudget(string By) : IRequest;

    /// <summary>How many runs of backend.sh are left.</summary>
    /// <param name="Charged">When the runs that count were charged, oldest first; wall clock.</param>
    /// <param name="NextFreeAt">When a run is possible (again): now where one is left; null where the budget allows none at all.</param>
    public sealed record Budget(
        int Runs, TimeSpan Within, int Left, ImmutableArray<DateTimeOffset> Charged, DateTimeOffset? NextFreeAt)
    {
        /// <summary>The same of the other steps that some ladder has, in the order of the enumeration.</summary>
        public ImmutableArray<StepBudget> Steps { get; init; } = [];
    }

    /// <summary>How often a step may still be taken; see <see cref="Budget"/>.</summary>
    public sealed record StepBudget(
        RecoveryStep Step,
        int Runs,
        TimeSpan Within,
        int Left,
        ImmutableArray<DateTimeOffset> Charged,
        DateTimeOffset? NextFreeAt);
}
