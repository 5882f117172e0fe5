namespace Supervision.Core.Notifications;

/// <summary>What a notice is about, so that its end finds those who were told of its beginning: <c>incident:7</c>,
/// <c>disk:/var</c>.</summary>
/// <param name="Text">The kind, a colon, and which one; without control characters.</param>
public readonly record struct Topic(string Text)
{
    public override string ToString() => Text;
}
