namespace Supervision.Core.Resources;

/// <summary>What happens to the decisions about resources.</summary>
public abstract record ResourceEvent
{
    private ResourceEvent()
    {
    }

    public sealed record Sampled(Sample Sample) : ResourceEvent;

    /// <summary>A tick of the calendar wants everything summed up.</summary>
    public sealed record TickCame : ResourceEvent;
}
