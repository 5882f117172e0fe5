using System.Collections.Immutable;
using Supervision.Core.Holds;
using Supervision.Core.Probes;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Journal;

/// <summary>What an earlier life of the daemon left behind, read once at start.</summary>
/// <param name="Charged">The runs that still count: neither refunded nor freed by a person, oldest first; at most the newest
/// thousand.</param>
/// <param name="Open">Intents without an outcome, oldest first: the daemon died while their runs were under way.</param>
/// <param name="LastRun">The highest run number ever given; 0 where there is none.</param>
/// <param name="LastIncident">The highest incident number ever given; 0 where there is none.</param>
public sealed record History(
    ImmutableArray<ChargedRun> Charged,
    ImmutableArray<RunIntent> Open,
    long LastRun,
    long LastIncident)
{
    public static History Empty { get; } = new([], [], 0, 0);

    /// <summary>The newest forfeit of the budget that no person has undone since; null where there is none.</summary>
    public Forfeit? Forfeit { get; init; }

    /// <summary>The incident that was open when the daemon ended; null where there was none.</summary>
    public LeftIncident? Left { get; init; }

    /// <summary>The holds that nobody ended, oldest first; their time may be over.</summary>
    public ImmutableArray<Hold> Holds { get; init; } = [];

    /// <summary>The highest number ever given to a hold; 0 where there is none.</summary>
    public long LastHold { get; init; }

    /// <summary>The probes that have passed once as they are asked now, or were asked then.</summary>
    public ImmutableHashSet<ProvenProbe> Proven { get; init; } = [];

    /// <summary>Up to when the ticks were dealt with; null where that was never recorded.</summary>
    public DateTimeOffset? TicksSeen { get; init; }
}

/// <summary>A run charged to the budget.</summary>
/// <param name="BootId">The boot in which <paramref name="Monotonic"/> counts.</param>
/// <param name="Monotonic">The instant <paramref name="At"/> on the kernel's monotonic clock, which no step of the wall clock
/// moves.</param>
/// <param name="EndedAt">Null where no outcome was recorded.</param>
public sealed record ChargedRun(
    RunId Run, DateTimeOffset At, string BootId, TimeSpan Monotonic, DateTimeOffset? EndedAt, ImmutableArray<ServiceName> Members)
{
    /// <summary>Whose budget it is charged to.</summary>
    public RecoveryStep Step { get; init; } = RecoveryStep.Backend;

    /// <summary>The lives of the members' units at that time, in the order of <see cref="Members"/>; empty where that is not
    /// known.</summary>
    public ImmutableArray<string> Invocations { get; init; } = [];

    /// <summary>Whom it was for.</summary>
    public IEnumerable<ActedOn> ActedOn => Members.Zip(Invocations, (member, life) => new ActedOn(member, life, Step));
}

/// <summary>An incident whose end nobody saw.</summary>
/// <param name="Root">With whom it was opened.</param>
/// <param name="LastRun">Its newest run that is over; null where it had none.</param>
/// <param name="Members">The services that this run was for; the root alone where there was none.</param>
public sealed record LeftIncident(
    IncidentId Incident, DateTimeOffset OpenedAt, ServiceName Root, RunId? LastRun, ImmutableArray<ServiceName> Members);
