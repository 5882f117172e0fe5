using System.Collections.Immutable;
using Supervision.Core.Probes;

namespace Supervision.Core.Services;

/// <summary>What is known of one service.</summary>
/// <param name="Since">On the monotonic clock: when the verdict or the unit's invocation last changed.</param>
public sealed record ServiceState(Judgement Judgement, TimeSpan Since)
{
    public static ServiceState Initial { get; } = new(Judgement.Unseen, TimeSpan.Zero);

    /// <summary>The unit as it was seen last; null where it was not, or the unit manager is out of reach.</summary>
    public UnitStatus? Unit { get; init; }

    /// <summary>What the unit alone amounts to.</summary>
    public Judgement UnitJudgement { get; init; } = Judgement.Unseen;

    /// <summary>Since when the unit runs in this life, on the monotonic clock.</summary>
    public TimeSpan RunsSince { get; init; }

    /// <summary>The life of the unit that was there before we were; null where we saw its beginning.</summary>
    public string? Inherited { get; init; }

    /// <summary>In the order of the configuration.</summary>
    public ImmutableArray<ProbeState> Probes { get; init; } = [];

    /// <summary>The verdict as it would be if nobody minded that it changes all the time.</summary>
    public Verdict Undamped { get; init; }

    public Flapping Flapping { get; init; } = Flapping.None;

    /// <summary>When its actor asked to be woken, monotonic; null for not at all.</summary>
    public TimeSpan? Wake { get; init; }

    /// <summary>Until then this life of the unit may still be on its way up, though it runs.</summary>
    public TimeSpan GraceUntil(ServiceSettings settings) => RunsSince + settings.StartGrace;
}
