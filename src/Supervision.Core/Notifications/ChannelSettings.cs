namespace Supervision.Core.Notifications;

/// <summary>One channel: <c>healthcheck.notify.NAME</c>.</summary>
/// <param name="Target">How and to whom.</param>
/// <param name="Timeout">For one try as a whole, from the name to the last byte of the answer.</param>
public sealed record ChannelSettings(string Name, IChannelTarget Target, TimeSpan Timeout);

/// <summary>How and to whom a channel sends: one sealed record for each kind, in a file of its own beside its reader.</summary>
public interface IChannelTarget
{
    /// <summary>The word of <c>kind</c> in the configuration.</summary>
    string Kind { get; }

    /// <summary>The longest text in characters that it takes.</summary>
    int LongestText { get; }

    /// <summary>Whether it shows HTML.</summary>
    bool TakesHtml { get; }
}
