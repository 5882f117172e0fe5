namespace Supervision.Core.Notifications;

/// <summary>What the notifier is to do.</summary>
public abstract record NotifierEffect
{
    private NotifierEffect()
    {
    }

    /// <summary>Write it down, and come back with <see cref="NotifierEvent.Stored"/> or <see cref="NotifierEvent.NotStored"/>.</summary>
    public sealed record Store(OutboxEntry Entry) : NotifierEffect;

    /// <summary>Try once, and come back with <see cref="NotifierEvent.Tried"/>.</summary>
    public sealed record Send(ChannelSettings Channel, OutgoingMessage Message) : NotifierEffect;

    /// <summary>Come back with <see cref="NotifierEvent.Woken"/> at this monotonic instant, in place of any earlier wish; null for
    /// never.</summary>
    public sealed record WakeAt(TimeSpan? Elapsed) : NotifierEffect;

    /// <summary>Say it in the daemon's own log.</summary>
    /// <param name="IsError">Somebody has to see to it.</param>
    public sealed record Say(string Text, bool IsError) : NotifierEffect;
}
