using System.Collections.Immutable;
using Supervision.Core.Notifications;

namespace Supervision.Core.Resources;

/// <summary>What is to be done about resources.</summary>
public abstract record ResourceEffect
{
    private ResourceEffect()
    {
    }

    /// <summary>Look at everything now, and do not wait for the next time.</summary>
    public sealed record Read : ResourceEffect;

    public sealed record Store(Sample Sample) : ResourceEffect;

    /// <summary>To be passed on, and written down as it happens.</summary>
    public sealed record Tell(Notice Notice) : ResourceEffect;

    /// <summary>To be written down as a whole.</summary>
    /// <param name="Troubles">The worst first.</param>
    public sealed record Summarise(Sample Sample, ImmutableArray<Trouble> Troubles) : ResourceEffect;
}
