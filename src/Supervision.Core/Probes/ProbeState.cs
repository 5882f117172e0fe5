namespace Supervision.Core.Probes;

/// <summary>What is known by one probe.</summary>
/// <param name="Settings">As it is asked now.</param>
/// <param name="Proven">It has passed once as it is asked now: its failures count.</param>
public sealed record ProbeState(ProbeSettings Settings, bool Proven)
{
    /// <summary>What the latest look came to; null before the first one.</summary>
    public ProbeOutcome? Latest { get; init; }

    /// <summary>The life of the unit that <see cref="Latest"/> is about; another life has not been looked at.</summary>
    public string? Life { get; init; }

    /// <summary>The latest life of the unit in which it passed.</summary>
    public string? PassedIn { get; init; }

    /// <summary>When the next look is due, monotonic.</summary>
    public TimeSpan NextAt { get; init; }

    /// <summary>The look under way; null while there is none.</summary>
    public PendingLook? Pending { get; init; }

    /// <summary>Since when it has failed without a break, monotonic; null where it does not.</summary>
    public TimeSpan? FailingSince { get; init; }

    /// <summary>Since when it has passed without a break, likewise.</summary>
    public TimeSpan? PassingSince { get; init; }

    /// <summary>It has failed for so long that the service was down, and not passed for long enough since.</summary>
    public bool Down { get; init; }

    /// <summary>It has passed in this life of the unit.</summary>
    public bool HasPassedIn(string life) => PassedIn == life;
}

/// <summary>A look that was asked for and has not ended.</summary>
/// <param name="Life">Of the unit, when it was asked for.</param>
/// <param name="At">Monotonic.</param>
public sealed record PendingLook(string Life, TimeSpan At);
