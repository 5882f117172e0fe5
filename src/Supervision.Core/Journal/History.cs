using System.Collections.Immutable;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Journal;

/// <summary>What an earlier life of the daemon left behind, read once at start.</summary>
/// <param name="Charged">The runs that still count: neither refunded nor freed by a person, oldest first; at most the newest thousand.</param>
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
}

/// <summary>A run charged to the budget.</summary>
/// <param name="EndedAt">Null where no outcome was recorded.</param>
public sealed record ChargedRun(RunId Run, DateTimeOffset At, DateTimeOffset? EndedAt, ImmutableArray<ServiceName> Members);
