namespace Supervision.Core.Notifications;

/// <summary>One message to one channel, ready to be sent; stored before it is.</summary>
/// <param name="Id">Never given twice; the receiver can know a doubled message by it.</param>
/// <param name="Channel">By its name in the configuration.</param>
/// <param name="Subject">One line without control characters.</param>
/// <param name="Text">Plain text; short enough for the channel.</param>
/// <param name="Html">The same for readers that show it; null where the channel knows none.</param>
/// <param name="At">When it was decided.</param>
public sealed record OutgoingMessage(
    MessageId Id, string Channel, Topic Topic, Severity Severity, string Subject, string Text, string? Html, DateTimeOffset At)
{
    /// <summary>The kind of its notice in one word, such as <c>incident-opened</c>, for programs that read it.</summary>
    public string Event { get; init; } = "";
}

/// <summary>The number of a message, given once.</summary>
public readonly record struct MessageId(long Number);
