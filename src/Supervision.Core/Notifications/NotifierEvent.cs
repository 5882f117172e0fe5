namespace Supervision.Core.Notifications;

/// <summary>What the notifier is told.</summary>
public abstract record NotifierEvent
{
    private NotifierEvent()
    {
    }

    /// <summary>What earlier lives left; comes once. What comes before it waits for it.</summary>
    public sealed record Started(OutboxHistory History) : NotifierEvent;

    /// <summary>People may want to know this.</summary>
    public sealed record Noticed(Notice Notice) : NotifierEvent;

    /// <summary>The entry is on disk.</summary>
    public sealed record Stored(OutboxEntry Entry) : NotifierEvent;

    /// <summary>It is not.</summary>
    public sealed record NotStored(OutboxEntry Entry, string Why) : NotifierEvent;

    /// <summary>A try that was asked for by <see cref="NotifierEffect.Send"/> is over.</summary>
    public sealed record Tried(MessageId Message, Delivery Delivery) : NotifierEvent;

    /// <summary>The time asked for by <see cref="NotifierEffect.WakeAt"/> has come. Harmless when early, late or doubled.</summary>
    public sealed record Woken : NotifierEvent;

    /// <summary>The settings that this comes with are in force from now on.</summary>
    public sealed record Reconfigured : NotifierEvent;
}
