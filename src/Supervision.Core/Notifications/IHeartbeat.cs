namespace Supervision.Core.Notifications;

/// <summary>The way to the outside service that hears that we live.</summary>
public interface IHeartbeat
{
    /// <summary>Sends one ping. The task ends within the timeout and a second, whatever the other side does, and never fails.</summary>
    /// <returns>Why it was in vain, without the path of the URL; null where it was heard.</returns>
    Task<string?> SendAsync(HeartbeatSettings settings, HeartbeatSignal signal, CancellationToken cancellation);
}
