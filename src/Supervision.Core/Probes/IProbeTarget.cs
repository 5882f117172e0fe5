namespace Supervision.Core.Probes;

/// <summary>What a probe asks of whom: one sealed record for each kind, in a file of its own beside its reader.</summary>
public interface IProbeTarget
{
    /// <summary>The word of <c>kind</c> in the configuration.</summary>
    string Kind { get; }

    /// <summary>All that the probe asks, in words, without any secret: another text is another probe, which has to prove itself
    /// anew.</summary>
    string Question { get; }
}
