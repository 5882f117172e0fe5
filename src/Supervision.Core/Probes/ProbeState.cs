namespace Supervision.Core.Probes;

/// <summary>What is known by one probe.</summary>
/// <param name="Settings">As it is asked now.</param>
/// <param name="Proven">It has passed once as it is asked now: its failures count.</param>
public sealed record ProbeState(ProbeSettings Settings, bool Proven)
{
    /// <summary>What the latest look came to; null before the first one.</summary>
    public ProbeOutcome? Latest { get; init; }
}
