namespace Supervision.Core.Resources;

/// <summary>A yes or no that changes its mind only on evidence that has lasted. One reading of the other kind is enough to begin
/// counting anew.</summary>
/// <param name="Since">Since when everything has spoken against what it says; monotonic. Null while something does not.</param>
public readonly record struct Latch(bool IsOn, TimeSpan? Since)
{
    /// <param name="against">The new evidence speaks against what it says.</param>
    /// <param name="lasting">So long it has to.</param>
    /// <param name="now">Monotonic.</param>
    public Latch Next(bool against, TimeSpan lasting, TimeSpan now)
    {
        if (!against)
            return this with { Since = null };
        var since = Since ?? now;
        return now - since >= lasting ? new Latch(!IsOn, null) : this with { Since = since };
    }
}
