using Supervision.Core.Notifications;

namespace Supervision.Simulation.Notifications;

/// <summary>An outside service in memory, which hears, refuses, or does not answer at all.</summary>
public sealed class VirtualHeartbeat(TimeProvider clock) : IHeartbeat
{
    private TaskCompletionSource<string?>? _silence;

    /// <summary>What was sent, when and where, whether it was heard or not.</summary>
    public List<(DateTimeOffset At, HeartbeatSignal Signal, Uri To)> Sent { get; } = [];

    /// <summary>Why pings are refused; null while they are heard.</summary>
    public string? Refusing { get; set; }

    /// <summary>From now on nothing is answered, until <see cref="Answer"/>.</summary>
    public void FallSilent() => _silence = new TaskCompletionSource<string?>();

    /// <summary>Answers what was left open, and everything that comes.</summary>
    public void Answer()
    {
        // Under a context of the caller's, who waits would be told on another thread, at a time that nobody knows.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            _silence?.SetResult(Refusing);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }

        _silence = null;
    }

    public Task<string?> SendAsync(HeartbeatSettings settings, HeartbeatSignal signal, CancellationToken cancellation)
    {
        Sent.Add((clock.GetUtcNow(), signal, settings.For(signal)));
        return _silence?.Task ?? Task.FromResult(Refusing);
    }
}
