using System.Collections.Immutable;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Actors.Services;

/// <summary>The conversation with the host actor. What it tells in return are the events of those it tells:
/// <see cref="ServiceEvent"/>, <see cref="SupervisorEvent"/>, and <see cref="RunReport"/> for the run's own actor.</summary>
public static class HostProtocol
{
    public interface ICommand;

    /// <summary>The sender hears of <paramref name="Unit"/> from now on, beginning with what is known at once.</summary>
    public sealed record Subscribe(UnitName Unit) : ICommand;

    /// <summary>Every subscriber, and the supervisor, answers with this id.</summary>
    public sealed record Sweep(SweepId Id) : ICommand;

    /// <summary>These units are watched from now on, in place of those before: who stays is not disturbed, who is not among them is
    /// forgotten.</summary>
    public sealed record Watch(ImmutableArray<UnitName> Units) : ICommand;

    public sealed record StartRun(RunId Run, UnitName Unit) : ICommand;

    /// <summary>See <see cref="IUnitControl.Restart"/>.</summary>
    public sealed record RestartUnits(RunId Run, ImmutableArray<UnitName> Units) : ICommand;

    /// <param name="Since">See <see cref="IUnitControl.Follow"/>.</param>
    public sealed record FollowRun(RunId Run, UnitName Unit, TimeSpan Since) : ICommand;

    /// <summary>To the supervisor: the host actor has (re)started and knows no subscribers.</summary>
    public sealed record Started;

    /// <summary>To the supervisor, for the actor of that run.</summary>
    public sealed record RunReport(RunId Run, UnitReport Report);
}
